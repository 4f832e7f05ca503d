"""What a visit says of its place: how old its position was, why there is none, whether the door's plate was scanned

Revision ID: 20261201g
Revises: 20261201p
"""

import sqlalchemy as sa
from alembic import op


revision = '20261201g'
down_revision = '20261201p'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('visit') as visit:
        visit.add_column(sa.Column('position_age_s', sa.Integer(), nullable=True))
        visit.add_column(sa.Column('position_reason', sa.String(), nullable=True))
        visit.add_column(sa.Column('plate_scanned', sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('visit') as visit:
        for column in ('plate_scanned', 'position_reason', 'position_age_s'):
            visit.drop_column(column)
