"""What a case page shows: the petition, what the classifier says, what was done and by whom."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from models.agency import Agency
from models.casework import Answer, Assignment
from models.queries.casefile import CaseFile, EventRow
from pakn.labels.casework import AWAITING_DIRECTION_OF, LEVEL
from pakn.labels.content import CHANNEL, CONTENT_CODE, KIND, SUBJECT
from pakn.labels.deadlines import CLOCK
from pakn.rules.content import ContentCode, Kind, Subject
from pakn.rules.legal_kinds import LegalKind
from pakn.rules.local_time import local_date
from pakn.rules.numbering import case_number
from pakn.rules.privacy import mask_contacts
from pakn.rules.states import Level, State
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.web.casefile import AnswerShown, answers_shown, event_label, role_label, state_label
from pakn.web.due import DueShown, due_shown, explanation
from pakn.web.formatting import date_vi, moment_vi
from pakn.web.petition_facts import channel_facts, said, subject_facts
from pakn.web.standing.casefiles import DENUNCIATION
from pakn.web.standing.present import age_words
from pakn.web.standing.words import ASSIGNMENT, MARKED_KIND, PART, WISH

Rows = list[dict[str, str | None]]


@dataclass(frozen=True)
class AssignmentLine:
    """What one agency was given in one round, and how far it is.

    Attributes:
        late: that its answer of this round came after the limit, also when the answer was sent
            back since (R35); None otherwise.
        came_back: why it was returned, and whose the agency holds it to be; None otherwise.
    """

    round: int
    agency: str
    part: str
    state: str
    forwarded: str
    due: str
    instruction: str
    late: str | None
    came_back: str | None
    proposed: str | None


@dataclass(frozen=True)
class CaseView:
    """Everything about a case that is read, not acted on."""

    case_id: int
    version: int
    number: str
    title: str
    state: str
    state_label: str
    due: DueShown | None
    clock: str | None
    due_steps: Sequence[str]
    sealed: bool
    content: str
    proposal: str
    facts: Rows
    came_back: AssignmentLine | None
    assignments: Sequence[AssignmentLine]
    answers: Sequence[AnswerShown]
    history: Sequence[Mapping[str, Any]]


def case_view(ctx: Context, file: CaseFile, agencies: Sequence[Agency]) -> CaseView:
    """A case file in words.

    Args:
        ctx: for the day and the calendar.
        file: read already, and open to this role.
        agencies: those that exist today, for the names of codes.
    """
    case, petition = file.case, file.petition
    sealed = case.legal_kind == DENUNCIATION
    names = {agency.id: agency.name for agency in agencies}
    assignments = [_assignment(one, names, file.answers) for one in file.assignments]
    return CaseView(
        case_id=case.id,
        version=case.version,
        number=case_number(petition.received_on, petition.day_seq),
        title=_text(petition.title, sealed=sealed),
        state=case.state,
        state_label=state_words(file),
        due=due_shown(case.due_on, ctx.today, calendar(ctx)),
        clock=gettext(CLOCK[case.clock]) if case.clock else None,
        due_steps=explanation(case),
        sealed=sealed,
        content=_text(petition.content, sealed=sealed),
        proposal=_text(petition.proposal, sealed=sealed),
        facts=_facts(ctx, file),
        came_back=_came_back(file, assignments),
        assignments=assignments[::-1],
        answers=answers_shown(file.answers),
        history=_history(file.events, {agency.slug: agency.short_name for agency in agencies}),
    )


def state_words(file: CaseFile) -> str:
    """The state as staff read it, with the level that holds the matter where one does."""
    case = file.case
    if case.state == State.AWAITING_DIRECTION and case.direction_level:
        level = gettext(LEVEL[Level(case.direction_level)])
        return str(gettext(AWAITING_DIRECTION_OF, level=level))
    return state_label(case.state)


def _text(text: str, *, sealed: bool) -> str:
    """Of a denunciation staff read the text with its contact data masked (R12)."""
    return mask_contacts(text)[0] if sealed else text


def _facts(ctx: Context, file: CaseFile) -> Rows:
    case, petition = file.case, file.petition
    place = ", ".join(part for part in (file.commune, file.province) if part)
    codes = "; ".join(
        f"{code}. {gettext(CONTENT_CODE[ContentCode(code)])}" for code in case.content_codes
    )
    values = (
        (gettext("Loại"), gettext(KIND[Kind(petition.kind)])),
        (gettext("Đối tượng"), gettext(SUBJECT[Subject(petition.subject)])),
        (gettext("Văn bản, hồ sơ liên quan"), petition.subject_detail or None),
        (gettext("Hạn góp ý"), _day(petition.comment_deadline)),
        *said(subject_facts(petition)),
        (gettext("Nơi xảy ra"), place or gettext("Không nêu")),
        (
            gettext("Tiếp nhận"),
            gettext(
                "%(day)s (%(age)s), %(channel)s",
                day=date_vi(petition.received_on),
                age=age_words(petition.received_on, ctx.today),
                channel=gettext(CHANNEL[petition.channel]),
            ),
        ),
        *said(channel_facts(petition)),
        (gettext("Cách công khai"), gettext(WISH[petition.publication])),
        (
            gettext("Danh tính"),
            gettext("Đề nghị giữ kín với cơ quan xử lý") if petition.hide_identity else None,
        ),
        (gettext("Loại nội dung"), codes or None),
        (gettext("Cơ quan chủ trì"), case.lead_agency.name if case.lead_agency else None),
    )
    return [{"label": label, "value": value} for label, value in values]


def _assignment(
    one: Assignment, names: Mapping[int, str], answers: Sequence[Answer]
) -> AssignmentLine:
    return AssignmentLine(
        round=one.round,
        agency=one.agency.name,
        part=gettext(PART[one.role]),
        state=gettext(ASSIGNMENT[one.state]),
        forwarded=date_vi(one.forwarded_at),
        due=date_vi(one.due_on),
        instruction=one.instruction,
        late=_late(one, answers),
        came_back=one.return_reason,
        proposed=names.get(one.proposed_agency_id) if one.proposed_agency_id else None,
    )


def _late(one: Assignment, answers: Sequence[Answer]) -> str | None:
    """When its first answer of the round came, if that was after the limit."""
    given = [
        local_date(answer.answered_at)
        for answer in answers
        if answer.round == one.round and answer.agency_id == one.agency_id
    ]
    if not given or min(given) <= one.due_on:
        return None
    return str(gettext("Đã trả lời ngày %(day)s, quá hạn", day=date_vi(min(given))))


def _came_back(file: CaseFile, lines: Sequence[AssignmentLine]) -> AssignmentLine | None:
    """The newest return, while the case waits for somebody to say whose it is."""
    if file.case.state != State.RETURNED:
        return None
    return next((line for line in reversed(lines) if line.came_back is not None), None)


def _history(rows: Sequence[EventRow], short: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "label": event_label(row.event.action),
            "date": f"{moment_vi(row.event.recorded_at)} · {who(row)}",
            "detail": _detail(row, short),
            "done": True,
        }
        for row in reversed(rows)
    ]


def who(row: EventRow) -> str:
    """Who did it, in which role; a petitioner is never named."""
    role = role_label(row.event.role)
    return f"{row.actor_name}, {role}" if row.actor_name else role


def _detail(row: EventRow, short: Mapping[str, str]) -> str | None:
    """The agency concerned, what it is held to be, who helps, and the clock that began."""
    changed = json.loads(row.event.payload)["difference"]
    helping = ", ".join(short.get(slug, slug) for slug in changed.get("coordinating", ()))
    clock = CLOCK.get(changed.get("clock", ""))
    kinds = [gettext(MARKED_KIND[LegalKind(kind)]) for kind in changed.get("legal_kind", ())]
    parts = (
        row.agency_name,
        _on_paper(changed),
        changed.get("unit_name"),
        " → ".join(kinds) or None,
        gettext("phối hợp: %(agencies)s", agencies=helping) if helping else None,
        f"{gettext(clock)}: {_iso_day(changed['due_on'])}" if clock else None,
    )
    return "; ".join(part for part in parts if part) or None


def _on_paper(changed: Mapping[str, Any]) -> str | None:
    """That the desk entered it from an agency's paper, and which (R58)."""
    if "on_paper" not in changed:
        return None
    number, day = changed.get("document"), _iso_day(changed["arrived_on"])
    if number:
        return str(gettext("nhập hộ: %(number)s, dấu đến %(day)s", number=number, day=day))
    return str(gettext("nhập hộ: dấu đến %(day)s", day=day))


def _iso_day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}/{month}/{year}"


def _day(day: Any) -> str | None:
    return date_vi(day) if day is not None else None
