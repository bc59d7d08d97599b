"""`python -m pakn backup FILE` and `restore FILE`: the whole installation as one file and back."""

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, select
from sqlalchemy.engine import make_url

from models.base import db
from models.intake import Petition
from models.jobs import Heartbeat
from models.migrate import downgrade, upgrade
from models.session import close_database, end_read, read_session
from models.snapshot import (
    BrokenSnapshot,
    check_sqlite,
    copy_sqlite,
    dump_tables,
    load_tables,
    revision_of,
)
from pakn.adapters.archive import BadArchive, unpacked, write_archive
from pakn.cli.instances import lock_instance
from pakn.cli.output import CommandFailed, emit, say
from pakn.cli.program import opened, opened_with_reference
from pakn.composition import System
from pakn.services.context import SYSTEM
from pakn.services.restoring import note_backup, note_restored
from pakn.settings import Settings

FORMAT = 1
_ALIVE = dt.timedelta(seconds=120)


def configure(parser: ArgumentParser) -> None:
    """Which of the two is told by the word it was called with."""
    parser.add_argument("file", type=Path, metavar="FILE")
    making = parser.prog.endswith("backup")
    if not making:
        parser.add_argument(
            "--replace", action="store_true", help="thay cơ sở dữ liệu đang có (bản cũ được giữ)"
        )
    parser.set_defaults(act=_backup if making else _restore)


def _backup(arguments: Namespace) -> int:
    target: Path = arguments.file.resolve()
    if target.exists():
        raise CommandFailed(f"Tệp {target} đã có.", f"{target} exists already.")
    with opened_with_reference() as system, _beside(target) as folder:
        with system.acting(SYSTEM) as ctx:
            note_backup(ctx)
        engine, instance = db.engine, system.settings.instance
        about = _about(system, engine)
        _copy_database(system.settings, engine, folder)
        # Files only ever come to be: whatever the copied rows name is there by now.
        parts = {
            "database": folder,
            "files": instance / "files",
            "roots.txt": instance / "roots.txt",
        }
        about["bytes"] = _written(target, parts, about)
    emit({"file": str(target), **about})
    return 0


def _written(target: Path, parts: dict[str, Path], about: dict[str, Any]) -> int:
    try:
        return write_archive(target, parts, about)
    except OSError as error:
        raise CommandFailed(
            f"Không ghi được bản sao lưu ({error.strerror}); không để lại tệp dở dang.",
            f"The backup cannot be written ({error.strerror}); no unfinished file is left.",
        ) from error


def _about(system: System, engine: Engine) -> dict[str, Any]:
    """What the manifest says: enough to refuse a backup that cannot be read here."""
    return {
        "format": FORMAT,
        "made_at": system.ports.clock.now().isoformat(),
        "database": engine.dialect.name,
        "revision": revision_of(engine),
        "key": _fingerprint(system),
    }


def _fingerprint(system: System) -> str:
    """Stands for the root key without telling anything of it: the key itself is never copied."""
    return system.ports.keys.mac("backup", b"", version=1).hex()[:16]


def _copy_database(settings: Settings, engine: Engine, folder: Path) -> None:
    if settings.is_sqlite:
        copy_sqlite(engine, folder / "pakn.db")
    else:
        dump_tables(engine, folder)


def _restore(arguments: Namespace) -> int:
    with opened() as system, _beside(system.settings.instance / "pakn.db") as folder:
        lock = lock_instance(system.settings.instance)
        try:
            with _readable(arguments.file, folder, system) as about:
                _require_at_rest(system)
                _require_free(system, replace=arguments.replace)
                _put_back(system, folder, about)
                upgrade()
                with system.acting(SYSTEM) as ctx:
                    held = note_restored(ctx, dt.datetime.fromisoformat(about["made_at"]))
        finally:
            os.close(lock)
    emit({"restored": about["made_at"], "revision": about["revision"], "held_messages": held})
    if held:
        say(
            f"{held} thư, tin nhắn chờ gửi lúc sao lưu được giữ lại để người quản trị quyết định.\n"
            f"{held} messages that waited in the backup are held for the administrator to decide."
        )
    return 0


