from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.migrate import downgrade, upgrade
from models.queries.searches import search
from models.session import end_read, unit_of_work
from models.tables import metadata
from pakn.composition import System
from pakn.rules.states import Role
from tests.factories.everyday import EVERYDAY
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.schema import checks, differences
from tests.factories.world import build_world, rows_of_every_table
from tests.models.impossible import IMPOSSIBLE, POSSIBLE, Values
from tests.postgres.server import Server

pytestmark = pytest.mark.postgres


@pytest.fixture
def declared(server: Server) -> Iterator[Engine]:
    """A database made from the models instead of the migrations."""
    engine = create_engine(server.create("declared"))
    metadata.create_all(engine)
    yield engine
    engine.dispose()
    server.drop("declared")


def test_the_tests_do_run_on_postgresql(system: System) -> None:
    assert db.engine.dialect.name == "postgresql"


def test_the_models_are_what_the_migrations_made(system: System) -> None:
    assert differences(db.engine) == []


def test_the_checks_are_those_of_the_models(system: System, declared: Engine) -> None:
    assert checks(db.engine) == checks(declared)


def test_one_step_down_and_up_again_keeps_every_row_it_knew(system: System) -> None:
    build_world(system)
    before = rows_of_every_table(leave_out=tuple(EVERYDAY))
    assert [name for name, rows in before.items() if not rows] == []
    found_before = search(fresh(), "giay phep lai xe", public=False)
    end_read()
    downgrade("-1")
    upgrade()
    assert rows_of_every_table(leave_out=tuple(EVERYDAY)) == before
    assert differences(db.engine) == []
    assert search(fresh(), "giay phep lai xe", public=False) == found_before != []
    file_one(system)


def test_down_to_nothing_and_up_again(system: System) -> None:
    build_world(system)
    end_read()
    downgrade("base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert differences(db.engine) == []
    assert not any(rows_of_every_table().values())


def test_impossible_rows_are_refused(system: System) -> None:
    person(system, Role.AGENCY_FOCAL, agency="BCA")
    file_one(system)
    for table, check, change in IMPOSSIBLE:
        with pytest.raises(IntegrityError, match=rf"ck_{table}_{check}\b"):
            store(table, {**POSSIBLE[table], **change})


def store(table: str, values: Values) -> None:
    """Store a row as the database itself takes it."""
    with unit_of_work() as session:
        session.execute(metadata.tables[table].insert().values(**values))
