import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from models.base import db
from models.migrate import config, downgrade, upgrade
from models.queries.searches import search
from models.session import end_read, read_session
from models.tables import metadata
from pakn.composition import System
from tests.factories.everyday import EVERYDAY
from tests.factories.petitions import file_one
from tests.factories.schema import checks, differences
from tests.factories.world import build_world, rows_of_every_table


@pytest.fixture
def declared(tmp_path: Path) -> Iterator[Engine]:
    """A database made from the models instead of the migrations."""
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_the_revisions_are_one_line_named_by_their_moments() -> None:
    script = ScriptDirectory.from_config(config())
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert len(script.get_heads()) == len(script.get_bases()) == 1
    assert all(re.fullmatch(r"20\d{10}", revision) for revision in revisions)
    assert revisions == sorted(revisions, reverse=True)


def test_the_models_are_what_the_migrations_made(system: System) -> None:
    assert differences(db.engine) == []


def test_the_comparison_does_notice_a_difference(system: System) -> None:
    with db.engine.connect() as connection:
        connection.execute(text("ALTER TABLE heartbeat ADD COLUMN colour VARCHAR(9)"))
        connection.commit()
    assert len(differences(db.engine)) == 1


@pytest.mark.sqlite  # tests/postgres asks the same of a server
def test_the_checks_are_those_of_the_models(system: System, declared: Engine) -> None:
    assert checks(db.engine) == checks(declared)


def test_the_world_has_something_in_every_table(system: System) -> None:
    build_world(system)
    assert [name for name, rows in rows_of_every_table().items() if not rows] == []


# Rows of tables newer than the first step, and names that seeding makes again from other tables.
MADE_ANEW = (*EVERYDAY, "place_name")


def test_one_step_down_and_up_again_keeps_every_row_it_knew(system: System) -> None:
    build_world(system)
    before = rows_of_every_table(leave_out=MADE_ANEW)
    found_before = search(read_session(), "giay phep lai xe", public=False)
    end_read()
    downgrade("-1")
    upgrade()
    assert rows_of_every_table(leave_out=MADE_ANEW) == before
    assert differences(db.engine) == []
    assert search(read_session(), "giay phep lai xe", public=False) == found_before != []
    file_one(system)


def test_down_to_nothing_and_up_again(system: System) -> None:
    build_world(system)
    end_read()
    downgrade("base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert differences(db.engine) == []
    assert not any(rows_of_every_table().values())
