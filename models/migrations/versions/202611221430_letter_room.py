"""letters are listed by state, kind and issuer; their history and their internal series of numbers"""

import sqlalchemy as sa
from alembic import op

revision = "202611221430"
down_revision = "202611221420"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.drop_index("ix_letter_state", table_name="letter")
    op.create_index("ix_letter_list", "letter", ["state", "kind", "issuer", "id"])
    op.create_table(
        "letter_event",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("letter_id", _KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_event_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_event")),
        sa.UniqueConstraint("letter_id", "seq", name=op.f("uq_letter_event_letter_id_seq")),
    )
    op.create_table(
        "letter_series",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_letter_series")),
    )


def downgrade():
    op.drop_table("letter_series")
    op.drop_table("letter_event")
    op.drop_index("ix_letter_list", table_name="letter")
    op.create_index("ix_letter_state", "letter", ["state", "id"])
