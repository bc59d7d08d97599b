"""The ladder of reminders: what is due is taken once, told in one digest, drafted, listed (R33).

Finding is done while reading; taking is a short transaction whose rows' UNIQUE key makes any number
of ticks take a step once. What goes out by itself are reminders; a văn bản đôn đốc is a draft.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.agency import Agency
from models.casework import Case
from models.dialect import insert_once
from models.people import User
from models.queries import reminders as queries
from models.queries.agencies import followers
from models.queries.contacts import agency_contacts
from models.queries.reminders import DayCount, Line, Reached
from models.reminders import ReminderStep
from pakn.rules.escalation import LadderAct, LadderStep, status_update_windows, windows
from pakn.rules.letters import LetterKind
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.numbering import case_number
from pakn.services.clocks import calendar, setting
from pakn.services.context import Context
from pakn.services.events import Act, record
from pakn.services.letter_drafts import Drafting, urge_values, write_draft
from pakn.services.notices import Message, notify

CASES_MOST = 200
LINES_MOST = 50
STATUS_UPDATE = "status_update"
_AGENCY_STATES = ("forwarded", "in_progress")
# The standing body's own clocks and who is told: nobody urges the desk, the Head's list names it.
_DESK_CLOCKS = {"triage": "triage_officer", "release": "publisher"}
_TOLD = (LadderAct.REMIND.value, STATUS_UPDATE)
_SORTS = ("late", "today", "soon", "updates")
# A step whose letter could not be drafted on its day is drafted on one of the next.
_URGE_WITHIN = dt.timedelta(days=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taking:
    """A step that a case has reached."""

    case: Reached
    step: str
    act: str
    agency_id: int | None


def in_working_hours(ctx: Context) -> bool:
    """Whether now is within the working hours of a working day."""
    hours = setting(ctx, "working_hours", ctx.today)
    now = ctx.now.astimezone(LOCAL_ZONE).time()
    start, end = (dt.time.fromisoformat(hours[name]) for name in ("start", "end"))
    return calendar(ctx).is_working(ctx.today) and start <= now < end


def find_steps(ctx: Context, limit: int) -> list[Taking]:
    """Steps that are due and were not taken; on a day that is not worked there are none.

    Args:
        ctx: reading.
        limit: how many at most; the next call finds the rest.
    """
    found: list[Taking] = []
    for asked in _questions(ctx):
        found += asked(limit - len(found))
        if len(found) >= limit:
            break
    return found


def take_steps(ctx: Context, found: Sequence[Taking]) -> int:
    """Take steps; who else takes one at the same moment finds it taken.

    Returns:
        how many were taken here.
    """
    return sum(_take(ctx, one) for one in found)


def finish_morning(ctx: Context) -> None:
    """Tell and draft what the steps of today ask for: digests, văn bản đôn đốc, one event."""
    told = _digests(ctx)
    drafted = _urges(ctx)
    if told or drafted:
        difference = {"day": ctx.today.isoformat(), "digests": told, "letters": drafted}
        record(ctx, Act("remind", difference=difference))


def ladder(ctx: Context) -> tuple[LadderStep, ...]:
    """The ladder in force today (dated parameters)."""
    before, overdue, urge, head = (
        int(setting(ctx, f"escalation_{name}", ctx.today))
        for name in ("before_due", "overdue_after", "urge_after", "head_after")
    )
    return (
        LadderStep("before_due", -before, LadderAct.REMIND),
        LadderStep("due", 0, LadderAct.REMIND),
        LadderStep("overdue", overdue, LadderAct.REMIND),
        LadderStep("overdue_urge", urge, LadderAct.DRAFT_URGE),
        LadderStep("overdue_head", head, LadderAct.LIST_FOR_HEAD),
    )


def _questions(ctx: Context) -> Iterator[Any]:
    """One question to the database for each state and step; asked only as far as needed."""
    for window in windows(ctx.today, calendar(ctx), ladder(ctx)):
        for state in queries.RUNNING_STATES:
            if window.step.act is LadderAct.DRAFT_URGE and state not in _AGENCY_STATES:
                continue
            yield lambda limit, state=state, window=window: [
                _taking(one, state, window.step.name, window.step.act.value)
                for one in queries.reaching(
                    ctx.session,
                    state,
                    window.step.name,
                    after=window.after,
                    until=window.until,
                    limit=limit,
                )
            ]
    yield from _update_questions(ctx)


def _update_questions(ctx: Context) -> Iterator[Any]:
    """Status updates that agencies owe since their answers are overdue (R30, R62)."""
    days = calendar(ctx)
    oldest = queries.oldest_due(ctx.session, "in_progress")
    if oldest is None or not days.is_working(ctx.today):
        return
    every = int(setting(ctx, "status_update_every", ctx.today))
    silent = dt.datetime.combine(days.add_working_days(ctx.today, -every), dt.time(), LOCAL_ZONE)
    for number, after, until in status_update_windows(oldest, ctx.today, days, every):
        name = f"{STATUS_UPDATE}:{number}"
        yield lambda limit, name=name, after=after, until=until: [
            _taking(one, "in_progress", name, STATUS_UPDATE)
            for one in queries.owing_updates(
                ctx.session,
                name,
                after=after,
                until=until,
                silent_since=silent.astimezone(dt.UTC),
                limit=limit,
            )
        ]


def _taking(one: Reached, state: str, step: str, act: str) -> Taking:
    return Taking(one, step, act, one.agency_id if state in _AGENCY_STATES else None)


def _take(ctx: Context, one: Taking) -> bool:
    row = {
        "case_id": one.case.case_id,
        "round": one.case.round,
        "clock": one.case.clock,
        "step": one.step,
        "act": one.act,
        "agency_id": one.agency_id,
        "due_on": one.case.due_on,
        "day": ctx.today,
        "taken_at": ctx.now,
    }
    keys = ("case_id", "round", "clock", "step")
    return insert_once(ctx.session, ReminderStep, keys, row, "id") is not None


def _digests(ctx: Context) -> int:
    """One digest a person: an agency's focal people, and the desk's own officers."""
    counts: dict[tuple[int | None, str], list[DayCount]] = {}
    for count in queries.counts_of_day(ctx.session, ctx.today, _TOLD):
        desk = count.agency_id is None
        counts.setdefault(
            (count.agency_id, _DESK_CLOCKS.get(count.clock, "") if desk else ""), []
        ).append(count)
    sent = 0
    for (agency_id, role), found in counts.items():
        if agency_id is not None:
            people = agency_contacts(ctx.session, agency_id, ctx.today)
        elif role:
            people = queries.people_of_role(ctx.session, role, ctx.today)
        else:
            continue
        sent += _send(ctx, people, _digest(ctx, agency_id, found))
    return sent


def _digest(ctx: Context, agency_id: int | None, found: Sequence[DayCount]) -> dict[str, Any]:
    """Counts, and numbers with days; a denunciation is counted, its number stays out (R12)."""
    sorts = {name: sum(one.number for one in found if one.sort == name) for name in _SORTS}
    sealed = sum(one.number for one in found if one.sealed)
    lines = queries.lines_of_day(
        ctx.session,
        ctx.today,
        _TOLD,
        agency_id=agency_id,
        clocks=sorted({one.clock for one in found}),
        limit=LINES_MOST,
    )
    total = sum(sorts.values())
    return {
        "agency": next((line.agency for line in lines), None) or "",
        "on": ctx.today.strftime("%d/%m/%Y"),
        "total": total,
        **sorts,
        "lines": [_line(ctx, line, "co-quan" if agency_id else "thuong-truc") for line in lines],
        "more": total - sealed - len(lines),
        "sealed": sealed,
    }


def _line(ctx: Context, line: Line, audience: str) -> dict[str, Any]:
    return {
        "number": case_number(line.received_on, line.day_seq),
        "due_on": line.due_on.strftime("%d/%m/%Y"),
        "left": calendar(ctx).working_days_between(ctx.today, line.due_on),
        "owes_update": line.act == STATUS_UPDATE,
        "link": f"{ctx.ports.base_url}/{audience}/ho-so/{line.case_id}",
    }


def _send(ctx: Context, people: Iterable[Any], values: Mapping[str, Any]) -> int:
    sent = 0
    for user in people:
        if user.email:
            message = Message(
                notice="reminder_digest",
                key=f"reminder:{user.id}:{ctx.today.isoformat()}",
                address=user.email,
                user_id=user.id,
                values=values,
            )
            sent += notify(ctx, message) is not None
    return sent


def _urges(ctx: Context) -> int:
    """One draft văn bản đôn đốc an agency and day, told to who follows the agency (R33, R45)."""
    since = ctx.today - _URGE_WITHIN
    return sum(
        _urge(
            ctx,
            ctx.session.get_one(Agency, agency_id),
            queries.to_urge(ctx.session, agency_id, since, ctx.today, limit=CASES_MOST),
        )
        for agency_id in queries.agencies_to_urge(ctx.session, since, ctx.today)
    )


def _urge(ctx: Context, agency: Agency, waiting: Sequence[tuple[ReminderStep, Case]]) -> bool:
    watching = followers(ctx.session, agency.id, ctx.today)
    cases = [case for _, case in waiting]
    letter_id = write_draft(
        ctx,
        Drafting(
            kind=LetterKind.URGE,
            key=f"urge:{agency.id}:{ctx.today.isoformat()}",
            agency=agency,
            case_ids=[case.id for case in cases],
            values=urge_values(ctx, cases, followed=bool(watching)),
        ),
    )
    if letter_id is None:
        return False  # today's letter was drafted before; these go into the next day's
    for step, _ in waiting:
        step.letter_id = letter_id
    if not watching:
        log.warning("nobody follows agency %s: letter %d has no copy", agency.slug, letter_id)
    for user in watching:
        if user.email:
            _copy(ctx, agency, letter_id, user, len(cases))
    return True


def _copy(ctx: Context, agency: Agency, letter_id: int, user: User, cases: int) -> None:
    notify(
        ctx,
        Message(
            notice="urge_drafted",
            key=f"urge:{letter_id}:{user.id}",
            address=user.email,
            user_id=user.id,
            values={"agency": agency.name, "cases": cases},
        ),
    )
