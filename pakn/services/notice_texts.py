"""The words of messages: an administrator's own from a day on, else those of the files."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.messages import NoticeTemplate
from pakn.ports import Notice
from pakn.rules.notices import EDITABLE, SAMPLE, known_values, must_name
from pakn.rules.permissions import Permission
from pakn.rules.short_messages import Measured, measure
from pakn.services.clocks import setting
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record

SUBJECT_MAX = 200
BODY_MAX = 5_000
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
        seen: what a form sends back, so that nobody overwrites words they have not read.
    """

    notice: str
    channel: str
    file: Notice
    own: NoticeTemplate | None
    coming: Sequence[NoticeTemplate]
    values: frozenset[str]
    needed: str
    problem: str | None
    seen: str

    @property
    def in_use(self) -> Notice:
        """The words that are sent today."""
        if self.own is None or self.problem is not None:
            return self.file
        return Notice(self.own.subject, self.own.body)


@dataclass(frozen=True)
class Preview:
    """A template filled with values that stand for those of a case.

    Attributes:
        words: what would be sent.
        measured: what it takes as a short message; None for a mail.
    """

    words: Notice
    measured: Measured | None


@dataclass(frozen=True)
class WritingNotice:
    """An administrator's own words for a notice, from a day on; a short message has no subject.

    `seen` is the mark of the words that were read (`NoticeText.seen`); None asks for no check.
    """

    notice: str
    channel: str
    subject: str
    body: str
    valid_from: dt.date | None
    seen: str | None = None


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
            if _problem(ctx, notice, template, channel) is None:
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


def notice_text(ctx: Context, notice: str, channel: str) -> NoticeText:
    """One petitioner's notice for one channel; raises NotFound."""
    ctx.require(Permission.ADMIN_SETTINGS_READ)
    written = ctx.ports.notices.names(channel) if channel in CHANNELS else ()
    if notice not in EDITABLE or notice not in written:
        raise NotFound(f"notice {notice} for {channel}")
    return _shown(ctx, notice, channel, _rows(ctx, notice, channel))


def preview_of(ctx: Context, notice: str, channel: str, template: Notice) -> Preview:
    """What a template would say, with values that are nobody's.

    Raises:
        ValueError: the template cannot be filled.
    """
    values = {name: SAMPLE.get(name, "") for name in known_values(notice)}
    values |= {
        "base_url": ctx.ports.base_url,
        "hotline": setting(ctx, "dedicated_phone", ctx.today) or "",
    }
    words = ctx.ports.notices.fill(template, values)
    # A short message goes out on one line (`notices.compose`).
    measured = measure(" ".join(words.body.split())) if channel == "sms" else None
    return Preview(words, measured)


def write_notice_text(ctx: Context, inputs: WritingNotice) -> bool:
    """Write own words for a notice from a day on; the same day written again is replaced.

    Returns:
        False when exactly this was written before.

    Raises:
        InvalidInput: no such notice, an empty text, a value that this notice does not have or that
            no short message names, the case number missing, a short message that is too long, a
            day that is past, or words that somebody else changed meanwhile.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    template, day = _checked(ctx, inputs)
    assert ctx.actor.user_id is not None
    rows = _rows(ctx, inputs.notice, inputs.channel)
    row = next((one for one in rows if one.valid_from == day), None)
    if row is not None and Notice(row.subject, row.body) == template:
        return False
    shown = _shown(ctx, inputs.notice, inputs.channel, rows)
    if inputs.seen is not None and inputs.seen != shown.seen:
        raise InvalidInput({"body": "changed_meanwhile"})
    before = Notice(row.subject, row.body) if row is not None else shown.in_use
    row = row or NoticeTemplate(notice=inputs.notice, channel=inputs.channel, valid_from=day)
    row.subject, row.body = template.subject, template.body
    row.written_by_id, row.written_at = ctx.actor.user_id, ctx.now
    ctx.session.add(row)
    _record(ctx, "write_notice", shown, before, template, valid_from=day.isoformat())
    return True


def drop_own_words(ctx: Context, notice: str, channel: str) -> bool:
    """Go back to the words that come with the program; own words of days to come stay.

    Returns:
        False when there were no own words in force.

    Raises:
        NotFound: there is no such notice.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    shown = notice_text(ctx, notice, channel)
    if shown.own is None:
        return False
    before = Notice(shown.own.subject, shown.own.body)
    for row in _rows(ctx, notice, channel):
        if row.valid_from <= ctx.today:
            ctx.session.delete(row)
    _record(ctx, "drop_notice", shown, before, shown.file)
    return True


