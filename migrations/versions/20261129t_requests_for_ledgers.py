"""ledgers may be asked for beyond a day's allowance, as lists are"""

import sqlalchemy as sa
from alembic import op


revision = '20261129t'
down_revision = '20261129l'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('export_request') as request:
        request.add_column(sa.Column('content', sa.String(), nullable=False, server_default='doors'))
        request.add_column(sa.Column('first', sa.Date(), nullable=True))
        request.alter_column('state', existing_type=sa.String(), nullable=True)
    with op.batch_alter_table('export_request') as request:
        request.alter_column('content', existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM export_request WHERE content <> 'doors'")
    with op.batch_alter_table('export_request') as request:
        request.alter_column('state', existing_type=sa.String(), nullable=False)
        request.drop_column('first')
        request.drop_column('content')
