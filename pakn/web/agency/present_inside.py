"""What a case page shows of the work inside the agency: its units, its draft, its reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from models.handling import AnswerDraft, UnitTask
from pakn.labels.marker import _N
from pakn.rules.states import Role
from pakn.services.agency_access import own_units
from pakn.services.agency_reading import AgencyCase, Inside
from pakn.services.context import Context
from pakn.services.status_updates import last_update_on, next_update_due
from pakn.web.casefile import UpdateShown, measure_labels, outcome_label, updates_shown
from pakn.web.formatting import date_vi, moment_vi

_TASK = {
    "handed": _N("Đang xử lý"),
    "submitted": _N("Đã trình duyệt"),
    "returned": _N("Đã trả lại đầu mối"),
    "done": _N("Đã xong"),
}


@dataclass(frozen=True)
class TaskShown:
    """What a unit was given of a case."""

    unit: str
    state: str
    handed: str
    due: str
    late: bool
    note: str
    return_reason: str | None


@dataclass(frozen=True)
class DraftShown:
    """A draft that somebody reads without writing in it."""

    document: str
    outcome: str
    measures: str
    text: str
    files: Sequence[str]
    saved: str


@dataclass(frozen=True)
class InsideShown:
    """The work inside the agency.

    Attributes:
        waits: a draft waits for approval.
        draft: where the reader may not write in it.
        draft_note: what is to be mended, when it was sent back.
        saved: when the draft was saved last.
        sends: whether the reader's answer goes out at once.
        update_due: by when the next report is owed.
    """

    tasks: Sequence[TaskShown]
    waits: bool
    draft: DraftShown | None
    draft_note: str
    saved: str | None
    sends: bool
    may_take_back: bool
    updates: Sequence[UpdateShown]
    update_due: str | None


def inside_shown(ctx: Context, shown: AgencyCase) -> InsideShown:
    """The work inside the agency, as the role in use may see it."""
    inside, draft = shown.inside, shown.inside.draft
    waits = draft is not None and draft.state == "submitted" and shown.own.state == "accepted"
    reported = last_update_on(ctx, shown.file.case.id)
    owed = next_update_due(ctx, shown.file.case, reported)
    return InsideShown(
        tasks=[_task(ctx, task) for task in _visible(ctx, inside)],
        waits=waits,
        draft=_draft(inside, draft) if draft and waits and not inside.drafts else None,
        draft_note=draft.note if draft and draft.state == "sent_back" else "",
        saved=moment_vi(draft.updated_at) if draft and inside.drafts else None,
        sends=inside.approves,
        may_take_back=waits and not inside.drafts,
        updates=updates_shown(ctx, shown.file.case.id) if shown.own.role == "lead" else (),
        update_due=date_vi(owed) if owed and inside.drafts else None,
    )


def _visible(ctx: Context, inside: Inside) -> Sequence[UnitTask]:
    """Somebody of a unit reads what was given to that unit."""
    if ctx.actor.role is not Role.AGENCY_UNIT:
        return inside.tasks
    own = set(own_units(ctx))
    return [task for task in inside.tasks if task.unit_id in own]


def _task(ctx: Context, task: UnitTask) -> TaskShown:
    open_now = task.state in ("handed", "submitted")
    return TaskShown(
        unit=task.unit.name,
        state=gettext(_TASK[task.state]),
        handed=moment_vi(task.handed_at),
        due=date_vi(task.due_on),
        late=open_now and task.due_on < ctx.today,
        note=task.note,
        return_reason=task.return_reason,
    )


def _draft(inside: Inside, draft: AnswerDraft) -> DraftShown:
    document = draft.document_number
    if draft.document_date:
        document = gettext(
            "%(number)s ngày %(day)s", number=document, day=date_vi(draft.document_date)
        )
    return DraftShown(
        document=document,
        outcome=outcome_label(draft.outcome),
        measures=measure_labels(draft.measures),
        text=draft.text,
        files=[row.name for row in inside.files],
        saved=moment_vi(draft.updated_at),
    )
