"""Very many open cases in little time, as if each had been filed and read by the classifier.

The rows are those of `pakn.services.filing.file_petition` and `pakn.services.suggesting`, written
in bulk with ids given out here; numbers, due dates, counters, petitioners and events come from the
services themselves. `test_population` compares both, column by column.
"""

import datetime as dt
import itertools
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.base import Base
from models.casework import Case
from models.history import Event
from models.intake import DayNumber, IdempotencyKey, Petition
from models.jobs import Outbox
from models.people import Petitioner, PetitionerDetail
from models.prepared import insert_rows
from models.search import SearchDoc
from models.session import close_database, end_read, read_session
from models.suggestions import Suggestion
from pakn.composition import System
from pakn.rules.local_time import local_date
from pakn.services.clocks import due_from
from pakn.services.context import PETITIONER, Context
from pakn.services.counts import balance, count
from pakn.services.events import Link, event_row
from pakn.services.filing import reserve_numbers
from pakn.services.filing_inputs import Filing
from pakn.services.filing_plan import (
    FilingPlan,
    new_case,
    petition_row,
    planned,
    searchable_with_number,
)
from pakn.services.transition import opened, opening_act
from tests.bench.bulk import COUNTED, ahead, bulk, enter_texts, go_on_counting
from tests.bench.texts import MODEL, answer_of, filing_of

DAYS = 20
"""The petitions came in over so many days, the last of them yesterday."""

_OPENS = dt.timedelta(hours=1)  # 8 o'clock in Vietnam
_OPEN_FOR = dt.timedelta(hours=9)

_AT_ONCE = 500
_MAKERS = 2

TABLES: tuple[type[Base], ...] = (
    *(Petitioner, PetitionerDetail, Petition, IdempotencyKey),
    *(Case, Event, Suggestion, SearchDoc, Outbox),
)
"""In the order in which a row finds the rows that it refers to."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """What was made: cases with the ids `first` … `first + cases - 1`, in so many seconds."""

    first: int
    cases: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Cases made in a second."""
        return self.cases / self.seconds


@dataclass(frozen=True)
class _Day:
    """A day's petitions: when the first comes in, their numbers, the first one's case number."""

    opens: dt.datetime
    numbers: range
    day_seq: int

    def portions(self) -> Sequence[range]:
        """Their places in the day, so many at once."""
        last = len(self.numbers)
        return [range(at, min(at + _AT_ONCE, last)) for at in range(0, last, _AT_ONCE)]


def fill(system: System, cases: int) -> Filled:
    """Add open cases that wait for triage, each with a suggestion.

    Args:
        system: a migrated and seeded program, inside its application context; nobody else may
            write meanwhile.
        cases: how many; the same number gives the same petitions.
    """
    began = time.perf_counter()
    with bulk():
        first = _file_all(system, cases)
    return Filled(first, cases, time.perf_counter() - began)


def _file_all(system: System, cases: int) -> int:
    """File them day by day; returns the first one's id."""
    days = _days(system, cases)
    ids = _Ids.following(read_session())
    first = ids.case
    close_database()
    made = ahead(*(partial(_made, system, ids, days, maker) for maker in range(_MAKERS)))
    for day in days:
        with system.acting(PETITIONER, now=day.opens) as ctx:
            _file_day(ctx, day, made)
    assert next(made, None) is None, "every portion is stored"
    return first


