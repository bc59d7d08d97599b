"""When scheduled work is due: pure rules for the tick."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile

from pakn.rules.local_time import LOCAL_ZONE, local_date, require_aware
from pakn.rules.working_days import Calendar, CalendarNotCovered

_MINUTES_PER_DAY = 24 * 60
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes, counted from local midnight so that restarts do not shift it.

    Attributes:
        minutes: A divisor of 1440.
    """

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1 or _MINUTES_PER_DAY % self.minutes:
            raise ValueError(f"{self.minutes} minutes do not divide a day")


@dataclass(frozen=True, slots=True)
class Daily:
    """Each day at a local time."""

    at: time


@dataclass(frozen=True, slots=True)
class WorkingDaily:
    """Each working day at a local time."""

    at: time


@dataclass(frozen=True, slots=True)
class Monthly:
    """Each month on a day, or on the month's last day where it is shorter, at a local time."""

    day: int
    at: time

    def __post_init__(self) -> None:
        if not 1 <= self.day <= _LONGEST_MONTH:
            raise ValueError(f"no month has a day {self.day}")


Rule = Every | Daily | WorkingDaily | Monthly

Values = Mapping[str, str | int]


def rule_values(rule: Rule) -> dict[str, str | int]:
    """A rule as plain values, for its row in the table of schedules.

    Args:
        rule: The schedule.

    Returns:
        Such as `{"kind": "monthly", "day": 15, "at": "06:00:00"}`; `rule_from_values` reads it.
    """
    match rule:
        case Every(minutes):
            return {"kind": "every", "minutes": minutes}
        case Daily(at):
            return {"kind": "daily", "at": at.isoformat()}
        case WorkingDaily(at):
            return {"kind": "working_daily", "at": at.isoformat()}
        case Monthly(day, at):
            return {"kind": "monthly", "day": day, "at": at.isoformat()}


def rule_from_values(values: Values) -> Rule:
    """The rule that plain values describe.

    Args:
        values: As `rule_values` gives them.

    Returns:
        The schedule.

    Raises:
        ValueError: An unknown kind, a missing or a wrong value.
    """
    try:
        match values["kind"]:
            case "every":
                return Every(int(values["minutes"]))
            case "daily":
                return Daily(time.fromisoformat(str(values["at"])))
            case "working_daily":
                return WorkingDaily(time.fromisoformat(str(values["at"])))
            case "monthly":
                return Monthly(int(values["day"]), time.fromisoformat(str(values["at"])))
            case kind:
                raise ValueError(f"no schedule is of kind {kind}")
    except KeyError as error:
        raise ValueError(f"a schedule lacks {error}") from error


def due_moments(
    rule: Rule, after: datetime, until: datetime, calendar: Calendar, limit: int = 10
) -> tuple[datetime, ...]:
    """The moments of a rule after one moment up to and including another.

    After a long stop only the latest are given: work that looks at the whole table does not
    need each of the moments it missed.

    Args:
        rule: The schedule.
        after: The last moment already done; not given again.
        until: Now, or the moment to run as of.
        calendar: Asked by `WorkingDaily` only.
        limit: The most moments to give.

    Returns:
        Aware moments in UTC, ascending.

    Raises:
        ValueError: A moment is naive.
        CalendarNotCovered: `WorkingDaily` needs a day of a year that is not covered.
    """
    require_aware(after)
    moments = _backwards(rule, local_date(after), until, calendar)
    latest = islice(takewhile(lambda moment: moment > after, moments), limit)
    return tuple(moment.astimezone(UTC) for moment in reversed(tuple(latest)))


def next_moment(rule: Rule, after: datetime, calendar: Calendar) -> datetime | None:
    """The first moment of a rule after another one, for showing; nothing is caught up by it.

    Args:
        rule: The schedule.
        after: The moment; not given itself.
        calendar: Asked by `WorkingDaily` only.

    Returns:
        An aware moment in UTC, or None where the calendar does not reach it.
    """
    day = local_date(require_aware(after))
    for ahead in range(2 * _LONGEST_MONTH):
        on = day + timedelta(days=ahead)
        try:
            times = _times_on(rule, on, calendar)
        except CalendarNotCovered:
            return None
        for at in times:
            moment = datetime.combine(on, at, LOCAL_ZONE)
            if moment > after:
                return moment.astimezone(UTC)
    return None


def _backwards(rule: Rule, first: date, until: datetime, calendar: Calendar) -> Iterator[datetime]:
    """The moments of a rule from `until` back to the local day `first`, latest first."""
    day = local_date(until)
    while day >= first:
        for at in reversed(_times_on(rule, day, calendar)):
            moment = datetime.combine(day, at, LOCAL_ZONE)
            if moment <= until:
                yield moment
        day -= timedelta(days=1)


def _times_on(rule: Rule, day: date, calendar: Calendar) -> tuple[time, ...]:
    """The local times of a rule on one day, ascending."""
    match rule:
        case Every(minutes):
            starts = range(0, _MINUTES_PER_DAY, minutes)
            return tuple(time(minute // 60, minute % 60) for minute in starts)
        case Daily(at):
            return (at,)
        case WorkingDaily(at):
            return (at,) if calendar.is_working(day) else ()
        case Monthly(wanted, at):
            next_month = (day.replace(day=1) + timedelta(days=_LONGEST_MONTH)).replace(day=1)
            last = (next_month - timedelta(days=1)).day
            return (at,) if day.day == min(wanted, last) else ()
