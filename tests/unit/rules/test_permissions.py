import re

import pytest

from pakn.rules.permissions import (
    PERMISSIONS,
    PUBLIC_PERMISSIONS,
    Permission,
    may,
    permission_for,
)
from pakn.rules.states import (
    AGENCY_ROLES,
    COUNCIL_ROLES,
    STAFF_ROLES,
    Action,
    Role,
)
from tests.unit.rules.lifecycle_expected import expected_table

P = Permission
ACTS = {permission_for(action) for action in Action}


def rooms_of(role: Role) -> set[str]:
    return {
        permission.split(".")[0]
        for permission in PERMISSIONS[role] - PUBLIC_PERMISSIONS
        if permission is not P.ACCOUNT_HOME
    }


@pytest.mark.parametrize("role", Role)
def test_acts_are_permitted_exactly_where_the_design_allows_them_in_some_state(role: Role) -> None:
    wanted = {
        f"case.{act}" for (_, act), (roles, _) in expected_table().items() if role.value in roles
    }
    assert {p.value for p in PERMISSIONS[role] & ACTS} == wanted


def test_names_have_the_form_room_thing_act() -> None:
    for permission in set(Permission) - ACTS - {P.ACCOUNT_HOME}:
        assert re.fullmatch(r"[a-z]+\.[a-z]+\.[a-z]+", permission)
        assert permission.name == permission.value.replace(".", "_").upper()
    assert len(ACTS) == len(Action)


def test_every_permission_is_held_by_somebody() -> None:
    assert set().union(*PERMISSIONS.values()) == set(Permission)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_account_has_a_home_and_the_public_pages(role: Role) -> None:
    assert may(role, P.ACCOUNT_HOME)
    assert PERMISSIONS[role] >= PUBLIC_PERMISSIONS
    assert len(PERMISSIONS[role]) > len(PUBLIC_PERMISSIONS) + 1


def test_who_is_not_signed_in_sees_only_what_is_public() -> None:
    acts = {P.CASE_SUPPLY, P.CASE_WITHDRAW, P.CASE_RATE, P.CASE_APPEAL}
    assert PERMISSIONS[Role.PETITIONER] == PUBLIC_PERMISSIONS | acts
    assert PERMISSIONS[Role.SYSTEM] == {P.CASE_LAPSE, P.CASE_DEEM_ACCEPTED}


@pytest.mark.parametrize("role", sorted(AGENCY_ROLES))
def test_agencies_stay_in_their_room(role: Role) -> None:
    assert rooms_of(role) == {"agency", "case"}
    assert PERMISSIONS[role] & {p for p in Permission if p.startswith("case.")} <= ACTS
    assert not may(role, P.PERSONAL_CONTACT_READ)


@pytest.mark.parametrize("role", sorted(COUNCIL_ROLES))
def test_council_members_see_and_file_only_their_own(role: Role) -> None:
    assert rooms_of(role) == {"council", "petition"}


def test_only_the_council_lead_submits_the_list() -> None:
    assert [role for role in Role if may(role, P.COUNCIL_LIST_SUBMIT)] == [Role.COUNCIL_LEAD]


def test_the_auditor_only_audits_and_nobody_else_does() -> None:
    assert rooms_of(Role.AUDITOR) == {"audit", "incident"}
    assert Permission.INCIDENT_RECORD_CLOSE not in PERMISSIONS[Role.AUDITOR]
    assert [role for role in Role if "audit" in rooms_of(role)] == [Role.AUDITOR]


def test_the_administrator_sees_no_case_and_no_person() -> None:
    assert rooms_of(Role.ADMIN) == {"admin"}
    assert [role for role in Role if "admin" in rooms_of(role)] == [Role.ADMIN]


def test_task_force_members_act_on_no_case() -> None:
    assert not PERMISSIONS[Role.TASKFORCE_MEMBER] & ACTS
    assert rooms_of(Role.TASKFORCE_MEMBER) == {"taskforce", "reports"}


# R47: nobody holds both halves of a check in one role.
SEPARATED = [
    (P.CASE_FORWARD, P.CASE_RELEASE),
    (P.CASE_ANSWER, P.CASE_RELEASE),
    (P.CASE_ANSWER_DIRECTLY, P.CASE_RELEASE),
    (P.PETITION_FILE_STAFF, P.CASE_RELEASE),
    (P.LETTER_DRAFT_WRITE, P.LETTER_DRAFT_SIGN),
    (P.LETTER_DRAFT_SIGN, P.LETTER_NUMBER_ENTER),
    (P.ADMIN_ACCOUNTS_WRITE, P.AUDIT_EVENTS_READ),
    (P.PERSONAL_SEALED_OPEN, P.CASE_FORWARD),
    (P.PERSONAL_CONTACT_READ, P.RESULTS_TEXT_PUBLISH),
]


@pytest.mark.parametrize(("one", "other"), SEPARATED)
def test_separation_of_roles(one: Permission, other: Permission) -> None:
    assert [role for role in Role if may(role, one) and may(role, other)] == []


HOLDERS = [
    (P.PERSONAL_SEALED_OPEN, {Role.IDENTITY_OPENER}),
    (P.PERSONAL_CONTACT_READ, {Role.INTAKE_CLERK, Role.TRIAGE_OFFICER}),
    (P.PERSONAL_IDENTITY_DISCLOSE, {Role.UNIT_LEAD}),
    (P.CASE_QUARANTINED_READ, {Role.UNIT_LEAD}),
    (P.CASE_LIFT_QUARANTINE, {Role.UNIT_LEAD}),
    (P.CASE_RELEASE, {Role.PUBLISHER}),
    (P.CASE_FORWARD, {Role.TRIAGE_OFFICER, Role.RECORDS_CLERK}),
    (P.AGENCY_INBOX_READ, AGENCY_ROLES),
    (P.COUNCIL_CASES_READ, COUNCIL_ROLES),
    (P.ADMIN_JOBS_RETRY, {Role.ADMIN}),
    (
        P.TASKFORCE_CASES_READ,
        {
            Role.STANDING_MEMBER,
            Role.STANDING_DEPUTY,
            Role.HEAD,
            Role.ASSISTANT,
            Role.TASKFORCE_MEMBER,
        },
    ),
]


@pytest.mark.parametrize(("permission", "holders"), HOLDERS)
def test_sensitive_doors_have_exactly_these_holders(
    permission: Permission, holders: set[Role]
) -> None:
    assert {role for role in Role if may(role, permission)} == set(holders)
