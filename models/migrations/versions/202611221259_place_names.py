"""names of places, old and new, folded for searching"""

import models.base
import sqlalchemy as sa
from alembic import op

revision = "202611221259"
down_revision = "202611221252"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "place_name",
        sa.Column("id", models.base.Key, nullable=False),
        sa.Column(
            "own",
            sa.String(length=80),
            nullable=False,
            comment="folded, without the word of kind",
        ),
        sa.Column(
            "folded",
            sa.String(length=300),
            nullable=False,
            comment="the whole label, a blank before",
        ),
        sa.Column("label", sa.String(length=250), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("province_code", sa.String(length=5), nullable=False),
        sa.Column("commune_code", sa.String(length=8), nullable=True),
        sa.CheckConstraint(
            "level IN ('province','district','commune')", name=op.f("ck_place_name_level")
        ),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_place_name_commune_code_commune")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_name")),
    )
    op.create_index("ix_place_name_own", "place_name", ["own"], unique=False)


def downgrade():
    op.drop_table("place_name")
