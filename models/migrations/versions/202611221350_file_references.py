"""what refers to a file is found by the file, for the sweep of those that nothing refers to"""

from alembic import op

revision = "202611221350"
down_revision = "202611221345"
branch_labels = None
depends_on = None

_TABLES = (
    "draft_file",
    "petition_file",
    "addition_file",
    "answer_file",
    "paper_entry",
    "upload",
)


def upgrade():
    for table in _TABLES:
        op.create_index(f"ix_{table}_file", table, ["file_id"])


def downgrade():
    for table in _TABLES:
        op.drop_index(f"ix_{table}_file", table_name=table)
