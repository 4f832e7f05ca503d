"""cases, whose homes they belong to, files of cases, and who a door was registered as before"""

import sqlalchemy as sa
from alembic import op


revision = '20261130c'
down_revision = '20261130r'
branch_labels = None
depends_on = None

_FRAUDS = ('brushing', 'loan', 'investment', 'impersonation_police', 'impersonation_boss', 'refund', 'health', 'other')


def upgrade() -> None:
    op.create_table(
        'former_household',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('household_id', sa.Uuid(), nullable=False),
        sa.Column('until', sa.DateTime(), nullable=False),
        sa.Column('merged', sa.Boolean(), nullable=False),
        sa.Column('householder', sa.String(), nullable=False),
        sa.Column('title', sa.String(), nullable=True),
        sa.Column('phone', sa.LargeBinary(), nullable=True),
        sa.Column('phone_index', sa.LargeBinary(), nullable=True),
        sa.Column('id_number', sa.LargeBinary(), nullable=True),
        sa.Column('id_number_index', sa.LargeBinary(), nullable=True),
        sa.Column('address', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_former_household_household_id_household')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_former_household')),
    )
    for name in ('household_id', 'householder', 'phone_index', 'id_number_index'):
        op.create_index(op.f(f'ix_former_household_{name}'), 'former_household', [name])
    op.create_table(
        'case_file',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('file_name', sa.String(), nullable=False),
        sa.Column('scope', sa.String(length=12), nullable=False),
        sa.Column('message', sa.String(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('made_by', sa.Uuid(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint("state IN ('ready', 'committed')", name=op.f('ck_case_file_state_known')),
        sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_case_file_made_by_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_case_file')),
    )
    op.create_table(
        'case_row',
        sa.Column('file_id', sa.Uuid(), nullable=False),
        sa.Column('row_no', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('verdict', sa.String(), nullable=False),
        sa.Column('reason', sa.LargeBinary(), nullable=False),
        sa.Column('case', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('new', 'same', 'differs', 'bad', 'skipped')", name=op.f('ck_case_row_verdict_known')
        ),
        sa.ForeignKeyConstraint(['file_id'], ['case_file.id'], name=op.f('fk_case_row_file_id_case_file')),
        sa.PrimaryKeyConstraint('file_id', 'row_no', name=op.f('pk_case_row')),
    )
    op.create_table(
        'case',
        sa.Column('id', sa.Uuid(), nullable=False),
        *_particulars(),
        sa.Column('phone_index', sa.LargeBinary(), nullable=True),
        sa.Column('id_number_index', sa.LargeBinary(), nullable=True),
        sa.Column('file_id', sa.Uuid(), nullable=True),
        sa.Column('made_by', sa.Uuid(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint(f'fraud IN {_FRAUDS}', name=op.f('ck_case_fraud_known')),
        sa.CheckConstraint('happened_from <= happened_until', name=op.f('ck_case_happened_in_order')),
        sa.CheckConstraint('loss_fen >= 0', name=op.f('ck_case_loss_not_negative')),
        sa.ForeignKeyConstraint(['file_id'], ['case_file.id'], name=op.f('fk_case_file_id_case_file')),
        sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_case_made_by_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_case')),
        sa.UniqueConstraint('number', name=op.f('uq_case_number')),
    )
    op.create_index(op.f('ix_case_division_code_happened_from'), 'case', ['division_code', 'happened_from'])
    for name in ('phone_index', 'id_number_index', 'file_id'):
        op.create_index(op.f(f'ix_case_{name}'), 'case', [name])
    op.create_table(
        'former_case',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('case_id', sa.Uuid(), nullable=False),
        *_particulars(),
        sa.Column('until', sa.DateTime(), nullable=False),
        sa.Column('changed_by', sa.Uuid(), nullable=False),
        sa.Column('reason', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_former_case_case_id_case')),
        sa.ForeignKeyConstraint(['changed_by'], ['user.id'], name=op.f('fk_former_case_changed_by_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_former_case')),
    )
    op.create_index(op.f('ix_former_case_case_id'), 'former_case', ['case_id'])
    op.create_table(
        'case_match',
        sa.Column('case_id', sa.Uuid(), nullable=False),
        *_match('case_match'),
        sa.CheckConstraint("strength IN ('strong', 'medium', 'weak')", name=op.f('ck_case_match_strength_known')),
        sa.PrimaryKeyConstraint('case_id', name=op.f('pk_case_match')),
    )
    op.create_table(
        'former_match',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('case_id', sa.Uuid(), nullable=False),
        sa.Column('undone_by', sa.Uuid(), nullable=False),
        sa.Column('undone_at', sa.DateTime(), nullable=False),
        *_match('former_match'),
        sa.ForeignKeyConstraint(['undone_by'], ['user.id'], name=op.f('fk_former_match_undone_by_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_former_match')),
    )
    op.create_index(op.f('ix_former_match_case_id'), 'former_match', ['case_id'])
    for table in ('case_match', 'former_match'):
        op.create_index(op.f(f'ix_{table}_household_id'), table, ['household_id'])


def _match(table: str) -> list[sa.Column | sa.Constraint]:
    """Whose home somebody said that it is."""
    return [
        sa.Column('household_id', sa.Uuid(), nullable=True),
        sa.Column('strength', sa.String(), nullable=True),
        sa.Column('decided_by', sa.Uuid(), nullable=False),
        sa.Column('decided_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f(f'fk_{table}_case_id_case')),
        sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f(f'fk_{table}_household_id_household')),
        sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f(f'fk_{table}_decided_by_user')),
    ]


def _particulars() -> list[sa.Column]:
    """What is said of a case, now or until a correction. The sealed ones are bytes."""
    return [
        sa.Column('number', sa.String(), nullable=True),
        sa.Column('happened_from', sa.DateTime(), nullable=False),
        sa.Column('happened_until', sa.DateTime(), nullable=False),
        sa.Column('reported_at', sa.DateTime(), nullable=True),
        sa.Column('fraud', sa.String(), nullable=False),
        sa.Column('loss_fen', sa.BigInteger(), nullable=True),
        sa.Column('division_code', sa.String(length=12), nullable=False),
        sa.Column('victim', sa.LargeBinary(), nullable=False),
        sa.Column('phone', sa.LargeBinary(), nullable=True),
        sa.Column('id_number', sa.LargeBinary(), nullable=True),
        sa.Column('address', sa.LargeBinary(), nullable=True),
        sa.Column('note', sa.LargeBinary(), nullable=True),
    ]


def downgrade() -> None:
    for table in ('former_match', 'case_match', 'former_case', 'case', 'case_row', 'case_file', 'former_household'):
        op.drop_table(table)
