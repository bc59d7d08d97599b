"""Migrations: up, down, and a new revision named by its moment."""

import datetime as dt
from pathlib import Path

from alembic import command
from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration; revisions are named by timestamps, so two never collide."""
    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER))
    settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    settings.set_main_option("path_separator", "os")
    return settings


def upgrade(revision: str = "head") -> None:
    """Bring the database up to a revision; needs an application context."""
    command.upgrade(config(), revision)


def downgrade(revision: str) -> None:
    """Take the database down to a revision; needs an application context."""
    command.downgrade(config(), revision)


def new_revision(message: str, now: dt.datetime) -> None:
    """Write a revision with what the models have and the database has not."""
    command.revision(
        config(), message=message, autogenerate=True, rev_id=now.strftime("%Y%m%d%H%M")
    )
