"""what was read in the photos of paper slips"""

import sqlalchemy as sa
from alembic import op


revision = '20261202o'
down_revision = '20261202a'
branch_labels = None
depends_on = None

_PAPER = sa.text("way = 'paper'")


def upgrade() -> None:
    op.create_table(
        'paper_reading',
        sa.Column('visit_id', sa.Uuid(), nullable=False),
        sa.Column('picture', sa.String(), nullable=False),
        sa.Column('typed', sa.String(), nullable=False),
        sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('visit_id', name='pk_paper_reading'),
    )
    op.create_index('ix_paper_reading_picture_typed', 'paper_reading', ['picture', 'typed'])
    op.create_index('ix_slip_on_paper', 'slip', ['visit_id'], sqlite_where=_PAPER, postgresql_where=_PAPER)


def downgrade() -> None:
    op.drop_index('ix_slip_on_paper', 'slip')
    op.drop_table('paper_reading')
