"""An answer being written inside an agency: drafted by a unit, approved by the agency's lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from models.casework import Answer, Assignment, Case
from models.handling import AnswerDraft, AnswerFile, UnitTask
from pakn.rules.permissions import Permission
from pakn.rules.states import AGENCY_ROLES, Role, State
from pakn.services.agency_access import own_assignment, task_of
from pakn.services.agency_work import (
    ANSWER_MAX,
    Answering,
    answer_case,
    approval_needed,
    check_answer,
)
from pakn.services.attaching import store_file
from pakn.services.clocks import setting
from pakn.services.context import Context, InvalidInput, NotFound, NotPermitted, StaleAct
from pakn.services.events import Act, record
from pakn.services.transition import lock_case

NUMBER_MAX = 60
NOTE_MIN = 5
NOTE_MAX = 2000

_WRITING = frozenset({State.IN_PROGRESS, State.AWAITING_SUPPLEMENT})


@dataclass(frozen=True)
class _Desk:
    """What an act on a draft works on, locked."""

    case: Case
    assignment: Assignment
    draft: AnswerDraft | None


def save_draft(ctx: Context, inputs: Answering, *, drop_files: Sequence[int] = ()) -> AnswerDraft:
    """Keep an answer that is not finished; whatever is missing may still be missing.

    Args:
        ctx: the act, by somebody of the agency.
        inputs: what was typed; its files are added to those of the draft.
        drop_files: ids of the draft's files to leave out.

    Raises:
        InvalidInput: a value longer than what can be kept, or too many files.
        NotFound: the case is not with the actor's agency, or unit.
        StaleAct: somebody acted on the case, or saved the draft, since the page was opened; or
            the draft waits for approval.
    """
    desk = _open(ctx, inputs)
    draft = _stored(ctx, desk, inputs, drop_files)
    draft.state = "sent_back" if draft.state == "sent_back" else "drafting"
    _record(ctx, desk, "answer_draft")
    return draft


def submit_draft(ctx: Context, inputs: Answering, *, drop_files: Sequence[int] = ()) -> AnswerDraft:
    """Submit a finished answer to whoever approves it: the agency's lead, else the focal person.

    Raises:
        InvalidInput: it could not be sent as it is; the fields say why.
        NotFound, StaleAct: as `save_draft`.
    """
    desk = _open(ctx, inputs)
    if desk.case.state != State.IN_PROGRESS:
        raise StaleAct(desk.case.state)
    check_answer(ctx, desk.case, inputs)
    draft = _stored(ctx, desk, inputs, drop_files)
    draft.state, draft.note = "submitted", ""
    _set_task(ctx, desk, "submitted")
    _record(ctx, desk, "answer_submit", document=draft.document_number, outcome=draft.outcome)
    return draft


def send_answer(ctx: Context, inputs: Answering, *, drop_files: Sequence[int] = ()) -> Answer:
    """Answer with what stands in the form; the draft's files go along, but those left out.

    Raises:
        InvalidInput, NotFound, StaleAct: as `agency_work.answer_case`.
    """
    answer = answer_case(ctx, inputs)
    if drop_files:
        ctx.session.execute(
            delete(AnswerFile).where(
                AnswerFile.answer_id == answer.id, AnswerFile.id.in_(drop_files)
            )
        )
    return answer


def send_draft_back(ctx: Context, case_id: int, seen_version: int, note: str) -> None:
    """Send a submitted draft back to whoever wrote it, with what is to be mended.

    Raises:
        InvalidInput: the note is missing or too short.
        NotPermitted: the actor approves nothing in this agency.
        StaleAct: nothing waits for approval any more.
    """
    desk, draft = _submitted(ctx, case_id, seen_version)
    if not may_approve(ctx, desk.assignment.agency_id):
        raise NotPermitted("approve")
    text = note.strip()
    if len(text) < NOTE_MIN:
        raise InvalidInput({"back_note": "too_short" if text else "required"})
    if len(text) > NOTE_MAX:
        raise InvalidInput({"back_note": "too_long"})
    draft.state, draft.note, draft.updated_at = "sent_back", text, ctx.now
    _set_task(ctx, desk, "handed")
    _record(ctx, desk, "answer_draft_back", private={"note": text})


def take_draft_back(ctx: Context, case_id: int, seen_version: int) -> None:
    """Take a submitted draft back to go on writing.

    Raises:
        StaleAct: nothing waits for approval any more.
    """
    desk, draft = _submitted(ctx, case_id, seen_version)
    draft.state, draft.updated_at = "drafting", ctx.now
    _set_task(ctx, desk, "handed")
    _record(ctx, desk, "answer_take_back")


def may_approve(ctx: Context, agency_id: int) -> bool:
    """Whether the role used approves the agency's answers: its lead, or the focal person where
    the agency has no such account.
    """
    if ctx.actor.role is Role.AGENCY_APPROVER:
        return True
    return ctx.actor.role is Role.AGENCY_FOCAL and not approval_needed(ctx, agency_id)


def draft_of(ctx: Context, assignment_id: int) -> AnswerDraft | None:
    """The draft of an assignment; None when nobody wrote one."""
    return ctx.session.scalar(select(AnswerDraft).where(AnswerDraft.assignment_id == assignment_id))


def files_of_draft(ctx: Context, draft_id: int) -> Sequence[AnswerFile]:
    """The files of a draft, in the order in which they came."""
    query = select(AnswerFile).where(AnswerFile.draft_id == draft_id).order_by(AnswerFile.id)
    return ctx.session.scalars(query).all()


def _open(ctx: Context, inputs: Answering) -> _Desk:
    """A draft that may be written in."""
    desk = _desk(ctx, inputs.case_id, inputs.seen_version)
    # Whoever approves may mend a submitted draft; for everybody else it rests.
    resting = desk.draft is not None and desk.draft.state == "submitted"
    if resting and not may_approve(ctx, desk.assignment.agency_id):
        raise StaleAct(desk.case.state)
    return desk


def _submitted(ctx: Context, case_id: int, seen_version: int) -> tuple[_Desk, AnswerDraft]:
    desk = _desk(ctx, case_id, seen_version)
    if desk.draft is None or desk.draft.state != "submitted":
        raise StaleAct(desk.case.state)
    return desk, desk.draft


def _desk(ctx: Context, case_id: int, seen_version: int) -> _Desk:
    ctx.require(Permission.AGENCY_ANSWER_DRAFT)
    case = lock_case(ctx, case_id, seen_version=seen_version)
    if ctx.actor.role not in AGENCY_ROLES:
        raise NotFound(f"case {case_id}")
    assignment = own_assignment(ctx, case)
    if State(case.state) not in _WRITING:
        raise StaleAct(case.state)
    return _Desk(case, assignment, draft_of(ctx, assignment.id))


def _stored(ctx: Context, desk: _Desk, inputs: Answering, drop_files: Sequence[int]) -> AnswerDraft:
    assert ctx.actor.user_id is not None
    _check_sizes(inputs)
    draft = desk.draft or AnswerDraft(assignment_id=desk.assignment.id, state="drafting", note="")
    draft.document_number = inputs.document_number.strip()
    draft.document_date, draft.outcome = inputs.document_date, inputs.outcome[:40]
    draft.measures, draft.text = list(inputs.measures), inputs.text.strip()
    draft.drafted_by_id, draft.updated_at = ctx.actor.user_id, ctx.now
    ctx.session.add(draft)
    ctx.session.flush()
    _store_files(ctx, draft, inputs, drop_files)
    return draft


def _check_sizes(inputs: Answering) -> None:
    errors: dict[str, str] = {}
    if len(inputs.document_number.strip()) > NUMBER_MAX:
        errors["document_number"] = "too_long"
    if len(inputs.text.strip()) > ANSWER_MAX:
        errors["text"] = "too_long"
    if errors:
        raise InvalidInput(errors)


def _store_files(
    ctx: Context, draft: AnswerDraft, inputs: Answering, drop_files: Sequence[int]
) -> None:
    held = list(files_of_draft(ctx, draft.id))
    for row in [row for row in held if row.id in drop_files]:
        ctx.session.delete(row)
        held.remove(row)
    if len(held) + len(inputs.files) > int(setting(ctx, "attachment_max_count", ctx.today)):
        raise InvalidInput({"files": "too_many_files"})
    known = {row.file_id for row in held}
    for kept in inputs.files:
        file_id = store_file(ctx, kept)
        if file_id not in known:
            known.add(file_id)
            ctx.session.add(AnswerFile(draft_id=draft.id, file_id=file_id, name=kept.name))
    ctx.session.flush()


def _set_task(ctx: Context, desk: _Desk, state: str) -> None:
    task: UnitTask | None = task_of(ctx, desk.assignment.id)
    if task is not None:
        task.state = state


def _record(
    ctx: Context, desk: _Desk, action: str, private: dict[str, str] | None = None, **said: str
) -> None:
    act = Act(
        action=action,
        agency_id=desk.assignment.agency_id,
        difference=said,
        private=private or {},
    )
    record(ctx, act, desk.case)
