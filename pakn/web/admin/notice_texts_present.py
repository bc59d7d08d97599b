"""Messages in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from pakn.labels.errors import FIELD_ERROR
from pakn.labels.notices import NOTICE, NOTICE_CHANNEL, NOTICE_VALUE
from pakn.ports import Notice
from pakn.services.context import Context
from pakn.services.notice_texts import CHANNELS, NoticeText, Preview, preview_of
from pakn.web.admin.notice_texts_forms import NoticeForm
from pakn.web.formatting import date_vi, number_vi


@dataclass(frozen=True)
class NoticeLine:
    """One message in the list."""

    name: str
    href: str
    words: str
    level: str
    coming: str | None


@dataclass(frozen=True)
class NoticeGroup:
    """The messages of one channel."""

    slug: str
    name: str
    lines: Sequence[NoticeLine]


@dataclass(frozen=True)
class PreviewShown:
    """What would be sent, and what a short message takes."""

    subject: str
    body: str
    size: str | None


def groups(found: Sequence[NoticeText]) -> list[NoticeGroup]:
    """The list, by channel."""
    return [
        NoticeGroup(
            channel,
            str(gettext(NOTICE_CHANNEL[channel])),
            [_line(text) for text in found if text.channel == channel],
        )
        for channel in CHANNELS
    ]


def shown(text: NoticeText) -> dict[str, Any]:
    """What stands on a message's page beside its form."""
    kept: dict[str, Any] = {"channel": text.channel, "notice": text.notice}
    return {
        **kept,
        "name": notice_name(text.notice),
        "channel_name": str(gettext(NOTICE_CHANNEL[text.channel])),
        "words": _words(text),
        "problem": str(gettext(FIELD_ERROR[text.problem])) if text.problem else None,
        "own": text.own is not None,
        "file": text.file,
        "values": [
            ("{{ " + name + " }}", str(gettext(NOTICE_VALUE[name])), name == text.needed)
            for name in sorted(text.values, key=lambda name: (name != text.needed, name))
        ],
        "coming": [
            {
                "day": date_vi(row.valid_from),
                "body": row.body,
                "url": url_for("notice_texts.withdraw", **kept, text_id=row.id),
            }
            for row in text.coming
        ],
    }


def preview(ctx: Context, text: NoticeText, form: NoticeForm) -> PreviewShown | None:
    """What stands in the form, filled; the words of today where it cannot be."""
    subject = form.subject.data if "subject" in form._fields else ""
    try:
        made = preview_of(
            ctx, text.notice, text.channel, Notice(str(subject or ""), str(form.body.data or ""))
        )
    except ValueError:
        return None
    return PreviewShown(made.words.subject, made.words.body.strip(), _size(made))


def notice_name(notice: str) -> str:
    """A message's name; its template's where it has none."""
    return str(gettext(NOTICE.get(notice, notice)))


def _line(text: NoticeText) -> NoticeLine:
    level = "late" if text.problem else ("done" if text.own else "plain")
    first = text.coming[0].valid_from if text.coming else None
    return NoticeLine(
        name=notice_name(text.notice),
        href=url_for("notice_texts.one", channel=text.channel, notice=text.notice),
        words=_words(text),
        level=level,
        coming=str(gettext("lời riêng từ %(day)s", day=date_vi(first))) if first else None,
    )


def _words(text: NoticeText) -> str:
    if text.own is None:
        return str(gettext("Mẫu gốc"))
    if text.problem:
        return str(gettext("Lời riêng hỏng, đang gửi mẫu gốc"))
    return str(gettext("Lời riêng từ %(day)s", day=date_vi(text.own.valid_from)))


def _size(made: Preview) -> str | None:
    if made.measured is None:
        return None
    values = {
        "length": number_vi(made.measured.length),
        "room": number_vi(made.measured.room),
        "parts": number_vi(made.measured.parts),
    }
    text = gettext("%(length)s ký tự, gửi thành %(parts)s tin (một tin %(room)s ký tự)", **values)
    return str(text + gettext(" vì có dấu.") if made.measured.marked else text + ".")
