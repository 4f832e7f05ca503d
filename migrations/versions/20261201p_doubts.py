"""why a visit needs review, where not for lying outside its worker's grids"""

import sqlalchemy as sa
from alembic import op


revision = '20261201p'
down_revision = '20261201a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('visit', sa.Column('doubt', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('visit') as visit:
        visit.drop_column('doubt')
