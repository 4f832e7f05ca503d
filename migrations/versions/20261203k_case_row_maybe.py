"""A row of a workbook of cases that may be a case that is there, and may be another."""

from alembic import op


revision = '20261203k'
down_revision = '20261203f'
branch_labels = None
depends_on = None

_BEFORE = ('new', 'same', 'differs', 'bad', 'skipped')


def upgrade() -> None:
    _allow(('new', 'same', 'maybe', 'differs', 'bad', 'skipped'))


def downgrade() -> None:
    op.execute("UPDATE case_row SET verdict = 'differs' WHERE verdict = 'maybe'")
    _allow(_BEFORE)


def _allow(verdicts: tuple[str, ...]) -> None:
    with op.batch_alter_table('case_row') as table:
        table.drop_constraint(op.f('ck_case_row_verdict_known'), type_='check')
        table.create_check_constraint(op.f('ck_case_row_verdict_known'), f'verdict IN {verdicts}')
