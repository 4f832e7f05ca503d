"""whose bytes they are, and which door a quarantined item names"""

import json
import uuid

import sqlalchemy as sa
from alembic import op


revision = '20261126b'
down_revision = '20261127'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'blob_bringer',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['sha256'], ['blob.sha256'], name=op.f('fk_blob_bringer_sha256')),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_blob_bringer_user_id')),
        sa.PrimaryKeyConstraint('sha256', 'user_id', name=op.f('pk_blob_bringer')),
    )
    # Until now a name was enough: what stands in somebody's visit is taken for theirs.
    op.execute(
        'INSERT INTO blob_bringer (sha256, user_id)'
        ' SELECT sha256, author_id FROM blob WHERE author_id IS NOT NULL'
        ' UNION SELECT b.sha256, v.worker_id FROM blob b'
        ' JOIN slip s ON s.signature_sha256 = b.sha256 JOIN visit v ON v.id = s.visit_id'
        ' UNION SELECT b.sha256, v.worker_id FROM blob b'
        ' JOIN visit_photo p ON p.sha256 = b.sha256 JOIN visit v ON v.id = p.visit_id'
    )
    # What is still coming in pieces begins again: its phone asks how far it is, and hears that nothing is here.
    op.drop_table('blob_part')
    op.create_table(
        'blob_part',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('author_id', sa.Uuid(), nullable=False),
        sa.Column('at', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('received_at', sa.DateTime(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_blob_part_author_id')),
        sa.PrimaryKeyConstraint('sha256', 'author_id', 'at', name=op.f('pk_blob_part')),
    )
    with op.batch_alter_table('quarantine') as quarantine:
        quarantine.add_column(sa.Column('household_id', sa.Uuid(), nullable=True))
    _name_doors()


def _name_doors() -> None:
    kept = sa.table('quarantine', sa.column('id', sa.Uuid()), sa.column('raw'), sa.column('household_id', sa.Uuid()))
    rows = op.get_bind().execute(sa.select(kept.c.id, kept.c.raw)).all()
    for item_id, raw in rows:
        try:
            door = uuid.UUID(json.loads(json.loads(raw)['body'])['household_id'])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        op.execute(sa.update(kept).where(kept.c.id == item_id).values(household_id=door))


def downgrade() -> None:
    with op.batch_alter_table('quarantine') as quarantine:
        quarantine.drop_column('household_id')
    op.drop_table('blob_part')
    op.create_table(
        'blob_part',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('at', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('received_at', sa.DateTime(), nullable=False),
        sa.Column('author_id', sa.Uuid(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_blob_part_author_id')),
        sa.PrimaryKeyConstraint('sha256', 'at', name=op.f('pk_blob_part')),
    )
    op.drop_table('blob_bringer')
