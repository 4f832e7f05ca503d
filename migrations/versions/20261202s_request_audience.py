"""For whom the blank slips of a request beyond the allowance are worded

Revision ID: 20261202s
Revises: 20261202o
"""

import sqlalchemy as sa
from alembic import op


revision = '20261202s'
down_revision = '20261202o'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('export_request') as request:
        request.add_column(sa.Column('audience', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('export_request') as request:
        request.drop_column('audience')
