"""letter numbers"""

import sqlalchemy as sa
from alembic import op

revision = '202611221345'
down_revision = '202611221330'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('letter', sa.Column('number_key', sa.String(length=120), nullable=True))
    op.create_index('ix_letter_number_key', 'letter', ['number_key'], unique=True)
    op.create_index('ix_letter_author', 'letter', ['created_by_id', 'id'])


def downgrade():
    op.drop_index('ix_letter_author', table_name='letter')
    op.drop_index('ix_letter_number_key', table_name='letter')
    op.drop_column('letter', 'number_key')
