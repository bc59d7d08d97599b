"""report compiling: what a case was at the end of the period; when a report was finished"""

import models.base
import sqlalchemy as sa
from alembic import op

revision = '202611221250'
down_revision = '202611221200'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('report_snapshot', sa.Column('finished_at', models.base.UtcDateTime(), nullable=True))
    op.add_column('report_snapshot', sa.Column('approved_at', models.base.UtcDateTime(), nullable=True))
    op.add_column('report_snapshot', sa.Column('approved_by_id', sa.Integer(), nullable=True, comment='a user'))
    op.add_column('report_case', sa.Column('reopened', sa.Boolean(), nullable=False, comment='had ended before, came back', server_default=sa.false()))
    op.add_column('report_case', sa.Column('state', sa.String(length=30), nullable=False, server_default='received'))
    op.add_column('report_case', sa.Column('due_on', sa.Date(), nullable=True))


def downgrade():
    op.drop_column('report_case', 'due_on')
    op.drop_column('report_case', 'state')
    op.drop_column('report_case', 'reopened')
    op.drop_column('report_snapshot', 'approved_by_id')
    op.drop_column('report_snapshot', 'approved_at')
    op.drop_column('report_snapshot', 'finished_at')
