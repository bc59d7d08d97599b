"""The population is what the services would have made of the same petitions."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from models.casework import Case
from models.dialect import is_postgres
from models.intake import Petition
from models.jobs import Outbox
from models.queries.searches import search
from models.tables import metadata
from pakn.composition import System
from pakn.services.context import PETITIONER, SYSTEM
from pakn.services.filing import file_petition
from pakn.services.history import verify
from pakn.services.outbox import claim, finish
from pakn.services.suggesting import Said, store_suggestions
from routing.text import fold
from tests.bench.population import Filled, fill
from tests.bench.texts import (
    ABSENT_WORDS,
    COMMON_WORDS,
    MODEL,
    RARE_EVERY,
    RARE_WORDS,
    answer_of,
    filing_of,
)
from tests.factories.reading import fresh
from tests.factories.system import make_system

pytestmark = pytest.mark.bench

CASES = 2_000
ENCRYPTED = {
    *(("petitioner", name) for name in ("name", "address", "phone", "email")),
    *(("petitioner_detail", name) for name in ("tax_code", "helper_name", "helper_phone")),
}
_INDEX = {
    "sqlite": "SELECT rowid, * FROM search_fts ORDER BY rowid",
    "postgresql": "SELECT case_id, tsv, public_tsv FROM search_doc ORDER BY case_id",
}
_LEASE = dt.timedelta(minutes=1)


def test_it_is_what_filing_makes(instance: Path, seeded: Path) -> None:
    in_bulk = make_system(instance / "bulk", seeded)
    with in_bulk.app.app_context():
        filled = fill(in_bulk, CASES)
        made, moments = everything(in_bulk), _moments(filled)
    one_by_one = make_system(instance / "single", seeded)
    with one_by_one.app.app_context():
        for number, moment in enumerate(moments):
            _file(one_by_one, number, moment)
        expected = everything(one_by_one)
    assert len(made["cases"]) == CASES
    for name, rows in expected.items():
        assert made[name] == rows, name


def test_its_history_and_its_index_are_whole(system: System) -> None:
    filled = fill(system, CASES)
    found = verify(system.viewing(SYSTEM))
    assert (found.events, found.chains, found.broken) == (CASES + 1, CASES + 1, None)
    with system.acting(SYSTEM) as ctx:
        if not is_postgres(ctx.session):
            # FTS5 itself compares its words with search_doc, and fails where they differ.
            ctx.session.execute(
                text("INSERT INTO search_fts(search_fts, rank) VALUES ('integrity-check', 1)")
            )
    assert _found(COMMON_WORDS) == list(range(filled.first, filled.first + CASES))
    assert _found(RARE_WORDS) == [filled.first + place for place in range(0, CASES, RARE_EVERY)]
    assert _found(ABSENT_WORDS) == []


def test_it_goes_on_where_something_is(system: System) -> None:
    fill(system, CASES)
    _file(system, CASES, system.ports.clock.now())
    last = fresh().scalars(select(Case.id).order_by(Case.id.desc())).first()
    assert last == CASES + 1
    assert verify(system.viewing(SYSTEM)).broken is None


def everything(system: System) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table and of the index by column; encrypted values in the clear."""
    session, keys = fresh(), system.ports.keys
    found: dict[str, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        rows = session.execute(table.select().order_by(*table.primary_key)).mappings()
        found[table.name] = [dict(row) for row in rows]
        for row in found[table.name]:
            for name in row:
                if (table.name, name) in ENCRYPTED and row[name] is not None:
                    row[name] = keys.decrypt(row[name])
    index = session.execute(text(_INDEX[session.get_bind().dialect.name])).mappings()
    return {**found, "index": [dict(row) for row in index]}


def _moments(filled: Filled) -> list[dt.datetime]:
    query = select(Petition.received_at).order_by(Petition.id)
    moments = list(fresh().scalars(query))
    assert len(moments) == filled.cases
    return moments


def _file(system: System, number: int, moment: dt.datetime) -> None:
    """File one petition, have it read by a classifier, and finish the job."""
    with system.acting(PETITIONER, now=moment, request_id=f"bench-{number}") as ctx:
        receipt = file_petition(ctx, filing_of(number))
        store_suggestions(ctx, [Said(receipt.case_id, MODEL, answer_of(number))])
        ids = ctx.session.scalars(select(Outbox.id).where(Outbox.case_id == receipt.case_id)).all()
        for row in claim(ctx.session, ids, now=moment, lease=_LEASE, by="test"):
            finish(row, now=moment)


def _found(words: str) -> list[int]:
    return sorted(search(fresh(), fold(words), public=False, limit=CASES + 1))
