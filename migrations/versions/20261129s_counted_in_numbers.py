"""standings counted in numbers: campaigns have one, and so has where a door stands"""

import sqlalchemy as sa
from alembic import op


revision = '20261129s'
down_revision = '20261129p'
branch_labels = None
depends_on = None

_KINDS = ('family', 'merchant', 'enterprise')
_STATES = ('uncovered', 'covered', 'excluded')


def upgrade() -> None:
    with op.batch_alter_table('campaign') as campaign:
        campaign.add_column(sa.Column('number', sa.Integer(), nullable=True))
    op.execute(
        'UPDATE campaign SET number = (SELECT count(*) FROM campaign AS c WHERE c.created_at < campaign.created_at'
        ' OR (c.created_at = campaign.created_at AND c.id <= campaign.id))'
    )
    with op.batch_alter_table('campaign') as campaign:
        campaign.alter_column('number', existing_type=sa.Integer(), nullable=False)
        campaign.create_check_constraint(op.f('ck_campaign_number_fits'), 'number BETWEEN 1 AND 500')
        campaign.create_unique_constraint(op.f('uq_campaign_number'), ['number'])
    op.drop_index('ix_standing_counted', 'standing')
    for column, type_ in (('counted_as', sa.BigInteger()), ('from_day', sa.Integer()), ('until_day', sa.Integer())):
        op.add_column('standing', sa.Column(column, type_, nullable=True))
    _count()
    with op.batch_alter_table('standing') as standing:
        standing.alter_column('counted_as', existing_type=sa.BigInteger(), nullable=False)
        standing.alter_column('from_day', existing_type=sa.Integer(), nullable=False)
        standing.alter_column('until_day', existing_type=sa.Integer(), nullable=False)
        standing.create_index('ix_standing_listed', ['campaign_id', 'division_code', 'kind', 'state', 'from_on', 'until_on'])
        standing.create_index('ix_standing_counted', ['counted_as', 'until_day', 'from_day'])


def downgrade() -> None:
    with op.batch_alter_table('standing') as standing:
        standing.drop_index('ix_standing_counted')
        standing.drop_index('ix_standing_listed')
        standing.create_index('ix_standing_counted', ['campaign_id', 'division_code', 'kind', 'state', 'from_on', 'until_on'])
        for column in ('counted_as', 'from_day', 'until_day'):
            standing.drop_column(column)
    with op.batch_alter_table('campaign') as campaign:
        campaign.drop_constraint(op.f('uq_campaign_number'), type_='unique')
        campaign.drop_constraint(op.f('ck_campaign_number_fits'), type_='check')
        campaign.drop_column('number')


def _count() -> None:
    """As app/households/counting.py does it today; a day is its number since the year 1."""
    day = (
        'CAST(julianday({}) - 1721424.5 AS INTEGER)'
        if op.get_bind().dialect.name == 'sqlite'
        else "({} - DATE '0001-01-01' + 1)"
    )
    op.execute(
        'UPDATE standing SET counted_as = (((SELECT number FROM campaign WHERE campaign.id = standing.campaign_id)'
        f' * CAST(1000000000000000 AS BIGINT) + CAST(division_code AS BIGINT)) * 4 + {_place("kind", _KINDS)}) * 4'
        f' + {_place("state", _STATES)}, from_day = {day.format("from_on")}, until_day = {day.format("until_on")}'
    )


def _place(column: str, words: tuple[str, ...]) -> str:
    return f'CASE {column} ' + ' '.join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(words)) + ' END'
