"""Whether a row of a door's past is of its householder, or of somebody else of a family that left

Revision ID: 20261203f
Revises: 20261203e
"""

import sqlalchemy as sa
from alembic import op


revision = '20261203f'
down_revision = '20261203e'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('former_household') as former:
        former.add_column(sa.Column('of_resident', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('former_household') as former:
        former.alter_column('of_resident', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('former_household') as former:
        former.drop_column('of_resident')
