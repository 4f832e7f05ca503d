"""the county's own forms of ledgers, and the ledgers that are kept"""

import sqlalchemy as sa
from alembic import op


revision = '20261129l'
down_revision = '20261129d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'ledger_template',
        sa.Column('ledger', sa.String(), nullable=False),
        sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('layout', sa.JSON(), nullable=False),
        sa.Column('made_by', sa.Uuid(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_ledger_template_made_by')),
        sa.PrimaryKeyConstraint('ledger', 'version', name=op.f('pk_ledger_template')),
    )
    op.create_table(
        'ledger_template_use',
        sa.Column('ledger', sa.String(), nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('used_by', sa.Uuid(), nullable=False),
        sa.Column('used_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['used_by'], ['user.id'], name=op.f('fk_ledger_template_use_used_by')),
        sa.PrimaryKeyConstraint('ledger', 'number', name=op.f('pk_ledger_template_use')),
    )
    op.create_table(
        'kept_ledger',
        sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('campaign_id', sa.Uuid(), nullable=False),
        sa.Column('ledger', sa.String(), nullable=False),
        sa.Column('scope', sa.String(length=15), nullable=False),
        sa.Column('first_on', sa.Date(), nullable=False),
        sa.Column('last_on', sa.Date(), nullable=False),
        sa.Column('due_at', sa.DateTime(), nullable=False),
        sa.Column('begun_at', sa.DateTime(), nullable=False),
        sa.Column('attempt', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=True),
        sa.Column('title', sa.String(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('figures', sa.JSON(), nullable=False),
        sa.Column('rows', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=True),
        sa.Column('data', sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_kept_ledger_campaign_id')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_kept_ledger')),
        sa.UniqueConstraint(
            'campaign_id', 'ledger', 'scope', 'due_at', name=op.f('uq_kept_ledger_campaign_id_ledger_scope_due_at')
        ),
    )
    op.create_index(op.f('ix_kept_ledger_scope'), 'kept_ledger', ['scope'])


def downgrade() -> None:
    op.drop_table('kept_ledger')
    op.drop_table('ledger_template_use')
    op.drop_table('ledger_template')
