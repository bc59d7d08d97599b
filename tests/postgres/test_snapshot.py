"""Every row of PostgreSQL out into files and back into an empty database."""

from pathlib import Path

import pytest

from models.base import db
from models.migrate import downgrade, upgrade
from models.session import end_read
from models.snapshot import dump_tables, load_tables, revision_of
from pakn.composition import System
from tests.factories.petitions import file_one
from tests.factories.world import build_world, rows_of_every_table

pytestmark = pytest.mark.postgres


def test_every_row_comes_back_and_ids_go_on(system: System, tmp_path: Path) -> None:
    build_world(system)
    before, revision = rows_of_every_table(), revision_of(db.engine)
    end_read()
    dump_tables(db.engine, tmp_path)
    downgrade("base")
    upgrade(revision)
    load_tables(tmp_path)
    assert rows_of_every_table() == before
    end_read()
    assert file_one(system, key="afterwards").petition_id > len(before["petition"])
