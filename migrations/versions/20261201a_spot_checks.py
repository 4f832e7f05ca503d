"""rounds of spot checks, the doors drawn for them, and what was heard there"""

import sqlalchemy as sa
from alembic import op


revision = '20261201a'
down_revision = '20261201sc'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'check_round',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('campaign_id', sa.Uuid(), nullable=False),
        sa.Column('village_code', sa.String(12), nullable=False),
        sa.Column('seed', sa.String(32), nullable=False),
        sa.Column('drawn_at', sa.DateTime(), nullable=False),
        sa.Column('drawn_by', sa.Uuid(), nullable=False),
        sa.Column('covered', sa.Integer(), nullable=False),
        sa.Column('target', sa.Integer(), nullable=False),
        sa.Column('unacceptable_percent', sa.Integer(), nullable=False),
        sa.Column('asks', sa.Integer(), nullable=False),
        sa.Column('denials', sa.Integer(), nullable=False),
        sa.Column('checker_id', sa.Uuid(), nullable=False),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('ended_by', sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_check_round_campaign_id')),
        sa.ForeignKeyConstraint(['drawn_by'], ['user.id'], name=op.f('fk_check_round_drawn_by')),
        sa.ForeignKeyConstraint(['checker_id'], ['user.id'], name=op.f('fk_check_round_checker_id')),
        sa.ForeignKeyConstraint(['ended_by'], ['user.id'], name=op.f('fk_check_round_ended_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_check_round')),
    )
    op.create_index(op.f('ix_check_round_village_code_drawn_at'), 'check_round', ['village_code', 'drawn_at'])
    op.create_index(op.f('ix_check_round_checker_id'), 'check_round', ['checker_id'])
    op.create_table(
        'check_door',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('round_id', sa.Uuid(), nullable=False),
        sa.Column('household_id', sa.Uuid(), nullable=False),
        sa.Column('visit_id', sa.Uuid(), nullable=False),
        sa.Column('lot_place', sa.Integer(), nullable=True),
        sa.Column('by_risk', sa.Boolean(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=True),
        sa.Column('answer', sa.String(), nullable=True),
        sa.Column('times_away', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['round_id'], ['check_round.id'], name=op.f('fk_check_door_round_id')),
        sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_check_door_household_id')),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_check_door_visit_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_check_door')),
        sa.UniqueConstraint('round_id', 'household_id', name=op.f('uq_check_door_round_id_household_id')),
    )
    op.create_index(op.f('ix_check_door_household_id'), 'check_door', ['household_id'])
    op.create_table(
        'check_answer',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('door_id', sa.Uuid(), nullable=False),
        sa.Column('worker_id', sa.Uuid(), nullable=False),
        sa.Column('answer', sa.String(), nullable=False),
        sa.Column('signature', sa.String(), nullable=False),
        sa.Column('note', sa.LargeBinary(), nullable=True),
        sa.Column('heard_at', sa.DateTime(), nullable=False),
        sa.Column('earliest_at', sa.DateTime(), nullable=True),
        sa.Column('latest_at', sa.DateTime(), nullable=False),
        sa.Column('received_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint("answer IN ('confirmed', 'denied', 'unsure', 'away')", name=op.f('ck_check_answer_answer_known')),
        sa.CheckConstraint("signature IN ('own', 'not_own', 'unsure', '')", name=op.f('ck_check_answer_signature_known')),
        sa.ForeignKeyConstraint(['door_id'], ['check_door.id'], name=op.f('fk_check_answer_door_id')),
        sa.ForeignKeyConstraint(['worker_id'], ['user.id'], name=op.f('fk_check_answer_worker_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_check_answer')),
    )
    op.create_index(op.f('ix_check_answer_door_id'), 'check_answer', ['door_id'])


def downgrade() -> None:
    op.drop_table('check_answer')
    op.drop_table('check_door')
    op.drop_table('check_round')
