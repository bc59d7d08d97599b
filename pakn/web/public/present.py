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
from pakn.labels.content import OUTCOME
from pakn.labels.deadlines import UNIT, explain
from pakn.rules.content import Outcome
from pakn.rules.deadlines import Unit
from pakn.services.filing_inputs import Receipt
from pakn.web.formatting import date_vi, moment_vi, number_vi

Row = dict[str, Any]


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
