"""Very many open cases in little time, as if each had been filed and read by the classifier.

The rows are those of `pakn.services.filing.file_petition` and `pakn.services.suggesting`, written
in bulk with ids given out here; numbers, due dates, counters, petitioners and events come from the
services themselves. `test_population` compares both, column by column.
"""

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.base import Base
from models.casework import Case
from models.history import Event
from models.intake import IdempotencyKey, Petition
from models.jobs import Outbox
from models.people import Petitioner, PetitionerDetail
from models.prepared import insert_rows
from models.search import SearchDoc
from models.suggestions import Suggestion
from pakn.composition import System
from pakn.rules.deadlines import Due
from pakn.services.clocks import due_from
from pakn.services.context import PETITIONER, Context
from pakn.services.counts import balance, count
from pakn.services.events import Link, event_row
from pakn.services.filing import reserve_numbers
from pakn.services.filing_inputs import Filing
from pakn.services.filing_plan import (
    new_case,
    petition_row,
    planned,
    searchable_with_number,
)
from pakn.services.transition import opened, opening_act
from tests.bench.bulk import COUNTED, bulk, enter_texts, go_on_counting
from tests.bench.texts import MODEL, answer_of, filing_of

DAYS = 20
"""The petitions came in over so many days, the last of them yesterday."""

_OPENS = dt.timedelta(hours=1)  # 8 o'clock in Vietnam
_OPEN_FOR = dt.timedelta(hours=9)

_AT_ONCE = 500

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
    first: int | None = None
    midnight = system.ports.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for day, numbers in enumerate(_portions(cases)):
        opens = midnight - dt.timedelta(days=DAYS - day) + _OPENS
        with system.acting(PETITIONER, now=opens) as ctx:
            ids = _Ids.following(ctx.session)
            first = ids.case if first is None else first
            _file_day(ctx, ids, numbers)
    assert first is not None, "at least one case"
    return first


def _portions(cases: int) -> Iterator[range]:
    """The numbers of the petitions of each day."""
    begins = 0
    for day in range(DAYS):
        ends = cases * (day + 1) // DAYS
        if ends > begins:
            yield range(begins, ends)
        begins = ends


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

    def advance(self) -> None:
        """Go on to the next petition's ids."""
        self.petitioner += 1
        self.petition += 1
        self.case += 1
        self.event += 1
        self.outbox += 1


@dataclass
class _Rows:
    """Rows of some petitions, table by table in the order in which they are stored."""

    ctx: Context
    due: Due
    agencies: Mapping[str, int]
    rows: dict[type[Base], list[Row]] = field(
        default_factory=lambda: {table: [] for table in TABLES}
    )

    def add(self, ids: _Ids, number: int, day_seq: int, moment: dt.datetime) -> Filing:
        """Add everything about one petition; returns what was filed."""
        ctx = replace(self.ctx, now=moment, request_id=f"bench-{number}")
        plan = planned(ctx, filing_of(number), self.due)
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
        rows[Suggestion].append(_suggestion(ids.case, number, moment, self.agencies))
        rows[SearchDoc].append({"case_id": ids.case, "folded": folded})
        rows[Outbox].append(_done(ids, ctx))
        return plan.filing

    def store(self) -> None:
        """Store all rows, enter the texts into the index, and begin anew."""
        for table, rows in self.rows.items():
            insert_rows(self.ctx.session, table, rows)
        enter_texts(self.ctx.session, [row["case_id"] for row in self.rows[SearchDoc]])
        for rows in self.rows.values():
            rows.clear()


def _file_day(ctx: Context, ids: _Ids, numbers: range) -> None:
    agencies = dict(ctx.session.execute(select(Agency.slug, Agency.id)).all())
    due = due_from(ctx, "triage_limit_regulation", ctx.today, in_force_on=ctx.today)
    made, counted = _Rows(ctx, due, agencies), Counter[str]()
    day_seq = reserve_numbers(ctx, ctx.today, len(numbers))
    for place, number in enumerate(numbers):
        moment = ctx.now + _OPEN_FOR * place / len(numbers)
        filing = made.add(ids, number, day_seq + place, moment)
        counted.update(("received", f"received:{filing.channel}", f"received:{filing.kind}"))
        ids.advance()
        if place % _AT_ONCE == _AT_ONCE - 1:
            made.store()
    made.store()
    go_on_counting(ctx.session)
    balance(ctx, "state", {"received": len(numbers)})
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
        "reading": {},
        "top_agency_id": agencies[top["agency"]],
        "top_probability": top["probability"],
        "abstain": said["abstain"],
        "reading": {},
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
