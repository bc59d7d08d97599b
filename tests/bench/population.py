"""Very many open cases in little time, as if each had been filed and read by the classifier.

The rows are those of `pakn.services.filing.file_petition` and `pakn.services.suggesting`, written
in bulk with ids given out here; numbers, due dates, counters, petitioners and events come from the
services themselves. `test_population` compares both, column by column.
"""

import datetime as dt
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Session

from models.agency import Agency
from models.base import Base
from models.casework import Case
from models.history import Event
from models.intake import IdempotencyKey, Petition
from models.jobs import Outbox
from models.people import Petitioner
from models.search import SearchDoc
from models.suggestions import Suggestion
from models.tables import metadata
from pakn.composition import System
from pakn.rules.deadlines import Due
from pakn.rules.numbering import case_number
from pakn.services.clocks import due_from, explained
from pakn.services.context import PETITIONER, Context
from pakn.services.counts import balance, count
from pakn.services.events import Act, record
from pakn.services.filing import FILED, reserve_numbers
from pakn.services.filing_inputs import Filing
from pakn.services.identity import store_sender
from routing.text import fold
from tests.bench.texts import MODEL, answer_of, filing_of

DAYS = 20
"""The petitions came in over so many days, the last of them yesterday."""

_OPENS = dt.timedelta(hours=1)  # 8 o'clock in Vietnam
_OPEN_FOR = dt.timedelta(hours=9)
_SIGNS = re.compile(r"[\W_]+")

Row = dict[str, Any]
Binding = Callable[[Any], Any]


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
        system: a migrated and seeded program on SQLite, inside its application context; nobody
            else may write meanwhile.
        cases: how many; the same number gives the same petitions.
    """
    began = time.perf_counter()
    first: int | None = None
    midnight = system.ports.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for day, numbers in enumerate(_portions(cases)):
        opens = midnight - dt.timedelta(days=DAYS - day) + _OPENS
        with system.acting(PETITIONER, now=opens) as ctx:
            ids = _Ids.following(ctx.session)
            first = ids.case if first is None else first
            _file_day(ctx, ids, numbers)
    assert first is not None, "at least one case"
    return Filled(first, cases, time.perf_counter() - began)


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
        columns = (Petitioner.id, Petition.id, Case.id, Event.id, Outbox.id)
        return cls(*(int(session.scalar(select(func.max(one))) or 0) + 1 for one in columns))

    def advance(self) -> None:
        """Go on to the next petition's ids."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + 1)


class _Gathering(Session):
    """A session that keeps what services add to it, as rows, and sends nothing anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.gathered: list[Any] = []

    def add(self, instance: object, *_rest: Any, **_named: Any) -> None:
        """Keep an object."""
        self.gathered.append(instance)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """There is nowhere to send anything to."""

    def take_row(self, key: int) -> Row:
        """The only object gathered since the last call, as a row under this id."""
        (one,) = self.gathered
        self.gathered.clear()
        return {**{k: v for k, v in vars(one).items() if k != "_sa_instance_state"}, "id": key}


@dataclass
class _Day:
    """The rows of one day's petitions, table by table in the order in which they are stored."""

    ctx: Context
    due: Due
    due_explained: list[Any]
    agencies: Mapping[str, int]
    gathering: _Gathering = field(default_factory=_Gathering)
    rows: dict[type[Base], list[Row]] = field(
        default_factory=lambda: {
            table: []
            for table in (
                *(Petitioner, Petition, IdempotencyKey),
                *(Case, Event, Suggestion, SearchDoc, Outbox),
            )
        }
    )

    def add(self, ids: _Ids, number: int, day_seq: int, moment: dt.datetime) -> Filing:
        """Add everything about one petition; returns what was filed."""
        filing = filing_of(number)
        request_id = f"bench-{number}"
        ctx = replace(self.ctx, now=moment, session=self.gathering, request_id=request_id)
        store_sender(ctx, filing.sender)
        petition = _petition(ctx, filing, ids, day_seq)
        case = Case(id=ids.case, event_seq=0)
        difference = {
            "petition": ids.petition,
            "channel": filing.channel,
            "kind": filing.kind,
            "clock": "triage",
            "due_on": self.due.day.isoformat(),
        }
        rows = self.rows
        rows[Petitioner].append(self.gathering.take_row(ids.petitioner))
        rows[Petition].append(petition)
        rows[IdempotencyKey].append(_key(filing, petition))
        record(ctx, Act(FILED, to_state="received", difference=difference), case)
        rows[Event].append(self.gathering.take_row(ids.event))
        rows[Case].append(_case(case, petition, self))
        rows[Suggestion].append(_suggestion(ids.case, number, moment, self.agencies))
        rows[SearchDoc].append({"case_id": ids.case, "folded": _searchable(petition)})
        rows[Outbox].append(_done(ids, ctx))
        return filing

    def store(self) -> None:
        """Store all rows and enter the texts into the index."""
        connection = self.ctx.session.connection()
        for model, rows in self.rows.items():
            _insert(connection, metadata.tables[model.__tablename__], rows)
        span = {"first": self.rows[Case][0]["id"], "last": self.rows[Case][-1]["id"]}
        connection.execute(
            text(
                "INSERT INTO search_fts(rowid, folded, public_folded)"
                " SELECT case_id, folded, public_folded FROM search_doc"
                " WHERE case_id BETWEEN :first AND :last"
            ),
            span,
        )


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows column by column: SQLAlchemy's own way costs as much as SQLite itself."""
    names = [column.name for column in table.columns if _is_given(column, rows[0])]
    columns = [_bound(connection, table.columns[name], rows) for name in names]
    statement = insert(table).compile(connection, column_keys=names)
    connection.exec_driver_sql(str(statement), list(zip(*columns, strict=True)))


