"""Roles, last administrators, letting people in again, passwords (R47, R52)."""

import datetime as dt
from typing import Any

import pytest

from models.people import RoleGrant
from models.queries.accounts import Wanted
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services import account_keeping as keeping
from pakn.services.account_reading import read_account, read_accounts
from pakn.services.account_roles import take_role
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotFound
from pakn.services.passwords import OwnPassword, change_password, first_password
from tests.factories.accounts import (
    NONCE,
    TODAY,
    give,
    grant_of,
    looking,
    make,
    organisation_id,
    stored,
    tries,
    typed,
)
from tests.factories.keeping import events_of
from tests.factories.people import PASSWORD, person
from tests.factories.system import moved_on


@pytest.fixture
def admin(system: System) -> Actor:
    return person(system, Role.ADMIN, username="quan.tri")


class TestRoles:
    def test_a_role_holds_between_its_days(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin)
        until = TODAY + dt.timedelta(days=7)
        give(system, admin, user_id, "publisher", until=until)
        grant = grant_of(user_id, "publisher")
        assert (grant.valid_from, grant.valid_to) == (TODAY, until)
        assert events_of("role_give") == [
            {
                "user": user_id,
                "role": "publisher",
                "valid_from": "2026-11-16",
                "valid_to": "2026-11-23",
            }
        ]

    @pytest.mark.parametrize(
        ("role", "span", "error"),
        [
            ("khong_co", {}, "role: required"),
            ("petitioner", {}, "role: required"),
            ("triage_officer", {}, "role: role_held"),
            ("publisher", {"since": TODAY - dt.timedelta(days=1)}, "since: in_past"),
            ("publisher", {"until": TODAY - dt.timedelta(days=1)}, "until: ends_first"),
            ("agency_focal", {}, "role: agency_missing"),
            ("council_staff", {}, "role: organisation_missing"),
        ],
    )
    def test_what_cannot_be_held_is_refused(
        self, system: System, admin: Actor, role: str, span: dict[str, Any], error: str
    ) -> None:
        user_id, _ = make(system, admin)
        with pytest.raises(InvalidInput, match=error):
            give(system, admin, user_id, role, **span)
        assert events_of("role_give") == []

    def test_council_members_do_nothing_else_here(self, system: System, admin: Actor) -> None:
        inputs = typed(organisation_id=organisation_id())
        user_id, _ = make(system, admin, inputs, role="council_staff")
        give(system, admin, user_id, "council_lead")
        with pytest.raises(InvalidInput, match="role: council_apart"):
            give(system, admin, user_id, "triage_officer")

    def test_who_reads_the_trail_does_not_administer(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin, role="auditor")
        with pytest.raises(InvalidInput, match="role: auditor_apart"):
            give(system, admin, user_id, "admin")

    def test_a_role_taken_is_gone_at_once_and_only_once(self, system: System, admin: Actor) -> None:
        officer = person(system, Role.PUBLISHER)
        assert officer.user_id is not None
        grant_id = grant_of(officer.user_id, "publisher").id
        for _ in range(2):
            with system.acting(admin) as ctx:
                take_role(ctx, officer.user_id, grant_id)
        assert grant_of(officer.user_id, "publisher").valid_to == dt.date(2026, 11, 15)
        assert len(events_of("role_take")) == 1
        give(system, admin, officer.user_id, "publisher")

    def test_a_role_given_and_taken_on_one_day_was_never_held(
        self, system: System, admin: Actor
    ) -> None:
        user_id, _ = make(system, admin)
        give(system, admin, user_id, "publisher")
        with system.acting(admin) as ctx:
            take_role(ctx, user_id, grant_of(user_id, "publisher").id)
        assert [grant.role for grant in read_account(looking(system, admin), user_id).grants] == [
            "triage_officer"
        ]
        assert len(events_of("role_take")) == 1

    def test_a_grant_of_somebody_else_is_not_found(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin)
        officer = person(system, Role.PUBLISHER)
        assert officer.user_id is not None
        grant_id = grant_of(officer.user_id, "publisher").id
        with pytest.raises(NotFound), system.acting(admin) as ctx:
            take_role(ctx, user_id, grant_id)


class TestTheLastAdministrator:
    def test_nobody_takes_the_own_role_or_closes_the_own_account(
        self, system: System, admin: Actor
    ) -> None:
        person(system, Role.ADMIN)
        assert admin.user_id is not None
        grant_id = grant_of(admin.user_id, "admin").id
        with pytest.raises(InvalidInput, match="own_admin_role"), system.acting(admin) as ctx:
            take_role(ctx, admin.user_id, grant_id)
        with pytest.raises(InvalidInput, match="own_account"), system.acting(admin) as ctx:
            keeping.close_account(ctx, admin.user_id)

    def test_the_last_one_stays_whoever_acts(self, system: System, admin: Actor) -> None:
        """Also where the acting administrator's own role ends soon."""
        leaving = person(system, Role.ADMIN)
        assert admin.user_id is not None
        assert leaving.user_id is not None
        with system.acting(SYSTEM) as ctx:
            grant = ctx.session.get_one(RoleGrant, grant_of(leaving.user_id, "admin").id)
            grant.valid_to = TODAY + dt.timedelta(days=1)
        grant_id = grant_of(admin.user_id, "admin").id
        with pytest.raises(InvalidInput, match="last_admin"), system.acting(leaving) as ctx:
            take_role(ctx, admin.user_id, grant_id)
        with pytest.raises(InvalidInput, match="last_admin"), system.acting(leaving) as ctx:
            keeping.close_account(ctx, admin.user_id)
        assert stored(admin.user_id).active

    def test_of_two_one_may_go(self, system: System, admin: Actor) -> None:
        other = person(system, Role.ADMIN)
        assert other.user_id is not None
        with system.acting(admin) as ctx:
            keeping.close_account(ctx, other.user_id)
        assert not stored(other.user_id).active


