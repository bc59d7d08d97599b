"""What an agency's pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.queries.agencies import living
from models.queries.agency_cases import AgencyRow
from pakn.labels.marker import _N
from pakn.rules.numbering import case_number
from pakn.rules.privacy import mask_contacts
from pakn.rules.states import FINAL_STATES, Action, Role, State
from pakn.services.agency_reading import COUNT_AT_MOST, AgencyCase
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.web.casefile import (
    AnswerShown,
    PetitionShown,
    StepShown,
    answers_shown,
    petition_shown,
    state_label,
    steps_shown,
)
from pakn.web.due import DueShown, due_shown, explanation
from pakn.web.formatting import date_vi, moment_vi

# Address, list of the service, words, tone of its tile; without a tone it is a tab.
BOXES: tuple[tuple[str, str, str, str | None], ...] = (
    ("qua-han", "late", _N("Quá hạn"), "late"),
    ("sap-den-han", "near", _N("Sắp đến hạn"), "waiting"),
    ("cho-tiep-nhan", "waiting", _N("Chờ tiếp nhận"), "attention"),
    ("dang-xu-ly", "handling", _N("Đang xử lý"), "moving"),
    ("cho-duyet", "submitted", _N("Chờ duyệt trả lời"), "waiting"),
    ("da-tra-loi", "answered", _N("Đã trả lời"), "done"),
    ("phoi-hop", "coordinating", _N("Phối hợp"), None),
    ("da-chuyen-tra", "returned", _N("Đã chuyển trả"), None),
)
BOX_OF_ADDRESS: Mapping[str, str] = {address: box for address, box, *_ in BOXES}
ADDRESS_OF_BOX: Mapping[str, str] = {box: address for address, box, *_ in BOXES}

_FORWARDING = frozenset({"forward", "decide_jurisdiction", "direct_forward", "reopen"})


@dataclass(frozen=True)
class Tab:
    """One of the agency's lists; a tile also says how many stand in it."""

    label: str
    href: str
    current: bool
    tone: str | None
    count: str


@dataclass(frozen=True)
class Line:
    """One case in a list."""

    number: str
    title: str
    href: str
    state: str
    state_label: str
    forwarded_on: str
    answer_by: str
    due: DueShown | None
    unit: str | None = None
    current: bool = False

    @property
    def due_text(self) -> str | None:
        """For `case_card`."""
        return self.due.text if self.due else None

    @property
    def due_level(self) -> str | None:
        """For `case_card`."""
        return self.due.level if self.due else None


@dataclass(frozen=True)
class CasePage:
    """Everything the case page shows beside its forms."""

    case_id: int
    version: int
    petition: PetitionShown
    state: str
    state_label: str
    box_label: str
    box_href: str
    forwarded: str
    instruction: str
    lead: str | None
    coordinating: Sequence[str]
    is_lead: bool
    due: DueShown | None
    answer_by: str
    explanation: Sequence[str]
    answers: Sequence[AnswerShown]
    steps: Sequence[StepShown]
    acts: frozenset[str]
    return_reason: str | None
    sent_back_reason: str | None
    jurisdiction_decided: bool


def tiles(current: str, counts: Mapping[str, int]) -> list[Tab]:
    """The lists that ask for work, and what was done, with how many stand in each."""
    return [_tab(row, current, _counted(counts.get(row[1], 0))) for row in BOXES if row[3]]


def tabs(current: str, role: str) -> list[Tab]:
    """The other lists; somebody of a unit has none."""
    if role == Role.AGENCY_UNIT:
        return []
    return [_tab(row, current, "") for row in BOXES if not row[3]]


def box_label(box: str) -> str:
    """What a list is called."""
    return next(str(gettext(label)) for _, name, label, _ in BOXES if name == box)


def _tab(row: tuple[str, str, str, str | None], current: str, count: str) -> Tab:
    address, box, label, tone = row
    return Tab(
        label=gettext(label),
        href=url_for("agency.inbox", address=address),
        current=box == current,
        tone=tone,
        count=count,
    )


def lines(ctx: Context, rows: Sequence[AgencyRow], current_case: int | None = None) -> list[Line]:
    """A page of a list."""
    days = calendar(ctx)
    return [
        Line(
            number=case_number(row.received_on, row.day_seq),
            title=mask_contacts(row.title)[0],
            href=url_for("agency.case", case_id=row.case_id),
            state=row.state,
            state_label=state_label(row.state),
            forwarded_on=date_vi(row.forwarded_at),
            answer_by=date_vi(row.due_on),
            due=due_shown(row.clock_due_on, ctx.today, days)
            if row.clock in ("acceptance", "answer")
            else None,
            unit=_unit_of(row),
            current=row.case_id == current_case,
        )
        for row in rows
    ]


def _unit_of(row: AgencyRow) -> str | None:
    if row.unit is None or row.unit_due_on is None:
        return row.unit
    day = date_vi(row.unit_due_on)
    return str(gettext("%(unit)s, hạn %(day)s", unit=row.unit, day=day))


def case_page(ctx: Context, shown: AgencyCase) -> CasePage:
    """A case as its agency sees it."""
    case, own = shown.file.case, shown.own
    lead = next((one.agency.name for one in shown.forwarding_round if one.role == "lead"), None)
    ours = case.state in ("forwarded", "in_progress")
    complete = shown.to_complete
    return CasePage(
        case_id=case.id,
        version=case.version,
        petition=petition_shown(shown.file),
        state=case.state,
        state_label=state_label(case.state),
        box_label=box_label(shown.box),
        box_href=url_for("agency.inbox", address=ADDRESS_OF_BOX[shown.box]),
        forwarded=_forwarded(shown),
        instruction=shown.forwarding.instruction,
        lead=lead,
        coordinating=[
            one.agency.name for one in shown.forwarding_round if one.role == "coordinating"
        ],
        is_lead=own.role == "lead",
        due=due_shown(case.due_on, ctx.today, calendar(ctx), case.clock) if ours else None,
        answer_by=date_vi(own.due_on),
        explanation=explanation(case) if ours else (),
        answers=answers_shown(shown.answers),
        steps=_steps(shown),
        acts=frozenset(act.value for act in shown.acts),
        return_reason=own.return_reason,
        sent_back_reason=complete.sent_back_reason if complete else None,
        jurisdiction_decided=case.decision_final and Action.ACCEPT in shown.acts,
    )


def proposable(ctx: Context) -> list[tuple[str, str]]:
    """The bodies a case may be proposed for: all that exist today but one's own."""
    return [
        (agency.slug, agency.name)
        for agency in living(ctx.session, ctx.today)
        if agency.id != ctx.actor.agency_id
    ]


def _steps(shown: AgencyCase) -> list[StepShown]:
    state = shown.file.case.state
    ended = State(state) in FINAL_STATES
    return steps_shown(shown.file.events, current=None if ended else state_label(state))


def _forwarded(shown: AgencyCase) -> str:
    """Who forwarded it to this agency, and when."""
    by = [
        row.actor_name
        for row in shown.file.events
        if row.event.action in _FORWARDING and row.event.agency_id == shown.own.agency_id
    ]
    when = moment_vi(shown.forwarding.forwarded_at)
    return f"{when}, {by[-1]}" if by and by[-1] else when


def _counted(number: int) -> str:
    return f"{COUNT_AT_MOST - 1}+" if number >= COUNT_AT_MOST else str(number)
