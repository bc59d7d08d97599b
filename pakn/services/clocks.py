"""Clocks of a case: dated limits and the working calendar, read once for each act."""

import datetime as dt
from typing import Any

from models.casework import Case
from models.queries.parameters import calendar_days, in_force, value_in_force
from pakn.rules.deadlines import Due, Limit, Unit, due, never_later_than
from pakn.rules.working_days import Calendar
from pakn.services.context import Context

_CACHE = "pakn_rulebook"


def calendar(ctx: Context) -> Calendar:
    """The working calendar, from its table only."""
    cache = _cache(ctx)
    if "calendar" not in cache:
        cache["calendar"] = Calendar(calendar_days(ctx.session))
    known: Calendar = cache["calendar"]
    return known


def limit(ctx: Context, name: str, on: dt.date) -> Limit:
    """The limit of this name that is in force on a day, with its article."""
    cache = _cache(ctx)
    key = (name, on)
    if key not in cache:
        row = in_force(ctx.session, name, on)
        cache[key] = Limit(
            name=name,
            days=int(row.value),
            unit=Unit(row.unit),
            article=row.article,
            confirmed=row.confirmed,
            start_event="receipt",
        )
    known: Limit = cache[key]
    return known


def setting(ctx: Context, name: str, on: dt.date) -> Any:
    """The value of a parameter that is no limit, on a day."""
    cache = _cache(ctx)
    key = ("value", name, on)
    if key not in cache:
        cache[key] = value_in_force(ctx.session, name, on)
    return cache[key]


def due_from(ctx: Context, name: str, start: dt.date, *, in_force_on: dt.date) -> Due:
    """When a limit that begins on `start` ends, with its explanation.

    Args:
        ctx: the act.
        name: the limit's parameter.
        start: day zero (BLDS 2015 Đ147: not counted itself).
        in_force_on: the case's receipt date, which decides the limit that applies (R32).
    """
    return due(limit(ctx, name, in_force_on), start, calendar(ctx))


def answer_due(ctx: Context, case: Case) -> Due:
    """When the agency must have answered.

    20 days by default, from receipt or from forwarding as the dated parameter says (R30, R62);
    never later than a draft's hạn góp ý (R59).
    """
    event = setting(ctx, "answer_limit_start", case.received_on)
    start = case.received_on if event == "receipt" else case.forwarded_on or ctx.today
    result = due_from(ctx, "answer_limit", start, in_force_on=case.received_on)
    cap = case.petition.comment_deadline
    return never_later_than(result, cap) if cap else result


def explained(result: Due) -> list[Any]:
    """A due date's explanation as it is stored with the case: codes, days and figures."""
    return [step.as_values() for step in result.explanation]


def _cache(ctx: Context) -> dict[Any, Any]:
    cache: dict[Any, Any] = ctx.session.info.setdefault(_CACHE, {})
    return cache
