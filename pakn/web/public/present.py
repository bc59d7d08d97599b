"""What the public pages show, made from what services and queries give."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from models.reference import Parameter
from pakn.labels.casework import STATE_PUBLIC
from pakn.labels.content import OUTCOME
from pakn.labels.deadlines import CLOCK, UNIT, explain
from pakn.rules.content import Outcome
from pakn.rules.deadlines import Unit
from pakn.rules.states import FINAL_STATES, State
from pakn.services.filing_inputs import Receipt
from pakn.services.following import OpenedCase, Progress, StepDone
from pakn.web.formatting import date_vi, moment_vi, number_vi, paragraphs
from pakn.web.public.words import AHEAD, NEXT, STEP_DONE

Row = dict[str, Any]


@dataclass(frozen=True)
class Followed:
    """A case as its sender follows it.

    Attributes:
        steps: for the timeline.
        due_text, due_level: the clock that runs, in words; None when none does.
        why: the sentences that explain the due date.
        next_text: what the state means for the sender.
    """

    number: str
    state: str
    state_label: str
    next_text: str | None
    agency: str | None
    steps: Sequence[Row]
    due_text: str | None
    due_level: str
    why: Sequence[str]
    total_text: str


def followed(progress: Progress, today: dt.date) -> Followed:
    """Steps and dates in words."""
    state = State(progress.state)
    ended = state in FINAL_STATES
    runs = progress.due_on is not None and not ended
    late = runs and progress.due_on is not None and progress.due_on < today
    following = NEXT.get(progress.state)
    return Followed(
        number=progress.number,
        state=progress.state,
        state_label=gettext(STATE_PUBLIC[state]),
        next_text=progress.ground_text or (gettext(following) if following else None),
        agency=progress.agency,
        steps=_steps(progress, state, ended),
        due_text=_due_text(progress, late) if runs else None,
        due_level="late" if late else "plain",
        why=[explain(step, gettext) for step in progress.due_explained] if runs else [],
        total_text=_total_text(progress.total_days, ended),
    )


def _steps(progress: Progress, state: State, ended: bool) -> list[Row]:
    done = [_done(step) for step in progress.steps]
    if ended:
        return done
    now: Row = {"label": gettext(STATE_PUBLIC[state]), "current": True}
    ahead = [{"label": gettext(label)} for label in AHEAD.get(progress.state, ())]
    return [*done, now, *ahead]


def _done(step: StepDone) -> Row:
    return {
        "label": gettext(STEP_DONE[step.action]),
        "date": moment_vi(step.at),
        "detail": step.agency,
        "done": True,
    }


def _due_text(progress: Progress, late: bool) -> str:
    name = gettext(CLOCK.get(progress.clock or "", CLOCK["answer"]))
    day = date_vi(progress.due_on)
    if late:
        return str(gettext("%(clock)s: %(day)s, đã quá hạn", clock=name, day=day))
    return str(gettext("%(clock)s: %(day)s", clock=name, day=day))


def _total_text(days: int, ended: bool) -> str:
    if ended:
        return str(gettext("%(days)s ngày từ khi gửi đến khi kết thúc", days=number_vi(days)))
    if days == 0:
        return str(gettext("Gửi hôm nay"))
    return str(gettext("Đã %(days)s ngày kể từ khi gửi", days=number_vi(days)))


@dataclass(frozen=True)
class Opened:
    """Content and answer, opened by a proof."""

    title: str
    content: Markup
    proposal: Markup | None
    answer: Markup | None
    answer_rows: Sequence[Row]
    public_href: str | None


def opened(case: OpenedCase) -> Opened:
    """What number, secret and proof open, in words."""
    return Opened(
        title=case.title,
        content=paragraphs(case.content),
        proposal=paragraphs(case.proposal) if case.proposal else None,
        answer=paragraphs(case.answer) if case.answer else None,
        answer_rows=answer_rows(case.answer_document, case.answer_date, case.outcome),
        public_href=(
            url_for("public.one_result", publication_id=case.public_id) if case.public_id else None
        ),
    )


def answer_rows(document: str | None, day: dt.date | None, outcome: str | None) -> list[Row]:
    """An answer's document and outcome."""
    return [
        {"label": gettext("Văn bản trả lời"), "value": document or None},
        {"label": gettext("Ngày văn bản"), "value": date_vi(day) if day else None},
        {
            "label": gettext("Kết quả xử lý"),
            "value": gettext(OUTCOME[Outcome(outcome)]) if outcome else None,
        },
    ]


@dataclass(frozen=True)
class LimitLine:
    """A time limit as the guidance tells it."""

    what: str
    how_long: str
    article: str
    confirmed: bool


def limit_line(what: str, row: Parameter) -> LimitLine:
    """A limit in force, in words."""
    unit = gettext(UNIT[Unit(row.unit)])
    return LimitLine(what, f"{number_vi(int(row.value))} {unit}", row.article, row.confirmed)


@dataclass(frozen=True)
class ReceiptPage:
    """The receipt as it is shown and printed.

    Attributes:
        why: the sentences that explain the due day.
        qr_svg: opens the look-up with both codes filled in. The secret stands behind the "#",
            which no browser sends: no log, proxy or referrer ever holds it. Without JavaScript
            the number alone is filled in, and the secret is typed from the receipt.
        lookup_text: the same address as a person would type it.
    """

    number: str
    secret: str
    received_at: str
    due: str | None
    why: Sequence[str]
    qr_svg: Markup
    lookup_text: str
    follow_href: str


def receipt_page(
    receipt: Receipt, base_url: str, due_explained: Sequence[Mapping[str, Any]]
) -> ReceiptPage:
    """A receipt in words, with its QR code."""
    follow_href = url_for("following.ask", ma=receipt.number)
    return ReceiptPage(
        number=receipt.number,
        secret=receipt.secret,
        received_at=moment_vi(receipt.received_at),
        due=date_vi(receipt.due_on) if receipt.due_on else None,
        why=[explain(step, gettext) for step in due_explained],
        qr_svg=qr_code(f"{base_url}{follow_href}#{receipt.secret}"),
        lookup_text=base_url.partition("://")[2] + url_for("following.ask"),
        follow_href=follow_href,
    )


def qr_code(address: str) -> Markup:
    """An address of our own as a QR code."""
    code = segno.make(address, error="m")
    return Markup(code.svg_inline(border=2, omitsize=True))  # noqa: S704 - our own address
