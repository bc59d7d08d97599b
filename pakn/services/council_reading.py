"""What a member body of the Advisory Council reads: what it filed itself, never another's (R47)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.casework import Answer, Publication
from models.queries import casefile, cases, publications
from models.queries.casefile import CaseFile
from models.queries.cases import Page
from pakn.rules.permissions import Permission
from pakn.rules.states import State
from pakn.services.context import Context, NotFound


@dataclass(frozen=True)
class OwnCases:
    """A page of the association's cases, with what was released of them, by case."""

    page: Page
    released: Mapping[int, Publication]


@dataclass(frozen=True)
class OwnCase:
    """One case of the association.

    Attributes:
        answer: the agency's answer, once it was checked and released (R36).
    """

    file: CaseFile
    state: str
    answer: Answer | None


def read_own_cases(ctx: Context, after: str | None = None) -> OwnCases:
    """What the actor's association filed, newest first.

    Raises:
        BadPageKey: `after` was tampered with.
    """
    ctx.require(Permission.COUNCIL_CASES_READ)
    if ctx.actor.organisation_id is None:
        return OwnCases(Page((), None), {})
    page = cases.of_organisation(ctx.session, ctx.actor.organisation_id, after=after)
    page = replace(page, rows=[replace(row, state=shown_state(row.state)) for row in page.rows])
    closed = [row.case_id for row in page.rows if row.state == State.CLOSED]
    released = publications.of_cases(ctx.session, closed) if closed else ()
    return OwnCases(page, {one.case_id: one for one in released})


def read_own_case(ctx: Context, case_id: int) -> OwnCase:
    """A case that the actor's association filed.

    Raises:
        NotFound: there is none, or somebody else filed it.
    """
    ctx.require(Permission.COUNCIL_CASES_READ)
    file = casefile.read(ctx.session, case_id)
    own = ctx.actor.organisation_id
    if file is None or own is None or file.petition.organisation_id != own:
        raise NotFound(f"case {case_id}")
    released = file.case.state == State.CLOSED and bool(file.answers)
    return OwnCase(file, shown_state(file.case.state), file.answers[0] if released else None)


def shown_state(state: str) -> str:
    """A state as whoever filed the case sees it: a quarantine is confidential itself."""
    return State.RECEIVED.value if state == State.QUARANTINED else state
