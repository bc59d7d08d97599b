"""Comparing a database's schema with what the models say."""

import re
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from models.tables import metadata


def differences(engine: Engine) -> list[Any]:
    """What Alembic would still change, beside the parts that only one database knows."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    return [one for one in found if not re.search(r"search_fts|\b(public_)?tsv\b|_tsv", repr(one))]


def checks(engine: Engine) -> dict[str, dict[str | None, str]]:
    """Every table's CHECK constraints by name, which Alembic does not compare."""
    inspector = inspect(engine)
    return {
        name: {one["name"]: one["sqltext"] for one in inspector.get_check_constraints(name)}
        for name in metadata.tables
    }
