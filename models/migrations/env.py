"""Alembic's way in: runs inside the application context that `db upgrade` opened."""

from typing import Any

from alembic import context
from models.base import UtcDateTime, db
from models.tables import metadata


def _include(
    item: Any, name: str | None, kind: str, _reflected: bool, _compared: Any
) -> bool:
    # The search index has parts that only one database knows: FTS5's own tables, tsvector columns.
    if kind == "table" and name and name.startswith("search_fts"):
        return False
    return not (name and name in {"tsv", "public_tsv", "ix_search_doc_tsv", "ix_search_doc_public_tsv"})


def _render(kind: str, item: Any, _context: Any) -> str | bool:
    if kind == "type" and isinstance(item, UtcDateTime):
        return "models.base.UtcDateTime()"
    return False


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _run(connection)
        return
    with db.engine.execution_options(pakn_write=True).connect() as own:
        _run(own)
        own.commit()


def _run(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        include_object=_include,
        compare_type=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
