"""The search index: folded text by case, written by one function, without triggers.

SQLite keeps an external-content FTS5 table beside `search_doc`, PostgreSQL a tsvector column.
Sealed and quarantined cases are never inserted.
"""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class SearchDoc(Base):
    """The folded text of a case, for staff; and of its publication, for everybody."""

    __tablename__ = "search_doc"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    folded: Mapped[str] = mapped_column(Text)
    public_folded: Mapped[str] = mapped_column(Text, default="")


SQLITE_UP = (
    "CREATE VIRTUAL TABLE search_fts USING fts5("
    "folded, public_folded, content='search_doc', content_rowid='case_id',"
    " tokenize='unicode61 remove_diacritics 0')",
    # Rows that are there already (after a step down and up again) are found again.
    "INSERT INTO search_fts(search_fts) VALUES ('rebuild')",
)
SQLITE_DOWN = ("DROP TABLE search_fts",)
POSTGRES_UP = (
    "ALTER TABLE search_doc ADD COLUMN tsv tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED",
    "ALTER TABLE search_doc ADD COLUMN public_tsv tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', public_folded)) STORED",
    "CREATE INDEX ix_search_doc_tsv ON search_doc USING gin (tsv)",
    "CREATE INDEX ix_search_doc_public_tsv ON search_doc USING gin (public_tsv)",
)
POSTGRES_DOWN = (
    "DROP INDEX ix_search_doc_public_tsv",
    "DROP INDEX ix_search_doc_tsv",
    "ALTER TABLE search_doc DROP COLUMN public_tsv",
    "ALTER TABLE search_doc DROP COLUMN tsv",
)
