"""What the public pages show, made from what services and queries give."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from flask import url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from models.queries.agencies import commune, province
from models.reference import Parameter
from pakn.labels.casework import STATE_PUBLIC
from pakn.labels.content import KIND, OUTCOME, SUBJECT
from pakn.labels.deadlines import CLOCK, UNIT, explain
from pakn.rules.content import Kind, Outcome, Subject
from pakn.rules.deadlines import Unit
from pakn.rules.states import FINAL_STATES, State
from pakn.services.filing_inputs import Receipt
from pakn.services.following import OpenedCase, Progress, StepDone
from pakn.web.formatting import date_vi, moment_vi, number_vi, paragraphs
from pakn.web.public.words import AHEAD, NEXT, STEP_DONE

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where it happened, in words; None where it is not known."""

    province: str | None
    commune: str | None


def place_of(session: Session, answers: Mapping[str, Any], today: dt.date) -> Place:
    """The names behind the codes of a draft."""
    found = province(session, str(answers.get("province_code") or ""), today)
    below = commune(session, str(answers.get("commune_code") or "")) if found else None
    return Place(found.name if found else None, below.name if below else None)


@dataclass(frozen=True)
class Card:
    """One group of answers on the check page: its rows and the pages where they can be changed.

    Attributes:
        changes: (page's address, what is changed there, in words).
    """

    title: str
    rows: Sequence[Row]
    changes: Sequence[tuple[str, str]]


def check_cards(answers: Mapping[str, Any], place: Place) -> list[Card]:
    """Every answer, grouped as it was asked, with ways back to its pages."""
    return [
        _card(gettext("Loại và đối tượng"), _kind_rows(answers), "loai"),
        _card(gettext("Nội dung"), _content_rows(answers), "noi-dung"),
        _place_card(answers, place),
        _card(gettext("Người gửi"), _sender_rows(answers), "nguoi-gui"),
        _card(gettext("Công khai"), _publication_rows(answers), "cong-khai"),
    ]


def _card(title: str, rows: Sequence[Row], slug: str) -> Card:
    return Card(title, rows, [(url_for("filing.show", slug=slug), title)])


def _kind_rows(answers: Mapping[str, Any]) -> list[Row]:
    return [
        _row(gettext("Loại"), gettext(KIND[Kind(answers["kind"])])),
        _row(gettext("Nói về"), gettext(SUBJECT[Subject(answers["subject"])])),
    ]


def _content_rows(answers: Mapping[str, Any]) -> list[Row]:
    rows = [
        _row(gettext("Tóm tắt"), answers["title"]),
        _row(gettext("Nội dung"), _long(answers["content"])),
    ]
    if answers["kind"] == "recommendation":
        rows.append(_row(gettext("Giải pháp đề xuất"), _long(answers["proposal"])))
    rows.append(_row(gettext("Văn bản, hồ sơ"), answers["subject_detail"]))
    if answers["subject"] == "draft":
        deadline = answers["comment_deadline"]
        shown = date_vi(dt.date.fromisoformat(deadline)) if deadline else ""
        rows.append(_row(gettext("Hạn góp ý"), shown))
    return rows


def _place_card(answers: Mapping[str, Any], place: Place) -> Card:
    label, title = gettext("Tỉnh, thành phố"), gettext("Nơi xảy ra")
    if not answers["province_code"]:
        rows = [_row(label, gettext("Không rõ, hoặc cả nước"))]
        return _card(title, rows, "noi-xay-ra")
    unknown, below = gettext("Không rõ"), gettext("Xã, phường, đặc khu")
    return Card(
        title,
        [_row(label, place.province or unknown), _row(below, place.commune or unknown)],
        [
            (url_for("filing.show", slug="noi-xay-ra"), label),
            (url_for("filing.show", slug="xa-phuong"), below),
        ],
    )


def _sender_rows(answers: Mapping[str, Any]) -> list[Row]:
    organisation = answers["sender_kind"] == "organisation"
    kind = gettext("Tổ chức, doanh nghiệp") if organisation else gettext("Cá nhân")
    return [
        _row(gettext("Tư cách"), kind),
        _row(gettext("Tên"), answers["name"]),
        _row(gettext("Số điện thoại"), answers["phone"]),
        _row(gettext("Thư điện tử"), answers["email"]),
        _row(gettext("Địa chỉ"), answers["address"]),
    ]


def _publication_rows(answers: Mapping[str, Any]) -> list[Row]:
    full = answers["publication"] == "full"
    shown = gettext("Đăng nội dung và kết quả trả lời") if full else gettext("Chỉ đăng tóm tắt")
    told = gettext("Không") if answers["hide_identity"] else gettext("Có, nếu cần để xử lý")
    return [
        _row(gettext("Cách công khai"), shown),
        _row(gettext("Cơ quan bị phản ánh biết tên tôi"), told),
    ]


def _row(label: str, value: str | Markup) -> Row:
    key = {"text": label}
    if isinstance(value, Markup):
        return {"key": key, "value": {"html": value}}
    return {"key": key, "value": {"text": value or gettext("Không ghi")}}


def _long(text: str) -> Markup:
    return paragraphs(text.replace("\r\n", "\n").strip())


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
        qr_svg: opens the look-up with the number filled in; the secret is never in it.
        lookup_text: the same address as a person would type it.
    """

    number: str
    secret: str
    received_at: str
    due: str | None
    qr_svg: Markup
    lookup_text: str
    follow_href: str


def receipt_page(receipt: Receipt, base_url: str) -> ReceiptPage:
    """A receipt in words, with its QR code."""
    follow_href = url_for("following.ask", ma=receipt.number)
    code = segno.make(base_url + follow_href, error="m")
    return ReceiptPage(
        number=receipt.number,
        secret=receipt.secret,
        received_at=moment_vi(receipt.received_at),
        due=date_vi(receipt.due_on) if receipt.due_on else None,
        qr_svg=Markup(code.svg_inline(border=2, omitsize=True)),  # noqa: S704 - our own address
        lookup_text=base_url.partition("://")[2] + url_for("following.ask"),
        follow_href=follow_href,
    )
