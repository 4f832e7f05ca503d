"""slips in other ways than by a signature; what is complete is sealed, in a chain per village, with a root per day"""

import sqlalchemy as sa
from alembic import op


revision = '20261130r'
down_revision = '20261129t'
branch_labels = None
depends_on = None

WAYS = "way IN ('signed', 'adult', 'mark', 'paper', 'refused')"
TO_SEAL = sa.text('completed_at IS NOT NULL AND NOT is_sealed')


def upgrade() -> None:
    with op.batch_alter_table('slip') as slip:
        slip.drop_index('ix_slip_signature_sha256')
        slip.alter_column('signature_sha256', new_column_name='picture_sha256', existing_type=sa.String(64), nullable=True)
        slip.alter_column('strokes', existing_type=sa.LargeBinary(), nullable=True)
        slip.add_column(sa.Column('way', sa.String(), nullable=False, server_default='signed'))
        slip.add_column(sa.Column('reason', sa.LargeBinary(), nullable=True))
        slip.add_column(sa.Column('seed', sa.LargeBinary(), nullable=True))
        slip.add_column(sa.Column('place', sa.LargeBinary(), nullable=True))
        slip.add_column(sa.Column('statement', sa.Text(), nullable=True))
        slip.add_column(sa.Column('device_signature', sa.String(88), nullable=True))
        slip.add_column(sa.Column('is_sealed', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('slip') as slip:
        slip.create_check_constraint(op.f('ck_slip_way_known'), WAYS)
        slip.create_index('ix_slip_picture_sha256', ['picture_sha256'])
        slip.create_index('ix_slip_to_seal', ['visit_id'], sqlite_where=TO_SEAL, postgresql_where=TO_SEAL)
    # Of before: by the householder, or by another adult of the household.
    op.execute("UPDATE slip SET way = 'adult' WHERE signer_relation <> 'self'")
    op.create_table(
        'slip_key',
        sa.Column('id', sa.String(16), nullable=False),
        sa.Column('alg', sa.String(), nullable=False),
        sa.Column('public_key', sa.String(64), nullable=False),
        sa.Column('first_used_at', sa.DateTime(), nullable=False),
        sa.Column('vouch', sa.String(128), nullable=True),
        sa.PrimaryKeyConstraint('id', name='pk_slip_key'),
    )
    op.create_table(
        'slip_seal',
        sa.Column('visit_id', sa.Uuid(), nullable=False),
        sa.Column('village', sa.String(12), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('sealed_ms', sa.BigInteger(), nullable=False),
        sa.Column('key_id', sa.String(16), nullable=False),
        sa.Column('record', sa.Text(), nullable=False),
        sa.Column('leaf', sa.String(64), nullable=False),
        sa.Column('seal', sa.String(128), nullable=False),
        sa.Column('is_restored', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('awaits', sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint('visit_id', name='pk_slip_seal'),
        sa.ForeignKeyConstraint(['key_id'], ['slip_key.id'], name='fk_slip_seal_key_id'),
        sa.UniqueConstraint('village', 'seq', name='uq_slip_seal_village_seq'),
    )
    op.create_index('ix_slip_seal_sealed_ms', 'slip_seal', ['sealed_ms'])
    op.create_table(
        'slip_chain',
        sa.Column('village', sa.String(12), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('leaf', sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint('village', name='pk_slip_chain'),
    )
    op.create_table(
        'slip_root',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('key_id', sa.String(16), nullable=False),
        sa.Column('record', sa.Text(), nullable=False),
        sa.Column('seal', sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint('number', name='pk_slip_root'),
        sa.ForeignKeyConstraint(['key_id'], ['slip_key.id'], name='fk_slip_root_key_id'),
        sa.UniqueConstraint('day', name='uq_slip_root_day'),
    )


def downgrade() -> None:
    for table in ('slip_root', 'slip_chain', 'slip_seal', 'slip_key'):
        op.drop_table(table)
    op.execute("DELETE FROM slip WHERE picture_sha256 IS NULL OR strokes IS NULL")
    with op.batch_alter_table('slip') as slip:
        slip.drop_index('ix_slip_to_seal')
        slip.drop_index('ix_slip_picture_sha256')
        slip.drop_constraint(op.f('ck_slip_way_known'), type_='check')
        for column in ('is_sealed', 'device_signature', 'statement', 'place', 'seed', 'reason', 'way'):
            slip.drop_column(column)
        slip.alter_column('strokes', existing_type=sa.LargeBinary(), nullable=False)
        slip.alter_column('picture_sha256', new_column_name='signature_sha256', existing_type=sa.String(64), nullable=False)
    with op.batch_alter_table('slip') as slip:
        slip.create_index('ix_slip_signature_sha256', ['signature_sha256'])
