"""the audit log: what was read, taken away, changed, decided and refused"""

import sqlalchemy as sa
from alembic import op


revision = '20261127'
down_revision = '20261126a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'audit_entry',
        sa.Column('seq', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('actor_id', sa.Uuid(), nullable=True),
        sa.Column('username', sa.String(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('address', sa.String(), nullable=False),
        sa.Column('action', sa.String(), nullable=False),
        sa.Column('object_kind', sa.String(), nullable=False),
        sa.Column('object_id', sa.String(), nullable=False),
        sa.Column('scope', sa.String(), nullable=False),
        sa.Column('outcome', sa.String(), nullable=False),
        sa.Column('problem', sa.String(), nullable=False),
        sa.Column('details', sa.Text(), nullable=False),
        sa.Column('chain_hash', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit_entry')),
    )
    op.create_index('ix_audit_entry_username_audit_entry_seq', 'audit_entry', ['username', 'seq'])
    op.create_index('ix_audit_entry_action_audit_entry_seq', 'audit_entry', ['action', 'seq'])
    op.create_index('ix_audit_entry_object_id_audit_entry_seq', 'audit_entry', ['object_id', 'seq'])
    op.create_index('ix_audit_entry_at', 'audit_entry', ['at'])
    head = op.create_table(
        'audit_head',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('value', sa.BigInteger(), nullable=False),
        sa.Column('chain_hash', sa.String(length=64), nullable=False),
        sa.Column('day', sa.Date(), nullable=True),
        sa.Column('verified_at', sa.DateTime(), nullable=True),
        sa.Column('verified_seq', sa.BigInteger(), nullable=True),
        sa.Column('verified_faults', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head')),
    )
    op.bulk_insert(head, [{'id': 1, 'value': 0, 'chain_hash': '0' * 64}])
    op.create_table(
        'audit_root',
        sa.Column('last_seq', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('last_hash', sa.String(length=64), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('before', sa.String(length=64), nullable=False),
        sa.Column('closed_at', sa.DateTime(), nullable=False),
        sa.Column('public_key', sa.String(), nullable=True),
        sa.Column('signature', sa.String(), nullable=True),
        sa.PrimaryKeyConstraint('last_seq', name=op.f('pk_audit_root')),
    )


def downgrade() -> None:
    op.drop_table('audit_root')
    op.drop_table('audit_head')
    op.drop_table('audit_entry')
