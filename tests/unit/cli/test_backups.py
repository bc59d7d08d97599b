import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from models.base import db
from models.session import close_database
from models.snapshot import copy_sqlite
from pakn.cli.instances import lock_instance
from pakn.composition import System, build
from pakn.services.context import PETITIONER, SYSTEM
from pakn.services.filing import file_petition
from pakn.services.scheduling import beat
from pakn.settings import from_environment
from tests.factories.petitions import file_one, filing
from tests.factories.world import rows_of_every_table
from tests.unit.cli.conftest import CommandLine

# `tests/postgres/test_snapshot.py` asks the same of a server.
pytestmark = pytest.mark.sqlite

# What the two acts themselves change.
OWN_TRACES = ("event", "chain_head", "delivery", "day_number")


@contextmanager
def program() -> Iterator[System]:
    system = build(from_environment())
    with system.app.app_context():
        yield system
        close_database()


def filled(pakn: CommandLine) -> bytes:
    """A petition with a mail that waits, and a file; gives the file's digest."""
    with program() as system:
        file_one(system)
        return system.ports.files.put(b"a file that came with it")


def rows() -> dict[str, object]:
    with program():
        return dict(rows_of_every_table(leave_out=OWN_TRACES))


@pytest.fixture
def saved(pakn: CommandLine, tmp_path: Path) -> Path:
    filled(pakn)
    target = tmp_path / "luu.pakn"
    outcome = pakn("backup", str(target))
    assert outcome.status == 0, outcome.err
    assert outcome.json["bytes"] == target.stat().st_size > 10_000
    assert (outcome.json["database"], outcome.json["format"]) == ("sqlite", 1)
    return target


def to_an_empty_place(pakn: CommandLine, instance: Path) -> None:
    instance.mkdir()
    pakn.set(PAKN_INSTANCE=str(instance))


def test_everything_comes_back_on_another_machine(
    pakn: CommandLine, saved: Path, tmp_path: Path
) -> None:
    before = rows()
    to_an_empty_place(pakn, tmp_path / "other")
    outcome = pakn("restore", str(saved))
    assert outcome.status == 0, outcome.err
    assert rows() == before
    assert pakn("audit", "verify").json["broken"] is None
    with program() as system:
        digest = system.ports.files.put(b"a file that came with it")
        kept = tmp_path / "other" / "files" / digest.hex()[:2] / digest.hex()
        assert kept.read_bytes() == b"a file that came with it"


def test_what_waited_to_be_sent_is_held_back_and_not_sent_twice(
    pakn: CommandLine, saved: Path, tmp_path: Path
) -> None:
    to_an_empty_place(pakn, tmp_path / "other")
    outcome = pakn("restore", str(saved))
    assert outcome.json["held_messages"] == 1
    assert "giữ lại" in outcome.err
    with closing(sqlite3.connect(tmp_path / "other" / "pakn.db")) as database:
        assert database.execute("SELECT state FROM delivery").fetchall() == [("uncertain",)]


def test_receipts_given_after_the_backup_never_meet_another_petition(
    pakn: CommandLine, saved: Path
) -> None:
    with program() as system:
        lost = file_one(system, key="after the backup").number
    assert pakn("restore", str(saved), "--replace").status == 0
    with program() as system:
        assert file_one(system, key="after the restore").number > lost


def test_a_database_in_use_is_not_replaced_unasked_and_then_kept(
    pakn: CommandLine, saved: Path
) -> None:
    with program() as system:
        file_one(system, key="another")
    refused = pakn("restore", str(saved))
    assert refused.status == 1
    assert "--replace" in refused.err
    assert pakn("restore", str(saved), "--replace").status == 0
    with closing(sqlite3.connect(pakn.instance / "pakn.db")) as database:
        assert database.execute("SELECT count(*) FROM petition").fetchone() == (1,)
    (old,) = pakn.instance.glob("pakn.db.before-*")
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("SELECT count(*) FROM petition").fetchone() == (2,)


def test_another_key_is_refused_before_anything_changes(
    pakn: CommandLine, saved: Path, tmp_path: Path
) -> None:
    to_an_empty_place(pakn, tmp_path / "other")
    pakn.set(PAKN_SECRET="a secret of quite another installation")
    outcome = pakn("restore", str(saved))
    assert outcome.status == 1
    assert "PAKN_SECRET" in outcome.err
    assert not (tmp_path / "other" / "pakn.db").exists()


@pytest.mark.parametrize("harm", ["cut", "byte", "bytes", "text", "empty"])
def test_a_damaged_backup_is_refused(pakn: CommandLine, saved: Path, harm: str) -> None:
    content = bytearray(saved.read_bytes())
    match harm:
        case "cut":
            del content[len(content) // 2 :]
        case "byte":
            content[len(content) // 2] ^= 0xFF
        case "bytes":  # no decompressor makes sense of these
            content[len(content) // 2 : len(content) // 2 + 400] = b"\xff" * 400
        case "text":
            content[:] = b"no archive at all"
        case _:
            content.clear()
    saved.write_bytes(content)
    before = (pakn.instance / "pakn.db").read_bytes()
    outcome = pakn("restore", str(saved), "--replace")
    assert outcome.status == 1
    assert "Chưa có gì thay đổi" in outcome.err
    assert (pakn.instance / "pakn.db").read_bytes() == before


def test_an_existing_file_is_not_overwritten(pakn: CommandLine, saved: Path) -> None:
    before = saved.read_bytes()
    assert pakn("backup", str(saved)).status == 1
    assert saved.read_bytes() == before


def test_a_place_that_cannot_be_written_leaves_nothing(pakn: CommandLine) -> None:
    outcome = pakn("backup", "/proc/luu.pakn")
    assert outcome.status == 1
    assert "Không ghi được" in outcome.err


def test_nothing_is_restored_under_a_running_system(pakn: CommandLine, saved: Path) -> None:
    lock = lock_instance(pakn.instance)
    try:
        assert pakn("restore", str(saved), "--replace").status == 1
    finally:
        os.close(lock)
    with program() as system, system.acting(SYSTEM) as ctx:
        beat(ctx, "tick", "1")
    outcome = pakn("restore", str(saved), "--replace")
    assert outcome.status == 1
    assert "đợi hai phút" in outcome.err


def test_the_copy_holds_what_is_committed_and_nothing_of_an_open_act(
    pakn: CommandLine, tmp_path: Path
) -> None:
    with program() as system:
        file_one(system, key="committed")
        with system.acting(PETITIONER) as ctx:
            file_petition(ctx, filing(key="open"))
            copy_sqlite(db.engine, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as database:
        assert database.execute("SELECT key FROM idempotency_key").fetchall() == [("committed",)]
