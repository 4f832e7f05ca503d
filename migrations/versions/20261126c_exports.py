"""exports: every file that was taken away, and the lists beyond an allowance"""

import sqlalchemy as sa
from alembic import op


revision = '20261126c'
down_revision = '20261126b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'export_request',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('requested_by', sa.Uuid(), nullable=False),
        sa.Column('requested_at', sa.DateTime(), nullable=False),
        sa.Column('campaign_id', sa.Uuid(), nullable=False),
        sa.Column('scope', sa.String(), nullable=False),
        sa.Column('kind', sa.String(), nullable=True),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('on', sa.Date(), nullable=True),
        sa.Column('phones', sa.Boolean(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('rows', sa.Integer(), nullable=False),
        sa.Column('why', sa.String(), nullable=False),
        sa.Column('decision', sa.String(), nullable=False),
        sa.Column('decided_by', sa.Uuid(), nullable=True),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.Column('refusal', sa.String(), nullable=True),
        sa.Column('expires_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint("decision IN ('requested', 'approved', 'refused')", name=op.f('ck_export_request_decision_known')),
        sa.CheckConstraint('decided_by IS NULL OR decided_by <> requested_by', name=op.f('ck_export_request_approver_is_not_requester')),
        sa.ForeignKeyConstraint(['requested_by'], ['user.id'], name=op.f('fk_export_request_requested_by')),
        sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f('fk_export_request_decided_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_export_request')),
    )
    op.create_index('ix_export_request_requested_by', 'export_request', ['requested_by'])
    op.create_index('ix_export_request_decision', 'export_request', ['decision'])
    op.create_table(
        'export',
        sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('made_by', sa.Uuid(), nullable=False),
        sa.Column('username', sa.String(), nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('content', sa.String(), nullable=False),
        sa.Column('format', sa.String(), nullable=False),
        sa.Column('campaign_id', sa.Uuid(), nullable=True),
        sa.Column('scope', sa.String(), nullable=False),
        sa.Column('kind', sa.String(), nullable=True),
        sa.Column('state', sa.String(), nullable=True),
        sa.Column('on', sa.Date(), nullable=True),
        sa.Column('phones', sa.Boolean(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('rows', sa.Integer(), nullable=False),
        sa.Column('request_id', sa.Uuid(), nullable=True),
        sa.Column('sha256', sa.String(length=64), nullable=True),
        sa.Column('seed', sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_export')),
    )
    op.create_index('ix_export_made_by_export_made_at', 'export', ['made_by', 'made_at'])


def downgrade() -> None:
    op.drop_table('export')
    op.drop_table('export_request')