def withdraw_notice_text(ctx: Context, notice: str, channel: str, text_id: int) -> None:
    """Take back own words whose day has not come; raises NotFound."""
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    shown = notice_text(ctx, notice, channel)
    row = next((one for one in shown.coming if one.id == text_id), None)
    if row is None:
        raise NotFound(f"coming words {text_id} of {notice} for {channel}")
    day = row.valid_from.isoformat()
    before = Notice(row.subject, row.body)
    _record(ctx, "withdraw_notice", shown, before, shown.in_use, valid_from=day)
    ctx.session.delete(row)


def check_words(ctx: Context, inputs: WritingNotice) -> dict[str, str]:
    """What is wrong with a template, by field; its day is not looked at."""
    errors: dict[str, str] = {}
    short = inputs.channel == "sms"
    template = _tidy(inputs)
    if inputs.channel not in CHANNELS or inputs.notice not in EDITABLE:
        errors["notice"] = "unknown_notice"
    if not short and not template.subject:
        errors["subject"] = "required"
    elif len(template.subject) > SUBJECT_MAX:
        errors["subject"] = "over_long"
    elif not short and (problem := _broken(ctx, inputs, Notice(template.subject, ""))):
        errors["subject"] = problem
    if not template.body:
        errors["body"] = "required"
    elif len(template.body) > BODY_MAX:
        errors["body"] = "over_long"
    elif problem := _problem(ctx, inputs.notice, Notice("", template.body), inputs.channel):
        errors["body"] = problem
    elif short and _takes_several(ctx, inputs.notice, template):
        errors["body"] = "sms_too_long"
    return errors


def _tidy(inputs: WritingNotice) -> Notice:
    subject = "" if inputs.channel == "sms" else " ".join(inputs.subject.split())
    return Notice(subject, inputs.body.replace("\r\n", "\n").strip())


def _checked(ctx: Context, inputs: WritingNotice) -> tuple[Notice, dt.date]:
    errors = check_words(ctx, inputs)
    if inputs.valid_from is None:
        errors["valid_from"] = "required"
    elif inputs.valid_from < ctx.today:
        errors["valid_from"] = "in_past"
    if errors or inputs.valid_from is None:
        raise InvalidInput(errors)
    return _tidy(inputs), inputs.valid_from


def _problem(ctx: Context, notice: str, template: Notice, channel: str) -> str | None:
    """Why a template cannot be used: a code of `FIELD_ERROR`."""
    try:
        named = ctx.ports.notices.asks(template)
        in_body = ctx.ports.notices.asks(Notice("", template.body))
    except ValueError:
        return "broken_template"
    if named - known_values(notice):
        return "unknown_value"
    if named - known_values(notice, channel):
        return "sms_content"
    return None if must_name(notice) in in_body else "number_missing"


def _broken(ctx: Context, inputs: WritingNotice, subject: Notice) -> str | None:
    """Why a subject cannot be used; it need not name anything."""
    problem = _problem(ctx, inputs.notice, subject, inputs.channel)
    return None if problem == "number_missing" else problem


def _takes_several(ctx: Context, notice: str, template: Notice) -> bool:
    """Whether a filled text is longer than one short message: networks bill each, and cut."""
    measured = preview_of(ctx, notice, "sms", template).measured
    return measured is not None and measured.parts > 1


def _shown(ctx: Context, notice: str, channel: str, rows: Sequence[NoticeTemplate]) -> NoticeText:
    begun = [row for row in rows if row.valid_from <= ctx.today]
    own = begun[-1] if begun else None
    own_words = Notice(own.subject, own.body) if own else None
    return NoticeText(
        notice=notice,
        channel=channel,
        file=ctx.ports.notices.template(notice, channel),
        own=own,
        coming=[row for row in rows if row.valid_from > ctx.today],
        values=known_values(notice, channel),
        needed=must_name(notice),
        problem=_problem(ctx, notice, own_words, channel) if own_words else None,
        seen=_mark(rows),
    )


def _mark(rows: Sequence[NoticeTemplate]) -> str:
    """Changes whenever anybody writes or withdraws words."""
    return "|".join(f"{row.id}:{row.written_at.isoformat()}" for row in rows)


def _rows(ctx: Context, notice: str, channel: str) -> Sequence[NoticeTemplate]:
    return ctx.session.scalars(
        select(NoticeTemplate)
        .where(NoticeTemplate.notice == notice, NoticeTemplate.channel == channel)
        .order_by(NoticeTemplate.valid_from)
    ).all()


def _record(
    ctx: Context, action: str, shown: NoticeText, before: Notice, after: Notice, **said: str
) -> None:
    changed: dict[str, Any] = {"notice": shown.notice, "channel": shown.channel, **said}
    for name in ("subject", "body"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            changed[name] = {"from": was, "to": now}
    record(ctx, Act(action, difference=changed))


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
