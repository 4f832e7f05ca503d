"""Plates: which code is on which door, and which was scanned at a visit

Revision ID: 20261201f
Revises: 20261201v
"""

import sqlalchemy as sa
from alembic import op


revision = '20261201f'
down_revision = '20261201v'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('household') as household:
        household.add_column(sa.Column('plate', sa.String(length=64), nullable=True))
        household.create_unique_constraint('uq_household_plate', ['plate'])
    with op.batch_alter_table('visit') as visit:
        visit.add_column(sa.Column('plate', sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('visit') as visit:
        visit.drop_column('plate')
    with op.batch_alter_table('household') as household:
        household.drop_constraint('uq_household_plate', type_='unique')
        household.drop_column('plate')
