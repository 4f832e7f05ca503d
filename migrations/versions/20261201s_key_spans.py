"""seals are found by their key and time"""

from alembic import op


revision = '20261201s'
down_revision = '20261130g'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f('ix_slip_seal_key_id_sealed_ms'), 'slip_seal', ['key_id', 'sealed_ms'])


def downgrade() -> None:
    op.drop_index(op.f('ix_slip_seal_key_id_sealed_ms'), 'slip_seal')
