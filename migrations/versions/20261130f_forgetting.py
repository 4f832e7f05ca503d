"""people forgotten by order"""

import sqlalchemy as sa
from alembic import op


revision = '20261130f'
down_revision = '20261130n'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'forgetting',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('household_id', sa.Uuid(), nullable=False),
        sa.Column('basis', sa.String(), nullable=False),
        sa.Column('order_number', sa.String(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('requested_by', sa.Uuid(), nullable=False),
        sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('decision', sa.String(), nullable=False),
        sa.Column('decided_by', sa.Uuid(), nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('refusal', sa.String(), nullable=True),
        sa.Column('chosen', sa.JSON(), nullable=False),
        sa.Column('until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('is_done', sa.Boolean(), nullable=False),
        sa.Column('removed', sa.JSON(), nullable=False),
        sa.CheckConstraint("decision IN ('requested', 'approved', 'refused')", name=op.f('ck_forgetting_decision_known')),
        sa.CheckConstraint('decided_by IS NULL OR decided_by <> requested_by', name=op.f('ck_forgetting_approver_is_not_requester')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_forgetting')),
    )
    op.create_index(op.f('ix_forgetting_household_id'), 'forgetting', ['household_id'])
    op.create_index(op.f('ix_forgetting_decision'), 'forgetting', ['decision'])
    op.create_table(
        'forgotten_picture',
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint('sha256', name=op.f('pk_forgotten_picture')),
    )
    with op.batch_alter_table('slip') as slip:
        slip.add_column(sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('slip') as slip:
        slip.drop_column('forgotten_at')
    op.drop_table('forgotten_picture')
    op.drop_table('forgetting')
