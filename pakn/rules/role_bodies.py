"""For which body somebody in a role works, and which roles do not go together (R47)."""

from collections.abc import Iterable
from enum import StrEnum

from pakn.rules.states import AGENCY_ROLES, COUNCIL_ROLES, Role


class BodyProblem(StrEnum):
    """Why roles and body of one account do not fit."""

    AGENCY_MISSING = "agency_missing"
    ORGANISATION_MISSING = "organisation_missing"
    TWO_BODIES = "two_bodies"
    COUNCIL_APART = "council_apart"
    AUDITOR_APART = "auditor_apart"


def body_problem(
    roles: Iterable[Role], *, has_agency: bool, has_organisation: bool
) -> BodyProblem | None:
    """What keeps these roles and this body from being one account.

    Council members see only what they filed, so they do nothing else here; who reads the audit
    trail is not the one whose acts stand in it as an administrator's.

    Args:
        roles: all roles of the account.
        has_agency: whether it works for a ministry, ministerial agency or province.
        has_organisation: whether it files for an association.
    """
    held = frozenset(roles)
    if has_agency and has_organisation:
        return BodyProblem.TWO_BODIES
    if held & AGENCY_ROLES and not has_agency:
        return BodyProblem.AGENCY_MISSING
    if held & COUNCIL_ROLES and not has_organisation:
        return BodyProblem.ORGANISATION_MISSING
    if held & COUNCIL_ROLES and held - COUNCIL_ROLES:
        return BodyProblem.COUNCIL_APART
    if held >= {Role.AUDITOR, Role.ADMIN}:
        return BodyProblem.AUDITOR_APART
    return None
