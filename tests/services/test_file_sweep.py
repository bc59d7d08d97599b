"""What nothing refers to goes after a day; what anything refers to stays."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.intake import StoredFile
from models.tables import metadata
from pakn.composition import System
from pakn.services import file_sweep
from pakn.services.attaching import KeptFile, keep_file, store_file
from pakn.services.context import PETITIONER
from pakn.services.draft_files import attach_to_draft
from pakn.services.drafts import drop_expired, start_draft
from tests.factories import files
from tests.factories.jobs import row_of, run_row, write_row
from tests.factories.reading import fresh
from tests.factories.system import moved_on


@dataclass
class Store:
    """The program, and the files it keeps on the disk."""

    system: System

    def keep(self, content: bytes) -> KeptFile:
        """Keep a file, as old as the clock of the test says."""
        kept = keep_file(self.system.viewing(PETITIONER), "anh.jpg", content)
        moment = self.system.ports.clock.now().timestamp()
        os.utime(self.path(kept), (moment, moment))
        return kept

    def path(self, kept: KeptFile) -> str:
        """Where its bytes lie."""
        name = kept.sha256.hex()
        return str(self.system.settings.instance / "files" / name[:2] / name)

    def on_disk(self) -> int:
        """How many files there are."""
        folder = self.system.settings.instance / "files"
        return sum(1 for path in folder.rglob("*") if path.is_file())

    def rows(self) -> int:
        """How many rows of files there are."""
        return fresh().scalar(select(func.count(StoredFile.id))) or 0

    def sweep(self, **later: float) -> None:
        """Run the job some time later."""
        system = moved_on(self.system, **later)
        run_row(system, write_row(system, "sweep_files"))
        assert row_of("sweep_files").state == "done"


@pytest.fixture
def store(system: System) -> Store:
    """An empty store."""
    return Store(system)


def test_every_reference_to_a_file_is_known() -> None:
    """A table that refers to files and is not named would lose them."""
    named = {f"{column.class_.__tablename__}.{column.key}" for column in file_sweep.REFERENCES}
    referring = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "file" for key in column.foreign_keys)
    }
    assert named == referring


def test_a_file_of_a_form_never_sent_goes_after_a_day(store: Store) -> None:
    store.keep(files.jpeg())
    assert (store.on_disk(), store.rows()) == (1, 0)
    store.sweep(hours=25)
    assert store.on_disk() == 0


def test_a_file_whose_form_may_still_come_stays(store: Store) -> None:
    store.keep(files.jpeg())
    store.sweep(hours=23)
    assert store.on_disk() == 1


def test_what_a_draft_holds_stays(store: Store) -> None:
    kept = store.keep(files.jpeg())
    with store.system.acting(PETITIONER) as ctx:
        attach_to_draft(ctx, start_draft(ctx, {}), [kept])
    store.sweep(days=2)
    assert (store.on_disk(), store.rows()) == (1, 1)


def test_an_expired_draft_leaves_no_file(store: Store) -> None:
    kept = store.keep(files.jpeg())
    with store.system.acting(PETITIONER) as ctx:
        attach_to_draft(ctx, start_draft(ctx, {}), [kept])
    with moved_on(store.system, days=8).acting(PETITIONER) as ctx:
        drop_expired(ctx)
    store.sweep(days=8)
    assert (store.on_disk(), store.rows()) == (0, 0)


def test_a_file_wanted_again_is_young_again(store: Store) -> None:
    kept = store.keep(files.jpeg())
    with store.system.acting(PETITIONER) as ctx:
        first = store_file(ctx, kept)
    tomorrow = moved_on(store.system, hours=30)
    with tomorrow.acting(PETITIONER) as ctx:
        assert store_file(ctx, kept) == first
    Store(tomorrow).keep(files.jpeg())
    store.sweep(hours=40)
    assert (store.on_disk(), store.rows()) == (1, 1)


def test_remains_of_a_crash_go_too(store: Store) -> None:
    kept = store.keep(files.jpeg())
    remains = f"{store.path(kept)[:-64]}.new-abc"
    Path(remains).write_bytes(b"half")
    os.utime(remains, (0, 0))
    store.sweep(hours=1)
    assert store.on_disk() == 1


def test_a_long_table_is_walked_in_portions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_sweep, "PORTION", 2)
    for side in range(41, 46):
        kept = store.keep(files.saved(files.picture(side, side), "PNG"))
        with store.system.acting(PETITIONER) as ctx:
            store_file(ctx, kept)
    assert store.rows() == 5
    store.sweep(days=2)
    assert (store.on_disk(), store.rows()) == (0, 0)
