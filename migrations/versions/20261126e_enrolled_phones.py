"""enrolled phones: their keys, and the codes that enrol them"""

import sqlalchemy as sa
from alembic import op


revision = '20261126e'
down_revision = '20261126c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('phone_key',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('public_key', sa.String(), nullable=False),
    sa.Column('counter', sa.BigInteger(), nullable=False),
    sa.Column('enrolled_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('wiped_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_phone_key_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_key'))
    )
    op.create_index(op.f('ix_phone_key_user_id'), 'phone_key', ['user_id'])
    op.create_index(op.f('ix_phone_key_device_id'), 'phone_key', ['device_id'])
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.add_column(sa.Column('key_id', sa.String(length=64), nullable=True))
        sign_in.create_index(op.f('ix_sign_in_key_id'), ['key_id'])
        sign_in.create_foreign_key(op.f('fk_sign_in_key_id'), 'phone_key', ['key_id'], ['id'])
    op.create_table('enrolment_code',
    sa.Column('code_sha256', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('used_by', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_enrolment_code_user_id')),
    sa.PrimaryKeyConstraint('code_sha256', name=op.f('pk_enrolment_code'))
    )
    op.create_index(op.f('ix_enrolment_code_user_id'), 'enrolment_code', ['user_id'])


def downgrade() -> None:
    op.drop_table('enrolment_code')
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.drop_constraint(op.f('fk_sign_in_key_id'), type_='foreignkey')
        sign_in.drop_index(op.f('ix_sign_in_key_id'))
        sign_in.drop_column('key_id')
    op.drop_table('phone_key')
