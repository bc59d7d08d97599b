"""What people see of letters: lines of lists, a letter's page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import gettext

from models.casework import Case
from models.queries.letters import LetterRow
from pakn.labels.letters import ISSUER, LETTER_EVENT, LETTER_KIND, LETTER_STATE
from pakn.rules.letters import Issuer, LetterKind, LetterState
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.services.letter_history import LetterStep
from pakn.services.letter_reading import OpenLetter
from pakn.services.letter_values import title_for
from pakn.services.receipts import petition_number
from pakn.web.casefile import Fact, StepShown, role_label, state_label
from pakn.web.due import DueShown, due_shown
from pakn.web.formatting import date_vi, moment_vi

TONE: Mapping[LetterState, str] = MappingProxyType(
    {
        LetterState.DRAFT: "received",
        LetterState.APPROVED: "forwarded",
        LetterState.SIGNED: "in_progress",
        LetterState.ISSUED: "closed",
        LetterState.CANCELLED: "withdrawn",
    }
)
"""The state of a case whose mark a letter's state bears."""


@dataclass(frozen=True)
class LetterLine:
    """One letter in a list.

    Attributes:
        about: how many cases it carries, or the number of its one case.
        when: the day on it, or since when it is there.
    """

    title: str
    href: str
    word_href: str
    pdf_href: str
    issuer: str
    about: str
    tone: str
    state: str
    number: str
    when: str


@dataclass(frozen=True)
class CaseOfLetter:
    """A case that a letter carries; `title` is empty where it may not stand on paper."""

    number: str
    title: str
    href: str | None
    state: str
    state_label: str
    due: DueShown | None


def letter_lines(rows: Sequence[LetterRow], room: str, url: Callable[..., str]) -> list[LetterLine]:
    """Letters as lines.

    Args:
        rows: of a list.
        room: the endpoints under which these letters are read.
        url: makes an address of an endpoint.
    """
    return [
        LetterLine(
            title=letter_title(row.letter.kind, row.agency),
            href=url(f"{room}.show", letter_id=row.letter.id),
            word_href=url(f"{room}.word", letter_id=row.letter.id),
            pdf_href=url(f"{room}.pdf", letter_id=row.letter.id),
            issuer=gettext(ISSUER[Issuer(row.letter.issuer)]),
            about=row.letter.subject or gettext("%(count)s hồ sơ", count=row.cases),
            tone=TONE[LetterState(row.letter.state)],
            state=gettext(LETTER_STATE[LetterState(row.letter.state)]),
            number=row.letter.number or "",
            when=(
                date_vi(row.letter.issued_on)
                if row.letter.issued_on
                else gettext("soạn %(moment)s", moment=date_vi(row.letter.created_at))
            ),
        )
        for row in rows
    ]


def letter_title(kind: str, agency: str | None) -> str:
    """A letter in a few words: what it is and to whom."""
    name = gettext(LETTER_KIND[LetterKind(kind)])
    return gettext("%(kind)s gửi %(agency)s", kind=name, agency=agency) if agency else str(name)


def letter_facts(opened: OpenLetter) -> list[Fact]:
    """The facts beside a letter."""
    letter = opened.letter
    return [
        Fact(gettext("Loại"), gettext(LETTER_KIND[LetterKind(letter.kind)])),
        Fact(gettext("Ban hành"), _issuer(opened)),
        Fact(gettext("Gửi"), opened.file.agency.name if opened.file.agency else None),
        Fact(gettext("Số"), letter.number),
        Fact(gettext("Ngày"), date_vi(letter.issued_on) if letter.issued_on else None),
    ]


def letter_history(steps: Sequence[LetterStep]) -> list[StepShown]:
    """Who did what with a letter and when."""
    return [
        StepShown(
            label=gettext(LETTER_EVENT[step.action]),
            date=moment_vi(step.moment),
            detail=" · ".join(part for part in (_who(step), step.reason) if part),
        )
        for step in steps
    ]


def step_author(step: LetterStep) -> str:
    """Whoever did a step, by name."""
    return step.name or str(gettext("hệ thống"))


def cases_of_letter(
    ctx: Context, cases: Sequence[Case], href: Callable[[Case], str | None]
) -> list[CaseOfLetter]:
    """The cases that a letter carries, as they are now."""
    days = calendar(ctx)
    return [
        CaseOfLetter(
            number=petition_number(case.petition),
            title=title_for(case),
            href=href(case),
            state=case.state,
            state_label=state_label(case.state),
            due=due_shown(case.due_on, ctx.today, days),
        )
        for case in cases
    ]


def _issuer(opened: OpenLetter) -> str:
    name = gettext(ISSUER[Issuer(opened.letter.issuer)])
    own = opened.file.issuer_agency
    return f"{name}, {own.name}" if own else str(name)


def _who(step: LetterStep) -> str:
    if step.user_id is None:
        return str(gettext("Hệ thống"))
    role = f" ({role_label(step.role)})" if step.role else ""
    return f"{step_author(step)}{role}"
