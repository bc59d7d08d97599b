"""What an agency reads: its own cases and nothing else (R47). No petitioner's identity is here."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.casework import Answer, Assignment
from models.queries import agency_cases, casefile
from models.queries.agency_cases import BOXES, SEALED_STATES, AgencyPage
from models.queries.casefile import CaseFile
from pakn.rules.lifecycle import allowed
from pakn.rules.permissions import Permission
from pakn.rules.states import Action, State
from pakn.services.context import Context, NotFound

ACTS = (Action.ACCEPT, Action.RETURN_CASE, Action.ANSWER)
COUNTED_BOXES = ("waiting", "handling")
COUNT_AT_MOST = 100


@dataclass(frozen=True)
class AgencyCase:
    """A case as one agency may read it.

    Attributes:
        own: the agency's newest assignment of the case.
        answers: this agency's answers, newest first.
        acts: what the actor may do now.
    """

    file: CaseFile
    own: Assignment
    answers: Sequence[Answer]
    acts: tuple[Action, ...]

    @property
    def forwarding(self) -> Assignment:
        """The assignment by which the case came here: an answer that is sent back opens a round
        for the same agency without forwarding the case anew.
        """
        came = self.own
        mine = [one for one in self.file.assignments if one.agency_id == came.agency_id]
        for earlier in reversed(mine[:-1]):
            if earlier.state != "answered":
                break
            came = earlier
        return came

    @property
    def forwarding_round(self) -> Sequence[Assignment]:
        """The assignments made together with that one, itself included."""
        return [one for one in self.file.assignments if one.round == self.forwarding.round]

    @property
    def box(self) -> str:
        """The list in which the case stands, as far as its assignment tells."""
        if self.own.role == "coordinating":
            return "coordinating"
        boxes = {BOXES[name].state: name for name in ("waiting", "handling", "answered")}
        return boxes.get(self.own.state, "returned")

    @property
    def to_complete(self) -> Answer | None:
        """The answer that was sent back and waits for a new version (R35)."""
        latest = next(iter(self.answers), None)
        waits = latest is not None and latest.sent_back_reason is not None
        return latest if waits and Action.ANSWER in self.acts else None


def read_inbox(ctx: Context, box: str, after: str | None = None) -> AgencyPage:
    """One page of the actor's agency's list.

    Raises:
        NotFound: there is no such list.
        BadPageKey: `after` was tampered with.
    """
    ctx.require(Permission.AGENCY_INBOX_READ)
    if box not in BOXES:
        raise NotFound(f"box {box}")
    if ctx.actor.agency_id is None:
        return AgencyPage((), None)
    return agency_cases.listed(ctx.session, ctx.actor.agency_id, BOXES[box], after=after)


def inbox_counts(ctx: Context) -> dict[str, int]:
    """How many cases wait in the lists that ask for work, counted up to `COUNT_AT_MOST`."""
    agency_id = ctx.actor.agency_id
    if agency_id is None:
        return {}
    return {
        name: agency_cases.how_many(ctx.session, agency_id, BOXES[name], at_most=COUNT_AT_MOST)
        for name in COUNTED_BOXES
    }


def read_case(ctx: Context, case_id: int) -> AgencyCase:
    """A case that is or was with the actor's agency.

    Raises:
        NotFound: it never was, it was taken back, or it is sealed: it does not exist for them.
        NotPermitted: the role used is no agency's.
    """
    ctx.require(Permission.AGENCY_CASE_READ)
    file = casefile.read(ctx.session, case_id)
    own = _own_assignment(ctx, file) if file is not None else None
    if file is None or own is None or _sealed(file):
        raise NotFound(f"case {case_id}")
    return AgencyCase(
        file=file,
        own=own,
        answers=[answer for answer in file.answers if answer.agency_id == own.agency_id],
        acts=_acts(ctx, file, own),
    )


def _own_assignment(ctx: Context, file: CaseFile) -> Assignment | None:
    mine = [one for one in file.assignments if one.agency_id == ctx.actor.agency_id]
    newest = mine[-1] if mine else None
    return None if newest is None or newest.state == "recalled" else newest


def _sealed(file: CaseFile) -> bool:
    return file.case.state in SEALED_STATES or file.case.legal_kind == "to_cao"


def _acts(ctx: Context, file: CaseFile, own: Assignment) -> tuple[Action, ...]:
    if own.role != "lead" or own.round != file.case.round:
        return ()
    may_now = allowed(State(file.case.state), ctx.actor.role)
    return tuple(
        act
        for act in ACTS
        if act in may_now and not (act is Action.RETURN_CASE and file.case.decision_final)
    )
