"""jobs: long work that shows itself, and the files that it made"""

import sqlalchemy as sa
from alembic import op


revision = '20261129e'
down_revision = '20261129s'
branch_labels = None
depends_on = None

STATES = "('waiting', 'running', 'done', 'failed', 'cancelled')"


def upgrade() -> None:
    op.create_table(
        'job',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('params', sa.JSON(), nullable=False),
        sa.Column('title', sa.String(), nullable=False),
        sa.Column('ending', sa.String(), nullable=False),
        sa.Column('place', sa.String(), nullable=False),
        sa.Column('made_by', sa.Uuid(), nullable=True),
        sa.Column('username', sa.String(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('scope', sa.String(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('done', sa.Integer(), nullable=False),
        sa.Column('of', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(), nullable=True),
        sa.Column('message', sa.String(), nullable=False),
        sa.Column('started_at', sa.DateTime(), nullable=True),
        sa.Column('finished_at', sa.DateTime(), nullable=True),
        sa.Column('alive_until', sa.DateTime(), nullable=True),
        sa.Column('runner', sa.Uuid(), nullable=True),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('number', sa.BigInteger(), nullable=True),
        sa.Column('size', sa.BigInteger(), nullable=True),
        sa.Column('sha256', sa.String(length=64), nullable=True),
        sa.Column('kept_until', sa.DateTime(), nullable=True),
        sa.CheckConstraint(f'state IN {STATES}', name=op.f('ck_job_state_known')),
        sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_job_made_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    )
    op.create_index('ix_job_made_by_id', 'job', ['made_by', 'id'])
    op.create_index('ix_job_state_id', 'job', ['state', 'id'])
    op.create_index('ix_job_number', 'job', ['number'])
    op.create_table(
        'job_piece',
        sa.Column('job_id', sa.Uuid(), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_job_piece_job_id')),
        sa.PrimaryKeyConstraint('job_id', 'place', name=op.f('pk_job_piece')),
    )


def downgrade() -> None:
    op.drop_table('job_piece')
    op.drop_table('job')
