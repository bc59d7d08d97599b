"""What a suggestion says of the whole text: content class, level, partners, what decided."""

import sqlalchemy as sa
from alembic import op

revision = "202611221450"
down_revision = "202611221440"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        "suggestion", sa.Column("reading", sa.JSON(), server_default="{}", nullable=False)
    )


def downgrade():
    op.drop_column("suggestion", "reading")
