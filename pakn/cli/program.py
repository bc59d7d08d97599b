"""Opening the program for a command: settings, composition, database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.engine import make_url

from models.agency import Agency
from models.session import close_database, read_session
from pakn.cli.output import CommandFailed
from pakn.composition import System, build
from pakn.settings import from_environment


@contextmanager
def opened() -> Iterator[System]:
    """The composed program inside an application context, whatever the database holds."""
    system = build(from_environment())
    with system.app.app_context():
        try:
            yield system
        finally:
            close_database()


@contextmanager
def opened_with_reference() -> Iterator[System]:
    """The program with a migrated and seeded database.

    Raises:
        CommandFailed: the database is missing, not migrated or not seeded.
    """
    with opened() as system:
        _require_reference(system.settings.database_url)
        yield system


def _require_reference(url: str) -> None:
    if _is_missing(url) or not inspect(read_session().get_bind()).has_table("agency"):
        raise CommandFailed(
            "Chưa có cơ sở dữ liệu. Hãy chạy: python -m pakn db upgrade, rồi db seed.",
            "There is no migrated database. Run: python -m pakn db upgrade, then db seed.",
        )
    if read_session().scalar(select(Agency.id).limit(1)) is None:
        raise CommandFailed(
            "Cơ sở dữ liệu chưa có danh mục. Hãy chạy: python -m pakn db seed.",
            "The database holds no reference data. Run: python -m pakn db seed.",
        )


def _is_missing(url: str) -> bool:
    """Whether an SQLite file is not there; asking SQLite itself would create it."""
    address = make_url(url)
    file = address.database
    return address.get_backend_name() == "sqlite" and bool(file) and not Path(str(file)).exists()
