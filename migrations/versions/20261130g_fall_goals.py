"""by how many per cent cases and their loss are to fall in a county or a town"""

import sqlalchemy as sa
from alembic import op


revision = '20261130g'
down_revision = '20261130f'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'fall_goal',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('division_code', sa.String(12), nullable=False),
        sa.Column('cases_percent', sa.Integer(), nullable=True),
        sa.Column('loss_percent', sa.Integer(), nullable=True),
        sa.Column('set_by', sa.Uuid(), nullable=False),
        sa.Column('set_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('cases_percent BETWEEN 0 AND 100', name=op.f('ck_fall_goal_cases_percent_sane')),
        sa.CheckConstraint('loss_percent BETWEEN 0 AND 100', name=op.f('ck_fall_goal_loss_percent_sane')),
        sa.ForeignKeyConstraint(['division_code'], ['division.code'], name=op.f('fk_fall_goal_division_code')),
        sa.ForeignKeyConstraint(['set_by'], ['user.id'], name=op.f('fk_fall_goal_set_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fall_goal')),
    )
    op.create_index(op.f('ix_fall_goal_division_code_set_at'), 'fall_goal', ['division_code', 'set_at'])


def downgrade() -> None:
    op.drop_table('fall_goal')
