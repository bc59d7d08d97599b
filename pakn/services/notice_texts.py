"""The words of messages: an administrator's own from a day on, else those of the files."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.messages import NoticeTemplate
from pakn.ports import Notice
from pakn.rules.notices import EDITABLE, known_values, must_name
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput
from pakn.services.events import Act, record

SUBJECT_MAX = 200
BODY_MAX = 5_000
# One short message: 160 characters without marks, 70 with them (3GPP TS 23.038).
SMS_PLAIN_MAX = 160
SMS_MARKED_MAX = 70
CHANNELS = ("mail", "sms")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class NoticeText:
    """A notice's words for one channel, as an administrator sees them.

    Attributes:
        file: the words that come with the program.
        own: the administrator's words in force today, or None.
        coming: own words of later days.
        values: what a template of this notice may name.
        needed: the value it must name.
        problem: why the own words are not used (`broken`, `unknown_value`, …), or None.
    """

    notice: str
    channel: str
    file: Notice
    own: NoticeTemplate | None
    coming: Sequence[NoticeTemplate]
    values: frozenset[str]
    needed: str
    problem: str | None


@dataclass(frozen=True)
class WritingNotice:
    """An administrator's own words for a notice, from a day on; a short message has no subject."""

    notice: str
    channel: str
    subject: str
    body: str
    valid_from: dt.date


def words_of(ctx: Context, notice: str, channel: str, values: Mapping[str, Any]) -> Notice:
    """A notice in words: the administrator's own where they can be used, else the file's.

    Raises:
        LookupError: there are no words of this notice for this channel.
    """
    file = ctx.ports.notices.template(notice, channel)
    if notice not in EDITABLE:
        return ctx.ports.notices.fill(file, values)
    # Nothing else is within a template's reach, however it is written.
    known = {name: values.get(name, "") for name in known_values(notice)}
    own = _in_force(ctx, notice, channel)
    if own is not None:
        template = Notice(own.subject, own.body)
        try:
            if _problem(ctx, notice, template) is None:
                return ctx.ports.notices.fill(template, known)
        except ValueError:
            pass
        log.warning("own words of %s for %s cannot be used; the file's are", notice, channel)
    return ctx.ports.notices.fill(file, known)


def notice_texts(ctx: Context) -> list[NoticeText]:
    """Every petitioner's notice for every channel, with what an administrator changed."""
    ctx.require(Permission.ADMIN_SETTINGS_READ)
    rows = ctx.session.scalars(select(NoticeTemplate).order_by(NoticeTemplate.valid_from)).all()
    return [
        _shown(
            ctx,
            notice,
            channel,
            [row for row in rows if (row.notice, row.channel) == (notice, channel)],
        )
        for channel in CHANNELS
        for notice in ctx.ports.notices.names(channel)
        if notice in EDITABLE
    ]


def write_notice_text(ctx: Context, inputs: WritingNotice) -> None:
    """Write own words for a notice from a day on; the same day written again is replaced.

    Raises:
        InvalidInput: no such notice, an empty text, a value that this notice does not have, the
            case number missing, a short message that is too long, a day that is past.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    template = _checked(ctx, inputs)
    assert ctx.actor.user_id is not None
    row = ctx.session.scalar(
        select(NoticeTemplate).where(
            NoticeTemplate.notice == inputs.notice,
            NoticeTemplate.channel == inputs.channel,
            NoticeTemplate.valid_from == inputs.valid_from,
        )
    )
    row = row or NoticeTemplate(
        notice=inputs.notice, channel=inputs.channel, valid_from=inputs.valid_from
    )
    row.subject, row.body = template.subject, template.body
    row.written_by_id, row.written_at = ctx.actor.user_id, ctx.now
    ctx.session.add(row)
    said = {"notice": inputs.notice, "channel": inputs.channel}
    record(
        ctx,
        Act("write_notice", difference={**said, "valid_from": inputs.valid_from.isoformat()}),
    )


def _checked(ctx: Context, inputs: WritingNotice) -> Notice:
    errors: dict[str, str] = {}
    short = inputs.channel == "sms"
    template = Notice("" if short else inputs.subject.strip(), inputs.body.strip())
    if inputs.channel not in CHANNELS or inputs.notice not in EDITABLE:
        errors["notice"] = "unknown_notice"
    if not short and not template.subject:
        errors["subject"] = "required"
    elif len(template.subject) > SUBJECT_MAX:
        errors["subject"] = "too_long"
    if not template.body:
        errors["body"] = "required"
    elif len(template.body) > BODY_MAX or (short and _too_long(template.body)):
        errors["body"] = "too_long"
    elif problem := _problem(ctx, inputs.notice, template):
        errors["body"] = problem
    if inputs.valid_from < ctx.today:
        errors["valid_from"] = "in_past"
    if errors:
        raise InvalidInput(errors)
    return template


def _problem(ctx: Context, notice: str, template: Notice) -> str | None:
    """Why a template cannot be used: a code of `FIELD_ERROR`."""
    try:
        named = ctx.ports.notices.asks(template)
        in_body = ctx.ports.notices.asks(Notice("", template.body))
    except ValueError:
        return "broken_template"
    if named - known_values(notice):
        return "unknown_value"
    return None if must_name(notice) in in_body else "number_missing"


def _too_long(body: str) -> bool:
    """Whether the text alone is longer than one short message; values come on top."""
    return len(body) > (SMS_PLAIN_MAX if body.isascii() else SMS_MARKED_MAX)


def _shown(ctx: Context, notice: str, channel: str, rows: Sequence[NoticeTemplate]) -> NoticeText:
    begun = [row for row in rows if row.valid_from <= ctx.today]
    own = begun[-1] if begun else None
    return NoticeText(
        notice=notice,
        channel=channel,
        file=ctx.ports.notices.template(notice, channel),
        own=own,
        coming=[row for row in rows if row.valid_from > ctx.today],
        values=known_values(notice),
        needed=must_name(notice),
        problem=_problem(ctx, notice, Notice(own.subject, own.body)) if own else None,
    )


def _in_force(ctx: Context, notice: str, channel: str) -> NoticeTemplate | None:
    return ctx.session.scalar(
        select(NoticeTemplate)
        .where(
            NoticeTemplate.notice == notice,
            NoticeTemplate.channel == channel,
            NoticeTemplate.valid_from <= ctx.today,
        )
        .order_by(NoticeTemplate.valid_from.desc())
        .limit(1)
    )
