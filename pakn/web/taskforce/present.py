"""What the Task Force's pages show."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.agency import AgencyFollower
from models.queries.casefile import CaseFile
from models.queries.cases import CaseRow
from pakn.rules.numbering import case_number
from pakn.rules.privacy import mask_contacts
from pakn.rules.states import FINAL_STATES, State
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.services.taskforce_reading import OVERDUE_SHOWN, Copies, Overview
from pakn.web.casefile import (
    AnswerShown,
    CaseLine,
    PetitionShown,
    StepShown,
    answers_shown,
    case_line,
    petition_shown,
    state_label,
    steps_shown,
)
from pakn.web.due import DueShown, due_shown, explanation
from pakn.web.formatting import date_vi, number_vi


@dataclass(frozen=True)
class Followed:
    """An agency a member follows."""

    name: str
    since: str


@dataclass(frozen=True)
class Tile:
    """One figure of the overview."""

    label: str
    value: str
    tone: str | None
    hint: str | None = None


@dataclass(frozen=True)
class CasePage:
    """A case as the Task Force reads it."""

    petition: PetitionShown
    state: str
    state_label: str
    agency: str | None
    due: DueShown | None
    explanation: Sequence[str]
    answers: Sequence[AnswerShown]
    steps: Sequence[StepShown]


def followed(rows: Sequence[AgencyFollower]) -> list[Followed]:
    """The agencies followed, and since when."""
    return [Followed(row.agency.name, date_vi(row.valid_from)) for row in rows]


def lines(ctx: Context, rows: Sequence[CaseRow]) -> list[CaseLine]:
    """A list of cases."""
    days = calendar(ctx)
    return [
        case_line(row, url_for("taskforce.case", case_id=row.case_id), ctx.today, days)
        for row in rows
    ]


@dataclass(frozen=True)
class CopyLine:
    """One forward of which a member has a copy.

    Attributes:
        own: the member works at the addressee: somebody else should follow this matter (R25).
    """

    number: str
    title: str
    href: str | None
    agency: str
    part: str
    forwarded: str
    state: str
    state_label: str
    own: bool


def copy_lines(ctx: Context, found: Copies) -> list[CopyLine]:
    """A page of copies."""
    parts = {"lead": gettext("Chủ trì"), "coordinating": gettext("Phối hợp")}
    return [
        CopyLine(
            number=case_number(row.received_on, row.day_seq),
            title=mask_contacts(row.title)[0],
            href=(
                url_for("taskforce.case", case_id=row.case_id)
                if row.lead_agency_id in found.followed_today
                else None
            ),
            agency=row.agency,
            part=parts[row.role],
            forwarded=date_vi(row.forwarded_at),
            state=row.state,
            state_label=state_label(row.state),
            own=row.agency_id == ctx.actor.agency_id,
        )
        for row in found.rows
    ]


def tiles(overview: Overview) -> list[Tile]:
    """How many cases are at each station now."""
    states = overview.states
    late = len(overview.overdue)
    stations = (
        (gettext("Chờ phân loại"), ("received", "returned"), "waiting"),
        (gettext("Chờ cơ quan tiếp nhận"), ("forwarded",), "moving"),
        (gettext("Cơ quan đang xử lý"), ("in_progress", "awaiting_supplement"), "moving"),
        (gettext("Chờ ý kiến chỉ đạo"), ("awaiting_direction",), "attention"),
        (gettext("Chờ kiểm tra, công khai"), ("answered",), "moving"),
        (gettext("Đã có kết quả"), ("closed",), "done"),
    )
    shown = [
        Tile(label, number_vi(sum(states.get(state, 0) for state in of)), tone)
        for label, of, tone in stations
    ]
    more = late >= OVERDUE_SHOWN
    hint = gettext("%(count)s hồ sơ quá hạn lâu nhất ở dưới", count=late) if more else None
    value = f"{late}+" if more else number_vi(late)
    return [*shown, Tile(gettext("Quá hạn tại cơ quan"), value, "late" if late else "done", hint)]


def happened(overview: Overview) -> list[tuple[str, str]]:
    """What happened in the report month so far."""
    names = (
        (gettext("Tiếp nhận"), "received"),
        (gettext("Chuyển xử lý"), "forwarded"),
        (gettext("Cơ quan chuyển trả"), "returned"),
        (gettext("Cơ quan trả lời"), "answered"),
        (gettext("Công khai kết quả"), "published"),
    )
    return [(label, number_vi(overview.counts.get(name, 0))) for label, name in names]


def period_text(overview: Overview) -> str:
    """The report month in words."""
    first, last = date_vi(overview.period.start), date_vi(overview.period.end)
    return str(gettext("Kỳ báo cáo từ %(first)s đến %(last)s", first=first, last=last))


def case_page(ctx: Context, file: CaseFile) -> CasePage:
    """A case for reading."""
    case = file.case
    ended = State(case.state) in FINAL_STATES
    words = state_label(case.state)
    return CasePage(
        petition=petition_shown(file),
        state=case.state,
        state_label=words,
        agency=case.lead_agency.name if case.lead_agency else None,
        due=due_shown(case.due_on, ctx.today, calendar(ctx), case.clock),
        explanation=explanation(case),
        answers=answers_shown(file.answers),
        steps=steps_shown(file.events, current=None if ended else words),
    )
