"""seals are found by their key and time; what a restore carried over is told by the chain of changes alone"""

import sqlalchemy as sa
from alembic import op


revision = '20261201s'
down_revision = '20261130g'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f('ix_slip_seal_key_id_sealed_ms'), 'slip_seal', ['key_id', 'sealed_ms'])
    with op.batch_alter_table('slip_seal') as seal:
        seal.drop_column('is_restored')


def downgrade() -> None:
    with op.batch_alter_table('slip_seal') as seal:
        seal.add_column(sa.Column('is_restored', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index(op.f('ix_slip_seal_key_id_sealed_ms'), 'slip_seal')
