"""search index: FTS5 on SQLite, tsvector columns on PostgreSQL"""

from alembic import op
from models import search

revision = "202611220901"
down_revision = "202611220900"
branch_labels = None
depends_on = None


def upgrade():
    for statement in search.POSTGRES_UP if _postgres() else search.SQLITE_UP:
        op.execute(statement)


def downgrade():
    for statement in search.POSTGRES_DOWN if _postgres() else search.SQLITE_DOWN:
        op.execute(statement)


def _postgres():
    return op.get_bind().dialect.name == "postgresql"
