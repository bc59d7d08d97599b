"""the desk: where a petition has to be sent instead; indexes of the filters of the inbox"""

import sqlalchemy as sa
from alembic import op

revision = '202611221252'
down_revision = '202611221250'
branch_labels = None
depends_on = None

INDEXES = (
    ('ix_cases_desk', 'cases', ['state', 'due_on', 'id', 'received_on', 'legal_kind']),
    ('ix_petition_channel', 'petition', ['channel', 'id']),
    ('ix_petition_kind', 'petition', ['kind', 'id']),
    ('ix_petition_province', 'petition', ['province_code', 'id']),
    ('ix_suggestion_agency', 'suggestion', ['top_agency_id', 'case_id']),
    ('ix_suggestion_kind', 'suggestion', ['legal_kind', 'case_id']),
)


def upgrade():
    op.add_column(
        'ground',
        sa.Column('purpose', sa.String(length=10), server_default='refusal', nullable=False),
    )
    op.execute("UPDATE ground SET purpose = 'guidance' WHERE substr(slug, 1, 6) = 'guide_'")
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    op.drop_index('ix_cases_state_due', table_name='cases')


def downgrade():
    op.create_index('ix_cases_state_due', 'cases', ['state', 'due_on', 'id'])
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_column('ground', 'purpose')
