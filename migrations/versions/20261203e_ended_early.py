"""At which instant an exclusion was ended early, and by whom

Revision ID: 20261203e
Revises: 20261202s
"""

import sqlalchemy as sa
from alembic import op


revision = '20261203e'
down_revision = '20261203w'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('exclusion') as exclusion:
        exclusion.add_column(sa.Column('ended_at', sa.DateTime(), nullable=True))
        exclusion.add_column(sa.Column('ended_by', sa.Uuid(), nullable=True))
        exclusion.create_foreign_key(op.f('fk_exclusion_ended_by'), 'user', ['ended_by'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('exclusion') as exclusion:
        exclusion.drop_constraint(op.f('fk_exclusion_ended_by'), type_='foreignkey')
        exclusion.drop_column('ended_by')
        exclusion.drop_column('ended_at')