@contextlib.contextmanager
def _readable(source: Path, folder: Path, system: System) -> Iterator[dict[str, Any]]:
    """A backup, unpacked, whole, made with this installation's key for this kind of database."""
    try:
        with unpacked(source, folder) as about:
            _require_fitting(about, system)
            if about["database"] == "sqlite":
                check_sqlite(folder / "database" / "pakn.db")
            yield about
    except (BadArchive, BrokenSnapshot) as error:
        raise CommandFailed(
            f"Tệp sao lưu hỏng hoặc không phải của PAKN ({error}). Chưa có gì thay đổi.",
            f"The backup is damaged or not one of PAKN ({error}). Nothing was changed.",
        ) from error


def _require_fitting(about: dict[str, Any], system: System) -> None:
    kind = make_url(system.settings.database_url).get_backend_name()
    if about.get("format") != FORMAT or about.get("database") != kind:
        raise CommandFailed(
            f"Bản sao lưu là của {about.get('database')}, cơ sở dữ liệu ở đây là {kind}.",
            f"The backup is of {about.get('database')}, the database here is {kind}.",
        )
    if about["key"] != _fingerprint(system):
        raise CommandFailed(
            "Khóa ở đây khác khóa của bản sao lưu nên không đọc được dữ liệu cá nhân. Hãy đặt lại "
            "PAKN_SECRET hoặc tệp secret.key của hệ thống cũ.",
            "The key here is not the backup's, so personal data could not be read. Set PAKN_SECRET "
            "or bring back the old secret.key.",
        )


def _require_at_rest(system: System) -> None:
    """Programs on other hosts cannot be locked out by a file; their sign of life is asked for."""
    if not inspect(db.engine).has_table("heartbeat"):
        return
    seen = read_session().scalars(select(Heartbeat.seen_at)).all()
    end_read()
    if any(system.ports.clock.now() - moment < _ALIVE for moment in seen):
        raise CommandFailed(
            "Hệ thống vừa còn chạy trên cơ sở dữ liệu này. Hãy dừng mọi tiến trình, đợi hai phút.",
            "The system was running on this database just now. Stop it everywhere, wait 2 minutes.",
        )


def _require_free(system: System, *, replace: bool) -> None:
    used = inspect(db.engine).has_table("petition") and (
        read_session().scalar(select(Petition.id).limit(1)) is not None
    )
    end_read()
    if used and not replace:
        raise CommandFailed(
            "Cơ sở dữ liệu ở đây đã có phản ánh, kiến nghị. Dùng --replace nếu thật sự muốn thay.",
            "The database here holds petitions. Use --replace if it is really to be replaced.",
        )


def _put_back(system: System, folder: Path, about: dict[str, Any]) -> None:
    settings, stamp = system.settings, system.ports.clock.now().strftime("%Y%m%d%H%M%S")
    if settings.is_sqlite:
        _put_file(Path(str(make_url(settings.database_url).database)), folder, stamp)
    else:
        if inspect(db.engine).has_table("alembic_version"):
            downgrade("base")
        upgrade(about["revision"])
        load_tables(folder / "database")
    for one in (folder / "files").rglob("*"):
        if one.is_file():
            system.ports.files.put(one.read_bytes())
    _put_roots(settings.instance / "roots.txt", folder / "roots.txt", stamp)


def _put_file(path: Path, folder: Path, stamp: str) -> None:
    """Exchange the database file; the old one stays beside it under another name."""
    close_database()
    if path.exists():
        path.rename(path.with_name(f"{path.name}.before-{stamp}"))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    (folder / "database" / "pakn.db").rename(path)


def _put_roots(path: Path, restored: Path, stamp: str) -> None:
    """The roots of the restored history; later ones speak of events that are lost."""
    if path.exists():
        path.rename(path.with_name(f"{path.name}.before-{stamp}"))
    if restored.exists():
        shutil.copyfile(restored, path)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A temporary folder on the disk where the result will be, so that renaming is enough."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".pakn-") as folder:
            yield Path(folder)
    except OSError as error:
        raise CommandFailed(
            f"Không ghi được vào {path.parent} ({error.strerror}).",
            f"Cannot write to {path.parent} ({error.strerror}).",
        ) from error
