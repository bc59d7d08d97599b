"""accounts found by name, names of bodies with dates, and how often the register was changed"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "202611221440"
down_revision = "202611221430"
branch_labels = None
depends_on = None

_USER = sa.table(
    "user",
    sa.column("id", sa.Integer),
    sa.column("username", sa.String),
    sa.column("display_name", sa.String),
    sa.column("folded", sa.String),
)


def upgrade():
    op.add_column(
        "user", sa.Column("folded", sa.String(length=200), server_default="", nullable=False)
    )
    for name in ("valid_from", "valid_to"):
        op.add_column("agency_name", sa.Column(name, sa.Date(), nullable=True))
    op.create_table(
        "edition",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_edition")),
    )
    connection = op.get_bind()
    people = connection.execute(sa.select(_USER.c.id, _USER.c.username, _USER.c.display_name))
    for key, username, name in people.all():
        folded = _fold(f"{username} {name}")
        connection.execute(_USER.update().where(_USER.c.id == key).values(folded=folded))


def downgrade():
    op.drop_table("edition")
    for name in ("valid_to", "valid_from"):
        op.drop_column("agency_name", name)
    op.drop_column("user", "folded")


def _fold(text):
    """Without case and marks, as names were folded when this step was written."""
    lowered = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    unmarked = "".join(letter for letter in lowered if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", unmarked)
