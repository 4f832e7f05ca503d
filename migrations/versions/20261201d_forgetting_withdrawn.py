"""a forgetting taken back by whoever asked for it"""

from alembic import op


revision = '20261201d'
down_revision = '20261201g'
branch_labels = None
depends_on = None

_BEFORE = ('requested', 'approved', 'refused')


def upgrade() -> None:
    _allow((*_BEFORE, 'withdrawn'))


def downgrade() -> None:
    op.execute("UPDATE forgetting SET decision = 'refused' WHERE decision = 'withdrawn'")
    _allow(_BEFORE)


def _allow(decisions: tuple[str, ...]) -> None:
    with op.batch_alter_table('forgetting') as table:
        table.drop_constraint(op.f('ck_forgetting_decision_known'), type_='check')
        table.create_check_constraint(op.f('ck_forgetting_decision_known'), f'decision IN {decisions}')