def _is_given(column: Column[Any], row: Row) -> bool:
    return column.name in row or column.default is not None


def _bound(connection: Connection, column: Column[Any], rows: Sequence[Row]) -> list[Any]:
    """The values of a column as the driver takes them; an object seen just before is bound once."""
    kind: Any = column.type.dialect_impl(connection.dialect)
    bind: Binding = kind.bind_processor(connection.dialect) or (lambda value: value)
    if column.name not in rows[0]:
        return [bind(_default(column))] * len(rows)
    before = rows[0][column.name]
    bound, values = bind(before), []
    for row in rows:
        if row[column.name] is not before:
            before = row[column.name]
            bound = bind(before)
        values.append(bound)
    return values


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg


def _file_day(ctx: Context, ids: _Ids, numbers: range) -> None:
    agencies = dict(ctx.session.execute(select(Agency.slug, Agency.id)).all())
    due = due_from(ctx, "triage_limit_regulation", ctx.today, in_force_on=ctx.today)
    day, counted = _Day(ctx, due, explained(due), agencies), Counter[str]()
    day_seq = reserve_numbers(ctx, ctx.today, len(numbers))
    for place, number in enumerate(numbers):
        moment = ctx.now + _OPEN_FOR * place / len(numbers)
        filing = day.add(ids, number, day_seq + place, moment)
        counted.update(("received", f"received:{filing.channel}", f"received:{filing.kind}"))
        ids.advance()
    day.store()
    balance(ctx, "state", {"received": len(numbers)})
    for name, amount in sorted(counted.items()):
        count(ctx, name, amount=amount)


def _petition(ctx: Context, filing: Filing, ids: _Ids, day_seq: int) -> Row:
    return {
        "id": ids.petition,
        "received_on": ctx.today,
        "day_seq": day_seq,
        "received_at": ctx.now,
        "channel": filing.channel,
        "kind": filing.kind,
        "subject": filing.subject,
        "subject_detail": filing.subject_detail,
        "title": filing.title,
        "content": filing.content,
        "proposal": filing.proposal,
        "content_hash": _content_hash(filing),
        "province_code": filing.province_code,
        "publication": filing.publication,
        "hide_identity": filing.hide_identity,
        "petitioner_id": ids.petitioner,
        "secret_key_version": ctx.ports.keys.version,
    }


def _content_hash(filing: Filing) -> bytes:
    values = {**vars(filing), "sender": vars(filing.sender), "key": "", "received_on": "None"}
    content = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).digest()


def _key(filing: Filing, petition: Row) -> Row:
    return {
        "key": filing.key,
        "content_hash": petition["content_hash"],
        "petition_id": petition["id"],
        "created_at": petition["received_at"],
    }


def _case(case: Case, petition: Row, day: _Day) -> Row:
    return {
        "id": case.id,
        "petition_id": petition["id"],
        "state": "received",
        "version": 2,  # filing stores the case and then the end of its chain
        "clock": "triage",
        "due_on": day.due.day,
        "due_explained": day.due_explained,
        "received_on": petition["received_on"],
        "event_seq": case.event_seq,
        "event_mac": case.event_mac,
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


def _searchable(petition: Row) -> str:
    number = case_number(petition["received_on"], petition["day_seq"])
    parts = (number, petition["title"], petition["content"], petition["proposal"])
    folded = " ".join(map(_searchable_word, "\n".join(parts).split()))
    return " ".join(folded.split())


@lru_cache(maxsize=50_000)
def _searchable_word(word: str) -> str:
    """Folding is slow and the words are few: each is folded once."""
    return _SIGNS.sub(" ", fold(word))


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
