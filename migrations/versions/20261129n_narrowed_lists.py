"""what a list that left, or was asked for, was narrowed to beyond its state"""

import sqlalchemy as sa
from alembic import op


revision = '20261129n'
down_revision = '20261129e'
branch_labels = None
depends_on = None

NARROWED = {'part': sa.String(), 'excluded_for': sa.String(), 'attempts': sa.String(), 'worker': sa.Uuid()}


def upgrade() -> None:
    for table in ('export', 'export_request'):
        for name, type_ in NARROWED.items():
            op.add_column(table, sa.Column(name, type_, nullable=True))


def downgrade() -> None:
    for table in ('export', 'export_request'):
        with op.batch_alter_table(table) as narrowed:
            for name in NARROWED:
                narrowed.drop_column(name)
