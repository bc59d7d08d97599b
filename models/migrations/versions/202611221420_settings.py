"""who set a parameter and when; which ground stands for which; grounds found by their use"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = "202611221420"
down_revision = "202611221350"
branch_labels = None
depends_on = None

_USED = sa.text("ground IS NOT NULL")


def upgrade():
    op.add_column("parameter", sa.Column("set_by_id", sa.Integer(), nullable=True, comment="a user"))
    op.add_column("parameter", sa.Column("set_at", models.base.UtcDateTime(), nullable=True))
    op.add_column(
        "ground",
        sa.Column("replaced_by", sa.String(length=40), nullable=True, comment="a ground"),
    )
    for table in ("cases", "case_reply"):
        op.create_index(
            f"ix_{table}_ground", table, ["ground"], sqlite_where=_USED, postgresql_where=_USED
        )


def downgrade():
    for table in ("case_reply", "cases"):
        op.drop_index(f"ix_{table}_ground", table_name=table)
    op.drop_column("ground", "replaced_by")
    op.drop_column("parameter", "set_at")
    op.drop_column("parameter", "set_by_id")
