"""What several audiences show of a case: its text without contacts, its steps, its answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from models.casework import Answer
from models.queries.casefile import CaseFile, EventRow
from models.queries.cases import CaseRow
from pakn.labels.casework import EVENT, ROLE, STATE
from pakn.labels.content import CONTENT_CODE, KIND, MEASURE, OUTCOME, SUBJECT
from pakn.rules.content import ContentCode, Kind, Measure, Outcome, Subject
from pakn.rules.numbering import case_number
from pakn.rules.privacy import mask_contacts
from pakn.rules.states import Role, State
from pakn.rules.working_days import Calendar
from pakn.services.context import Context
from pakn.services.following import SHOWN_ACTIONS
from pakn.services.receipts import petition_number
from pakn.services.status_updates import status_updates
from pakn.web.due import DueShown, due_shown
from pakn.web.formatting import date_vi, moment_vi
from pakn.web.petition_facts import said, subject_facts


@dataclass(frozen=True)
class Fact:
    """One row of `definition_rows`; a row whose value is None is left out."""

    label: str
    value: str | None


@dataclass(frozen=True)
class PetitionShown:
    """The text of a petition for people who may not know who sent it.

    Attributes:
        masked: whether phone numbers, e-mail addresses, … were covered in it (R36).
    """

    number: str
    title: str
    content: str
    proposal: str
    masked: bool
    facts: Sequence[Fact]


@dataclass(frozen=True)
class AnswerShown:
    """One version of an answer."""

    document: str
    agency: str
    outcome: str
    text: str
    answered_at: str
    sent_back_reason: str | None
    measures: str | None = None
    on_paper: bool = False


@dataclass(frozen=True)
class UpdateShown:
    """One report of an overdue agency (R62)."""

    text: str
    made: str


@dataclass(frozen=True)
class StepShown:
    """One line of `timeline`."""

    label: str
    date: str
    detail: str | None
    done: bool = True
    current: bool = False


@dataclass(frozen=True)
class CaseLine:
    """One line of a list of cases."""

    number: str
    title: str
    href: str
    state: str
    state_label: str
    agency: str | None
    received_on: str
    due: DueShown | None


def state_label(state: str) -> str:
    """A state in the words of the staff."""
    return str(gettext(STATE[State(state)]))


def role_label(role: str) -> str:
    """A role in words."""
    return str(gettext(ROLE[Role(role)]))


def outcome_label(outcome: str) -> str:
    """An outcome in words."""
    return str(gettext(OUTCOME[Outcome(outcome)]))


def event_label(action: str) -> str:
    """An act of a history in words; one without words yet stands under its own name."""
    return str(gettext(EVENT.get(action, action)))


def petition_shown(file: CaseFile, *, masked: bool = True) -> PetitionShown:
    """The petition of a case.

    Args:
        file: the case.
        masked: cover contacts in the text, for readers who may not know who wrote it.
    """
    petition = file.petition
    texts = (petition.title, petition.content, petition.proposal)
    covered = [mask_contacts(text) for text in texts]
    title, content, proposal = [text for text, _ in covered] if masked else texts
    return PetitionShown(
        number=petition_number(petition),
        title=title,
        content=content,
        proposal=proposal,
        masked=masked and any(found for _, found in covered),
        facts=_facts(file),
    )


def answers_shown(answers: Sequence[Answer]) -> list[AnswerShown]:
    """Answers, in the order given."""
    return [
        AnswerShown(
            document=gettext(
                "%(number)s ngày %(day)s",
                number=answer.document_number,
                day=date_vi(answer.document_date),
            ),
            agency=answer.agency.name,
            outcome=outcome_label(answer.outcome),
            text=answer.text,
            answered_at=moment_vi(answer.answered_at),
            sent_back_reason=answer.sent_back_reason,
            measures=measure_labels(answer.measures) or None,
            on_paper=answer.on_paper,
        )
        for answer in answers
    ]


def measure_labels(measures: Sequence[str]) -> str:
    """What was done about conduct, in words (R54)."""
    return "; ".join(str(gettext(MEASURE[Measure(one)])) for one in measures)


def updates_shown(ctx: Context, case_id: int) -> list[UpdateShown]:
    """What an overdue agency reported of a case, newest first."""
    return [
        UpdateShown(update.text, f"{moment_vi(update.made_at)}, {name}")
        for update, name in status_updates(ctx, case_id)
    ]


def steps_shown(events: Sequence[EventRow], *, current: str | None = None) -> list[StepShown]:
    """The steps everybody concerned may know, oldest first, and the state as the one being done.

    Args:
        events: the whole history; internal steps are left out.
        current: the words of the present state, None for a finished case.
    """
    steps = [
        StepShown(
            label=event_label(row.event.action),
            date=moment_vi(row.event.effective_at),
            detail=row.agency_name,
        )
        for row in events
        if row.event.action in SHOWN_ACTIONS
    ]
    if current is not None:
        steps.append(StepShown(label=current, date="", detail=None, done=False, current=True))
    return steps


def case_line(row: CaseRow, href: str, today: dt.date, calendar: Calendar) -> CaseLine:
    """One row of `models.queries.cases` as a line of a table."""
    return CaseLine(
        number=case_number(row.received_on, row.day_seq),
        title=mask_contacts(row.title)[0],
        href=href,
        state=row.state,
        state_label=state_label(row.state),
        agency=row.lead_agency,
        received_on=date_vi(row.received_on),
        due=due_shown(row.due_on, today, calendar),
    )


def _facts(file: CaseFile) -> list[Fact]:
    petition = file.petition
    place = ", ".join(name for name in (file.commune, file.province) if name)
    codes = [gettext(CONTENT_CODE[ContentCode(code)]) for code in file.case.content_codes]
    deadline = petition.comment_deadline
    return [
        Fact(gettext("Loại"), gettext(KIND[Kind(petition.kind)])),
        Fact(gettext("Đối tượng"), gettext(SUBJECT[Subject(petition.subject)])),
        Fact(gettext("Văn bản, hồ sơ liên quan"), petition.subject_detail or None),
        Fact(gettext("Hạn góp ý dự thảo"), date_vi(deadline) if deadline else None),
        *(Fact(label, mask_contacts(value)[0]) for label, value in said(subject_facts(petition))),
        Fact(
            gettext("Thứ tự ưu tiên của hiệp hội"),
            str(petition.priority) if petition.priority is not None else None,
        ),
        Fact(gettext("Nội dung (Điều 5 Nghị định 20/2008)"), "; ".join(codes) or None),
        Fact(gettext("Nơi xảy ra"), place or None),
        Fact(gettext("Ngày nhận"), date_vi(petition.received_on)),
    ]
