"""Published results as their readers see them; nothing personal is in them (R36)."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from models.casework import Publication
from models.publishing import PublicationChange
from pakn.labels.content import OUTCOME
from pakn.rules.content import Outcome
from pakn.web.formatting import date_vi, paragraphs
from pakn.web.public.present import Row, answer_rows
from routing.text import fold

_WORD = re.compile(r"\w+")
_BEFORE_HIT = 60
_SHOWN = 220


@dataclass(frozen=True)
class PublishedCard:
    """One line of the list of published results.

    Attributes:
        snippet: where the words that were asked for stand; None when nothing was asked.
    """

    publication_id: int
    title: str | Markup
    href: str
    agency: str
    published: str
    outcome: str | None
    snippet: Markup | None = None


@dataclass(frozen=True)
class Published:
    """A published result on its own page.

    Attributes:
        corrections: what readers are told was corrected, newest first.
        address: its permanent address, for print.
    """

    title: str
    question: Markup
    answer: Markup
    rows: Sequence[Row]
    corrections: Sequence[str]
    address: str
    changed: dt.datetime


def published_card(row: Publication, asked: str = "") -> PublishedCard:
    """A publication in a list; the words that were asked for are marked."""
    words = frozenset(_WORD.findall(fold(asked)))
    return PublishedCard(
        publication_id=row.id,
        title=_marked(row.title, words) if words else row.title,
        href=url_for("public.one_result", publication_id=row.id),
        agency=row.agency.name,
        published=date_vi(row.published_on),
        outcome=gettext(OUTCOME[Outcome(row.outcome)]) if row.outcome else None,
        snippet=_snippet((row.question, row.answer), words) if words else None,
    )


def published(row: Publication, notes: Sequence[PublicationChange] = ()) -> Published:
    """A publication on its own page."""
    return Published(
        title=row.title,
        question=paragraphs(row.question),
        answer=paragraphs(row.answer),
        rows=[
            {"label": gettext("Cơ quan xử lý"), "value": row.agency.name},
            *answer_rows(row.document_number, row.document_date, row.outcome),
            {"label": gettext("Ngày công khai"), "value": date_vi(row.published_on)},
        ],
        corrections=[
            gettext(
                "Đính chính ngày %(day)s: %(note)s", day=date_vi(one.made_at), note=one.public_note
            )
            for one in notes
        ],
        address=url_for("public.one_result", publication_id=row.id, _external=True),
        changed=max((row.published_at, *(one.made_at for one in notes))),
    )


def _snippet(texts: Sequence[str], words: frozenset[str]) -> Markup | None:
    """The neighbourhood of the first word that was asked for."""
    for text in texts:
        flat = " ".join(text.split())
        hit = next((one for one in _WORD.finditer(flat) if fold(one[0]) in words), None)
        if hit is not None:
            start = flat.rfind(" ", 0, max(0, hit.start() - _BEFORE_HIT)) + 1
            end = flat.find(" ", start + _SHOWN)
            shown = flat[start : end if end >= 0 else len(flat)]
            return Markup("{}{}{}").format(
                "… " if start else "", _marked(shown, words), " …" if end >= 0 else ""
            )
    return None


def _marked(text: str, words: frozenset[str]) -> Markup:
    pieces, at = Markup(""), 0
    for one in _WORD.finditer(text):
        if fold(one[0]) in words:
            pieces += escape(text[at : one.start()])
            pieces += Markup('<mark class="pakn-hit">{}</mark>').format(one[0])
            at = one.end()
    return pieces + escape(text[at:])
