"""exclusions: the evidence that each reason needs, and requests that were taken back

Older rows keep their words as evidence, with no witness, day of return or photo.
"""

import sqlalchemy as sa
from alembic import op


revision = '20261129d'
down_revision = '20261129n'
branch_labels = None
depends_on = None

_BEFORE = "state IN ('requested', 'approved', 'refused')"
_AFTER = "state IN ('requested', 'approved', 'refused', 'withdrawn')"


def upgrade() -> None:
    with op.batch_alter_table('exclusion') as batch:
        batch.add_column(sa.Column('witness', sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column('witness_role', sa.String(), nullable=True))
        batch.add_column(sa.Column('returns_on', sa.Date(), nullable=True))
        batch.add_column(sa.Column('outside_grids', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column('withdrawn_at', sa.DateTime(), nullable=True))
        batch.drop_constraint(op.f('ck_exclusion_state_known'), type_='check')
        batch.create_check_constraint(op.f('ck_exclusion_state_known'), _AFTER)
    op.create_table(
        'exclusion_photo',
        sa.Column('exclusion_id', sa.Uuid(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['exclusion_id'], ['exclusion.id'], name=op.f('fk_exclusion_photo_exclusion_id')),
        sa.PrimaryKeyConstraint('exclusion_id', 'sha256', name=op.f('pk_exclusion_photo')),
    )


def downgrade() -> None:
    op.drop_table('exclusion_photo')
    # There was no word for one that was taken back; refused is what comes nearest.
    op.execute("UPDATE exclusion SET state = 'refused', refusal = '申请人已撤回' WHERE state = 'withdrawn'")
    with op.batch_alter_table('exclusion') as batch:
        for name in ('witness', 'witness_role', 'returns_on', 'outside_grids', 'withdrawn_at'):
            batch.drop_column(name)
        batch.drop_constraint(op.f('ck_exclusion_state_known'), type_='check')
        batch.create_check_constraint(op.f('ck_exclusion_state_known'), _BEFORE)
