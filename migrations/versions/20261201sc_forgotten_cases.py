"""since when whom a case befell is gone"""

import sqlalchemy as sa
from alembic import op


revision = '20261201sc'
down_revision = '20261201s'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('case', sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('case', 'forgotten_at')