class TestLettingIn:
    def test_a_closed_account_is_out_at_once_and_may_come_back(
        self, system: System, admin: Actor
    ) -> None:
        officer = person(system, Role.PUBLISHER, username="dang.lam")
        assert officer.user_id is not None
        for _ in range(2):
            with system.acting(admin) as ctx:
                keeping.close_account(ctx, officer.user_id)
        assert not tries(system, "dang.lam", PASSWORD)
        assert stored(officer.user_id).session_version == 2
        for _ in range(2):
            with system.acting(admin) as ctx:
                keeping.open_account(ctx, officer.user_id)
        assert tries(system, "dang.lam", PASSWORD)
        assert (len(events_of("account_close")), len(events_of("account_open"))) == (1, 1)

    def test_a_lock_by_failures_is_lifted(self, system: System, admin: Actor) -> None:
        officer = person(system, Role.PUBLISHER, username="hay.quen")
        assert officer.user_id is not None
        for _ in range(5):
            tries(system, "hay.quen", "sai")
        locked = read_accounts(looking(system, admin), Wanted(condition="locked"))
        assert [user.username for user, _, _ in locked.rows] == ["hay.quen"]
        for _ in range(2):
            with system.acting(admin) as ctx:
                keeping.lift_lock(ctx, officer.user_id)
        assert tries(system, "hay.quen", PASSWORD)
        assert len(events_of("lift_lock")) == 1

    def test_a_reset_password_replaces_the_old_one_and_ends_sessions(
        self, system: System, admin: Actor
    ) -> None:
        officer = person(system, Role.PUBLISHER, username="hay.quen")
        assert officer.user_id is not None
        given = []
        for _ in range(2):
            with system.acting(admin) as ctx:
                given.append(keeping.reset_password(ctx, officer.user_id, NONCE))
        assert given[0] == given[1]
        assert not tries(system, "hay.quen", PASSWORD)
        assert tries(system, "hay.quen", given[0])
        user = stored(officer.user_id)
        assert (user.must_change_password, user.session_version) == (True, 2)
        assert events_of("reset_password") == [{"user": officer.user_id}]

    def test_the_own_password_is_not_reset(self, system: System, admin: Actor) -> None:
        assert admin.user_id is not None
        with pytest.raises(InvalidInput, match="own_password"), system.acting(admin) as ctx:
            keeping.reset_password(ctx, admin.user_id, NONCE)

    def test_first_passwords_differ_by_account_and_form(self, system: System) -> None:
        ctx = system.viewing(SYSTEM)
        made = {first_password(ctx, name, nonce) for name in ("a", "b") for nonce in ("1", "2")}
        assert len(made) == 4
        assert all(len(one) == 14 for one in made)

    def test_sessions_are_ended(self, system: System, admin: Actor) -> None:
        officer = person(system, Role.PUBLISHER)
        assert officer.user_id is not None
        with system.acting(admin) as ctx:
            keeping.end_sessions(ctx, officer.user_id)
        assert stored(officer.user_id).session_version == 2


class TestTheOwnPassword:
    NEW = "con cò bay lả bay la"

    def change(self, system: System, who: Actor, current: str, new: str, repeated: str) -> None:
        with system.acting(who) as ctx:
            change_password(ctx, OwnPassword(current, new, repeated))

    def test_it_replaces_the_first_one(self, system: System, admin: Actor) -> None:
        user_id, password = make(system, admin)
        who = Actor(role=Role.TRIAGE_OFFICER, user_id=user_id)
        self.change(system, who, password, self.NEW, self.NEW)
        user = stored(user_id)
        assert (user.must_change_password, user.session_version) == (False, 2)
        assert tries(system, "nguyen.van.thu", self.NEW)
        assert events_of("change_password") == [{"user": user_id}]

    @pytest.mark.parametrize(
        ("current", "new", "repeated", "error"),
        [
            ("sai", NEW, NEW, "current_password: wrong_password"),
            (PASSWORD, "ngắn quá", "ngắn quá", "new_password: password_short"),
            (PASSWORD, "a" * 201, "a" * 201, "new_password: over_200"),
            (PASSWORD, PASSWORD, PASSWORD, "new_password: password_same"),
            (PASSWORD, "xin Quan.Tri 2026", "xin Quan.Tri 2026", "new_password: password_is_name"),
            (PASSWORD, "1111111111", "1111111111", "new_password: password_plain"),
            (PASSWORD, NEW, NEW + "x", "repeated_password: password_differs"),
        ],
    )
    def test_what_is_no_good_is_refused(
        self,
        system: System,
        admin: Actor,
        current: str,
        new: str,
        repeated: str,
        error: str,
    ) -> None:
        with pytest.raises(InvalidInput, match=error):
            self.change(system, admin, current, new, repeated)
        assert tries(system, "quan.tri", PASSWORD)


def test_a_role_that_begins_later_does_not_open_anything_today(
    system: System, admin: Actor
) -> None:
    user_id, password = make(system, admin)
    with system.acting(admin) as ctx:
        take_role(ctx, user_id, grant_of(user_id, "triage_officer").id)
    give(system, admin, user_id, "publisher", since=TODAY + dt.timedelta(days=3))
    assert not tries(system, "nguyen.van.thu", password)
    assert tries(moved_on(system, days=3), "nguyen.van.thu", password)
