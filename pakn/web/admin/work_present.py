"""Background work, deliveries and schedules in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.jobs import Outbox
from models.queries.work import COUNTED_MOST, STATES, DeliveryRow
from pakn.labels.notices import DELIVERY_STATE, NOTICE, NOTICE_CHANNEL
from pakn.labels.work import FAULT, JOB_KIND, SCHEDULE, WORK_STATE
from pakn.rules.schedules import Daily, Every, Monthly, Rule, WorkingDaily
from pakn.services.administering import DeliveryPage, ScheduleShown
from pakn.services.receipts import petition_number
from pakn.web.formatting import moment_vi, number_vi

_LEVELS = {"sent": "done", "uncertain": "near", "failed": "late"}
_RESENT = ("uncertain", "failed")


@dataclass(frozen=True)
class WorkLine:
    """One piece of background work."""

    kind: str
    subject: str
    state: str
    attempts: str
    run_at: str
    created_at: str
    fault: str | None
    error: str | None
    retry_url: str


@dataclass(frozen=True)
class KindLine:
    """How much of one kind was given up."""

    name: str
    count: str
    retry_url: str


@dataclass(frozen=True)
class DeliveryLine:
    """One message; whom it went to is not known here."""

    notice: str
    number: str
    channel: str
    state: str
    level: str
    created_at: str
    sent_at: str
    fault: str | None
    error: str | None
    again_url: str | None


@dataclass(frozen=True)
class StateTile:
    """How many messages are in a state."""

    label: str
    value: str
    href: str
    tone: str | None
    chosen: bool


@dataclass(frozen=True)
class ScheduleLine:
    """Something that happens by the clock."""

    name: str
    what: str
    when: str
    last: str
    next: str
    enabled: bool
    switch_url: str
    run_url: str


def work_lines(rows: Sequence[Outbox]) -> list[WorkLine]:
    """Rows of the outbox."""
    return [
        WorkLine(
            kind=kind_name(row.kind),
            subject=row.subject,
            state=str(gettext(WORK_STATE.get(row.state, row.state))),
            attempts=number_vi(row.attempt),
            run_at=moment_vi(row.run_at),
            created_at=moment_vi(row.created_at),
            fault=fault_words(row.last_error),
            error=row.last_error,
            retry_url=url_for("admin.try_again", outbox_id=row.id),
        )
        for row in rows
    ]


def kind_lines(stuck: Mapping[str, int]) -> list[KindLine]:
    """How much of each kind was given up, with a button for all of it."""
    return [
        KindLine(kind_name(kind), count_words(count), url_for("admin.try_all_again", kind=kind))
        for kind, count in sorted(stuck.items())
    ]


def delivery_lines(rows: Sequence[DeliveryRow]) -> list[DeliveryLine]:
    """A page of messages."""
    return [
        DeliveryLine(
            notice=str(gettext(NOTICE.get(row.notice, row.notice))),
            number=petition_number(row.petition) if row.petition else "–",
            channel=str(gettext(NOTICE_CHANNEL.get(row.channel, row.channel))),
            state=str(gettext(DELIVERY_STATE[row.state])),
            level=_LEVELS.get(row.state, "plain"),
            created_at=moment_vi(row.created_at),
            sent_at=moment_vi(row.sent_at),
            fault=fault_words(row.last_error),
            error=row.last_error,
            again_url=url_for("deliveries.again", delivery_id=row.id)
            if row.state in _RESENT
            else None,
        )
        for row in rows
    ]


def state_tiles(page: DeliveryPage, chosen: str) -> list[StateTile]:
    """How many messages wait for something, each a filter of the list."""
    tones = {"uncertain": "attention", "failed": "late", "pending": "waiting"}
    return [
        StateTile(
            label=str(gettext(DELIVERY_STATE[state])),
            value=count_words(page.counts[state]),
            href=url_for("deliveries.listing", trang_thai=state),
            tone=tones.get(state),
            chosen=state == chosen,
        )
        for state in STATES
        if state in page.counts
    ]


def state_options(chosen: str) -> list[dict[str, object]]:
    """The choices of the filter by state."""
    every: list[dict[str, object]] = [{"value": "", "text": str(gettext("Mọi trạng thái"))}]
    return every + [
        {"value": one, "text": str(gettext(DELIVERY_STATE[one])), "selected": one == chosen}
        for one in STATES
    ]


def schedule_lines(found: Sequence[ScheduleShown]) -> list[ScheduleLine]:
    """What happens by the clock."""
    return [
        ScheduleLine(
            name=one.name,
            what=str(gettext(SCHEDULE.get(one.name) or JOB_KIND.get(one.kind, one.kind))),
            when=rule_words(one.rule),
            last=moment_vi(one.last) if one.last else str(gettext("chưa lần nào")),
            next=_next(one),
            enabled=one.enabled,
            switch_url=url_for(
                "schedules.switch", name=one.name, act="tat" if one.enabled else "bat"
            ),
            run_url=url_for("schedules.run", name=one.name),
        )
        for one in found
    ]


def rule_words(rule: Rule) -> str:
    """When a schedule runs."""
    match rule:
        case Every(minutes):
            return str(gettext("cứ %(minutes)s phút", minutes=number_vi(minutes)))
        case Daily(at):
            return str(gettext("%(at)s mỗi ngày", at=at.strftime("%H:%M")))
        case WorkingDaily(at):
            return str(gettext("%(at)s mỗi ngày làm việc", at=at.strftime("%H:%M")))
        case Monthly(day, at):
            return str(
                gettext("%(at)s ngày %(day)s hằng tháng", at=at.strftime("%H:%M"), day=str(day))
            )


def kind_name(kind: str) -> str:
    """A kind of work in words; its own name where it has none."""
    return str(gettext(JOB_KIND.get(kind, kind)))


def count_words(count: int) -> str:
    """A count, with a plus where counting stopped."""
    return number_vi(count) + ("+" if count >= COUNTED_MOST else "")


def fault_words(error: str | None) -> str | None:
    """Why something failed, said for people; None where nothing is known."""
    if not error:
        return None
    first = error.split()[0].rstrip(":,") if error.split() else ""
    words = FAULT.get(first)
    return str(gettext(words)) if words else str(gettext("Lỗi chưa rõ; xem chi tiết kỹ thuật."))


def _next(one: ScheduleShown) -> str:
    if not one.enabled:
        return str(gettext("đang tắt"))
    return moment_vi(one.next) if one.next else str(gettext("chờ lịch làm việc của năm sau"))
