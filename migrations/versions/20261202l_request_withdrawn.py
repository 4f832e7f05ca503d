"""a list beyond the allowance taken back by whoever asked for it"""

from alembic import op


revision = '20261202l'
down_revision = '20261201f'
branch_labels = None
depends_on = None

_BEFORE = ('requested', 'approved', 'refused')


def upgrade() -> None:
    _allow((*_BEFORE, 'withdrawn'))


def downgrade() -> None:
    op.execute("UPDATE export_request SET decision = 'refused' WHERE decision = 'withdrawn'")
    _allow(_BEFORE)


def _allow(decisions: tuple[str, ...]) -> None:
    with op.batch_alter_table('export_request') as table:
        table.drop_constraint(op.f('ck_export_request_decision_known'), type_='check')
        table.create_check_constraint(op.f('ck_export_request_decision_known'), f'decision IN {decisions}')