def _days(system: System, cases: int) -> Sequence[_Day]:
    """Which petitions come in on which day; days without any are left out."""
    midnight = system.ports.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    days = []
    for place in range(DAYS):
        numbers = range(cases * place // DAYS, cases * (place + 1) // DAYS)
        opens = midnight - dt.timedelta(days=DAYS - place) + _OPENS
        given_out = read_session().get(DayNumber, local_date(opens))
        if numbers:
            days.append(_Day(opens, numbers, given_out.last + 1 if given_out else 1))
    return days


@dataclass
class _Ids:
    """The next ids of the tables that count theirs."""

    petitioner: int
    petition: int
    case: int
    event: int
    outbox: int

    @classmethod
    def following(cls, session: Session) -> "_Ids":
        """The ids that follow the highest ones."""
        return cls(*(int(session.scalar(select(func.max(one.id))) or 0) + 1 for one in COUNTED))

    def advance(self, petitions: int = 1) -> None:
        """Go on to the ids of the next petition, or of a later one."""
        self.petitioner += petitions
        self.petition += petitions
        self.case += petitions
        self.event += petitions
        self.outbox += petitions


@dataclass
class _Made:
    """Rows of some petitions, table by table, and what the day's counters count of them."""

    rows: dict[type[Base], list[Row]] = field(
        default_factory=lambda: {table: [] for table in TABLES}
    )
    counted: Counter[str] = field(default_factory=Counter)

    def add(self, ctx: Context, plan: FilingPlan, ids: _Ids, day_seq: int) -> None:
        """Add everything about one petition."""
        assert plan.reached is None, "mail would be more rows"
        petition = {"id": ids.petition, **petition_row(ctx, plan, day_seq, ids.petitioner)}
        new = new_case(plan, ids.petition)
        event = event_row(ctx, opening_act(new), ids.case, Link(1, b""))
        chained = {"event_seq": 1, "event_mac": event["mac"]}
        folded = searchable_with_number(plan, day_seq)
        rows = self.rows
        rows[Petitioner].append({"id": ids.petitioner, **plan.petitioner})
        if plan.detail is not None:
            rows[PetitionerDetail].append({"petitioner_id": ids.petitioner, **plan.detail})
        rows[Petition].append(petition)
        rows[IdempotencyKey].append(_key(plan.filing, petition))
        rows[Event].append({"id": ids.event, **event})
        rows[Case].append({"id": ids.case, **opened(new), **chained})
        rows[SearchDoc].append({"case_id": ids.case, "folded": folded})
        rows[Outbox].append(_done(ids, ctx))
        filing = plan.filing
        self.counted.update(("received", f"received:{filing.channel}", f"received:{filing.kind}"))


def _made(system: System, ids: _Ids, days: Sequence[_Day], maker: int) -> Iterator[_Made]:
    """The rows of this maker's share of the portions; making takes longer than storing."""
    turns = itertools.cycle(range(_MAKERS))
    for day in days:
        now = replace(system.viewing(PETITIONER), now=day.opens)
        agencies = dict(now.session.execute(select(Agency.slug, Agency.id)).all())
        due = due_from(now, "triage_limit_regulation", now.today, in_force_on=now.today)
        for portion in day.portions():
            if next(turns) != maker:
                ids.advance(len(portion))
                continue
            made = _Made()
            for place in portion:
                number = day.numbers[place]
                moment = day.opens + _OPEN_FOR * place / len(day.numbers)
                ctx = replace(now, now=moment, request_id=f"bench-{number}")
                made.add(ctx, planned(ctx, filing_of(number), due), ids, day.day_seq + place)
                said = _suggestion(ids.case, number, moment, agencies)
                made.rows[Suggestion].append(said)
                ids.advance()
            end_read()  # an old reader keeps SQLite from tidying up what is stored meanwhile
            yield made


def _file_day(ctx: Context, day: _Day, made: Iterator[_Made]) -> None:
    """Store a day's portions, and count them as its acts would have."""
    assert reserve_numbers(ctx, ctx.today, len(day.numbers)) == day.day_seq
    counted = Counter[str]()
    for portion in itertools.islice(made, len(day.portions())):
        for table, rows in portion.rows.items():
            insert_rows(ctx.session, table, rows)
        enter_texts(ctx.session, [row["case_id"] for row in portion.rows[SearchDoc]])
        counted += portion.counted
    go_on_counting(ctx.session)
    balance(ctx, "state", {"received": len(day.numbers)})
    for name, amount in sorted(counted.items()):
        count(ctx, name, amount=amount)


def _key(filing: Filing, petition: Row) -> Row:
    return {
        "key": filing.key,
        "content_hash": petition["content_hash"],
        "petition_id": petition["id"],
        "created_at": petition["received_at"],
    }


def _suggestion(case_id: int, number: int, moment: dt.datetime, agencies: Mapping[str, int]) -> Row:
    said = answer_of(number)
    top = said["candidates"][0]
    return {
        "case_id": case_id,
        "model_version": MODEL,
        "legal_kind": said["kind"],
        "candidates": said["candidates"],
        "top_agency_id": agencies[top["agency"]],
        "top_probability": top["probability"],
        "abstain": said["abstain"],
        "made_at": moment,
    }


def _done(ids: _Ids, ctx: Context) -> Row:
    """The outbox row of asking the classifier, which has been done."""
    return {
        "id": ids.outbox,
        "kind": "suggest",
        "subject": f"case:{ids.case}",
        "round": 0,
        "case_id": ids.case,
        "state": "done",
        "attempt": 1,
        "run_at": ctx.now,
        "request_id": ctx.request_id,
        "created_at": ctx.now,
        "finished_at": ctx.now,
    }
