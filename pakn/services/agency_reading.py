"""What an agency reads: its own cases and nothing else (R47). No petitioner's identity is here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.agency import AgencyUnit
from models.casework import Answer, Assignment
from models.handling import AnswerDraft, AnswerFile, UnitTask
from models.queries import agency_cases, casefile
from models.queries.agency_cases import BOXES, SEALED_STATES, AgencyPage, Filters
from models.queries.casefile import CaseFile
from pakn.rules.lifecycle import allowed
from pakn.rules.permissions import Permission
from pakn.rules.states import AGENCY_ROLES, Action, Role, State
from pakn.services.agency_access import own_units
from pakn.services.answer_drafts import draft_of, files_of_draft, may_approve
from pakn.services.clocks import calendar
from pakn.services.context import Context, NotFound

ACTS = (Action.ACCEPT, Action.RETURN_CASE, Action.ANSWER, Action.ASK_SUPPLEMENT)
COUNTED_BOXES = ("late", "near", "waiting", "handling", "submitted", "answered")
COUNT_AT_MOST = 100
NEAR_WORKING_DAYS = 3

_DRAFTING = frozenset({State.IN_PROGRESS, State.AWAITING_SUPPLEMENT})
_HANDING = _DRAFTING | {State.FORWARDED}


@dataclass(frozen=True)
class Inside:
    """What happens to a case inside the agency.

    Attributes:
        tasks: what units were given of it by this agency, newest first; each with its unit.
        draft: the answer being written; None when nobody began.
        files: of that draft.
        drafts: whether the actor may write in the draft.
        hands: whether the actor may hand the case to a unit.
        approves: whether the actor approves answers here.
    """

    tasks: Sequence[UnitTask]
    draft: AnswerDraft | None
    files: Sequence[AnswerFile]
    drafts: bool
    hands: bool
    approves: bool

    @property
    def held_by(self) -> UnitTask | None:
        """The task that lies with a unit now."""
        return next((task for task in self.tasks if task.state in ("handed", "submitted")), None)


@dataclass(frozen=True)
class AgencyCase:
    """A case as one agency may read it.

    Attributes:
        own: the agency's newest assignment of the case.
        answers: this agency's answers, newest first.
        acts: what the actor may do now.
        inside: what happens to it inside the agency.
    """

    file: CaseFile
    own: Assignment
    answers: Sequence[Answer]
    acts: tuple[Action, ...]
    inside: Inside

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
        return latest if waits and self.inside.drafts else None


def read_inbox(
    ctx: Context,
    box: str,
    after: str | None = None,
    *,
    unit_id: int | None = None,
    due_until: dt.date | None = None,
) -> AgencyPage:
    """One page of the actor's agency's list; somebody of a unit reads what that unit holds.

    Args:
        ctx: who reads.
        box: which list.
        after: the `next_after` of the page before.
        unit_id: only what this unit holds; `NO_UNIT` for what none holds.
        due_until: only what is due by this day.

    Raises:
        NotFound: there is no such list.
        BadPageKey: `after` was tampered with.
    """
    ctx.require(Permission.AGENCY_INBOX_READ)
    if box not in BOXES:
        raise NotFound(f"box {box}")
    if ctx.actor.agency_id is None:
        return AgencyPage((), None)
    filters = _filters(ctx, unit_id, due_until)
    return agency_cases.listed(ctx.session, ctx.actor.agency_id, BOXES[box], filters, after=after)


def inbox_counts(ctx: Context) -> dict[str, int]:
    """How many cases stand in each tile, counted up to `COUNT_AT_MOST`."""
    agency_id = ctx.actor.agency_id
    if agency_id is None:
        return {}
    numbers = agency_cases.how_many(
        ctx.session,
        agency_id,
        [BOXES[name] for name in COUNTED_BOXES],
        _filters(ctx, None, None),
        at_most=COUNT_AT_MOST,
    )
    return dict(zip(COUNTED_BOXES, numbers, strict=True))


def in_a_unit(ctx: Context) -> bool:
    """Whether the actor works in a unit of the agency."""
    return bool(own_units(ctx))


def read_case(ctx: Context, case_id: int) -> AgencyCase:
    """A case that is or was with the actor's agency.

    Raises:
        NotFound: it never was, it was taken back, it is sealed, or it is not with the actor's
            unit: it does not exist for them.
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
        inside=_inside(ctx, file, own),
    )


def _filters(ctx: Context, unit_id: int | None, due_until: dt.date | None) -> Filters:
    units: tuple[int, ...] | None = None if unit_id is None else (unit_id,)
    if ctx.actor.role is Role.AGENCY_UNIT:
        units = tuple(own_units(ctx)) or (-1,)
    near = calendar(ctx).add_working_days(ctx.today, NEAR_WORKING_DAYS)
    return Filters(today=ctx.today, near=near, unit_ids=units, due_until=due_until)


def _own_assignment(ctx: Context, file: CaseFile) -> Assignment | None:
    mine = [one for one in file.assignments if one.agency_id == ctx.actor.agency_id]
    newest = mine[-1] if mine else None
    if newest is None or newest.state == "recalled":
        return None
    if ctx.actor.role is Role.AGENCY_UNIT and newest.unit_id not in own_units(ctx):
        return None
    return newest


def _sealed(file: CaseFile) -> bool:
    return file.case.state in SEALED_STATES or file.case.legal_kind == "to_cao"


def _acts(ctx: Context, file: CaseFile, own: Assignment) -> tuple[Action, ...]:
    if not _leads(file, own):
        return ()
    may_now = allowed(State(file.case.state), ctx.actor.role)
    return tuple(
        act
        for act in ACTS
        if act in may_now and not (act is Action.RETURN_CASE and file.case.decision_final)
    )


def _inside(ctx: Context, file: CaseFile, own: Assignment) -> Inside:
    state, role = State(file.case.state), ctx.actor.role
    leads = _leads(file, own) and role in AGENCY_ROLES
    draft = draft_of(ctx, own.id)
    approves = leads and may_approve(ctx, own.agency_id)
    rests = draft is not None and draft.state == "submitted" and not approves
    hands = role in (Role.AGENCY_FOCAL, Role.AGENCY_APPROVER)
    return Inside(
        tasks=_tasks(ctx, file, own),
        draft=draft,
        files=files_of_draft(ctx, draft.id) if draft else (),
        drafts=leads and state in _DRAFTING and not rests,
        hands=leads and state in _HANDING and hands,
        approves=approves,
    )


def _leads(file: CaseFile, own: Assignment) -> bool:
    return own.role == "lead" and own.round == file.case.round


def _tasks(ctx: Context, file: CaseFile, own: Assignment) -> Sequence[UnitTask]:
    mine = [one.id for one in file.assignments if one.agency_id == own.agency_id]
    return ctx.session.scalars(
        select(UnitTask)
        .join(AgencyUnit, AgencyUnit.id == UnitTask.unit_id)
        .where(UnitTask.assignment_id.in_(mine))
        .options(joinedload(UnitTask.unit, innerjoin=True))
        .order_by(UnitTask.id.desc())
    ).all()
