from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, select
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.reference import Ground
from models.session import read_session, unit_of_work
from models.tables import metadata
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from tests.factories.everyday import EVERYDAY, GROUND, store_rows
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.system import make_system
from tests.models.impossible import IMPOSSIBLE, POSSIBLE, Values

# Everyday rows to which the ones under test refer.
_REFERRED_TO = ("upload", "letter", "answer_draft")


@pytest.fixture(scope="module")
def one_case(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """One filed petition and one person: the rows to which the rows under test refer.

    Shared by the module, since every row under test is taken back.
    """
    system = make_system(tmp_path_factory.mktemp("one"), seeded, REDIS_URL="unix:///nowhere")
    with system.app.app_context():
        person(system, Role.AGENCY_FOCAL, agency="BCA")
        file_one(system)
        with system.acting(SYSTEM) as ctx:
            store_rows(ctx.session, GROUND)
            store_rows(ctx.session, {"assignment": {**GROUND["assignment"], "round": 8}})
            store_rows(ctx.session, {name: EVERYDAY[name] for name in _REFERRED_TO})
        yield system
        db.session.remove()
        db.engine.dispose()


class Undo(Exception):
    """Nothing of a test's row is kept."""


def store(table: str, values: Values) -> None:
    """Store a row as the database itself takes it, and take it back."""
    with unit_of_work() as session:
        session.execute(metadata.tables[table].insert().values(**values))
        raise Undo


def ids() -> Iterator[str]:
    """Names of the impossible rows for the report of the tests."""
    for table, check, change in IMPOSSIBLE:
        yield f"{table}-{check}-{'-'.join(map(str, change.values()))}"


@pytest.mark.parametrize("table", POSSIBLE)
def test_a_possible_row_is_stored(one_case: System, table: str) -> None:
    with pytest.raises(Undo):
        store(table, POSSIBLE[table])


@pytest.mark.parametrize(("table", "check", "change"), IMPOSSIBLE, ids=ids())
def test_an_impossible_row_is_refused(
    one_case: System, table: str, check: str, change: Values
) -> None:
    row = {**POSSIBLE[table], **change}
    if row.get("ground"):
        row["ground"] = read_session().scalars(select(Ground.slug)).first()
    with pytest.raises(IntegrityError, match=rf"ck_{table}_{check}\b"):
        store(table, row)


def test_every_check_has_its_impossible_row() -> None:
    declared = {
        (table.name, str(constraint.name))
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert declared == {(table, f"ck_{table}_{check}") for table, check, _ in IMPOSSIBLE}


@pytest.mark.parametrize(
    ("table", "again"),
    [
        ("petition", {"day_seq": 1}),
        ("cases", {"child_no": 0}),
        ("outbox", {"subject": "case:1"}),
        ("delivery", {"dedup_key": "received:1"}),
    ],
)
def test_what_happens_once_is_stored_once(one_case: System, table: str, again: Values) -> None:
    with pytest.raises(IntegrityError, match=r"UNIQUE|unique"):
        store(table, {**POSSIBLE[table], **again})
