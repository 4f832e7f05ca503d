"""proposals: doors that the register lacks or has wrong, as workers tell of them"""

import sqlalchemy as sa
from alembic import op


revision = '20261202a'
down_revision = '20261202l'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'proposal',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('household_id', sa.Uuid(), nullable=False),
        sa.Column('division_code', sa.String(15), nullable=False),
        sa.Column('door_kind', sa.String(), nullable=True),
        sa.Column('title', sa.String(), nullable=True),
        sa.Column('householder', sa.LargeBinary(), nullable=True),
        sa.Column('phone', sa.LargeBinary(), nullable=True),
        sa.Column('address', sa.String(), nullable=True),
        sa.Column('lat', sa.Float(), nullable=True),
        sa.Column('lon', sa.Float(), nullable=True),
        sa.Column('accuracy_m', sa.Integer(), nullable=True),
        sa.Column('note', sa.LargeBinary(), nullable=True),
        sa.Column('outside_grids', sa.Boolean(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('proposed_by', sa.Uuid(), nullable=False),
        sa.Column('proposed_at', sa.DateTime(), nullable=False),
        sa.Column('decided_by', sa.Uuid(), nullable=True),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.Column('refusal', sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('new', 'moved', 'phone', 'position')", name=op.f('ck_proposal_kind_known')),
        sa.CheckConstraint("state IN ('waiting', 'confirmed', 'refused')", name=op.f('ck_proposal_state_known')),
        sa.CheckConstraint('decided_by IS NULL OR decided_by <> proposed_by', name=op.f('ck_proposal_decider_is_not_proposer')),
        sa.ForeignKeyConstraint(['proposed_by'], ['user.id'], name=op.f('fk_proposal_proposed_by')),
        sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f('fk_proposal_decided_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    )
    op.create_index(op.f('ix_proposal_household_id'), 'proposal', ['household_id'])
    op.create_index(op.f('ix_proposal_proposed_by'), 'proposal', ['proposed_by'])
    op.create_index(op.f('ix_proposal_division_code_state_id'), 'proposal', ['division_code', 'state', 'id'])


def downgrade() -> None:
    op.drop_table('proposal')
