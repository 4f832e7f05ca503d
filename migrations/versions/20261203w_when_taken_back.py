"""Between which moments a visit was taken back, by the clocks of its phone

Revision ID: 20261203w
Revises: 20261202s
"""

import sqlalchemy as sa
from alembic import op


revision = '20261203w'
down_revision = '20261202s'
branch_labels = None
depends_on = None

COLUMNS = ('withdrawn_earliest_at', 'withdrawn_latest_at')


def upgrade() -> None:
    with op.batch_alter_table('visit') as visit:
        for name in COLUMNS:
            visit.add_column(sa.Column(name, sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('visit') as visit:
        for name in COLUMNS:
            visit.drop_column(name)
