"""a campaign's phases and reporting days, and what its plan was before each change

A campaign that is there already gets what was true of it all along: no preparation apart, assessed from the day after
its deadline, reported on Fridays at 16:00 and on the 5th of the month.
"""

import sqlalchemy as sa
from alembic import op


revision = '20261129p'
down_revision = '20261128'
branch_labels = None
depends_on = None

_REPORTING = (
    ('weekday', sa.Integer(), '5'),
    ('weekly_at', sa.String(), '16:00'),
    ('month_day', sa.Integer(), '5'),
    ('monthly_at', sa.String(), '16:00'),
)


def upgrade() -> None:
    with op.batch_alter_table('campaign') as batch:
        batch.add_column(sa.Column('drive_on', sa.Date(), nullable=True))
        batch.add_column(sa.Column('assessment_on', sa.Date(), nullable=True))
        for name, type_, default in _REPORTING:
            batch.add_column(sa.Column(name, type_, server_default=default, nullable=False))
    next_day = "date(deadline_on, '+1 day')" if op.get_bind().dialect.name == 'sqlite' else 'deadline_on + 1'
    op.execute(f'UPDATE campaign SET drive_on = starts_on, assessment_on = {next_day}')
    with op.batch_alter_table('campaign') as batch:
        batch.alter_column('drive_on', existing_type=sa.Date(), nullable=False)
        batch.alter_column('assessment_on', existing_type=sa.Date(), nullable=False)
        for name, type_, _ in _REPORTING:
            batch.alter_column(name, existing_type=type_, existing_nullable=False, server_default=None)
    op.create_table(
        'former_plan',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('campaign_id', sa.Uuid(), nullable=False),
        sa.Column('until', sa.DateTime(), nullable=False),
        sa.Column('changed_by', sa.Uuid(), nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('drive_on', sa.Date(), nullable=False),
        sa.Column('assessment_on', sa.Date(), nullable=False),
        sa.Column('deadline_on', sa.Date(), nullable=False),
        sa.Column('target_percent', sa.Integer(), nullable=False),
        *(sa.Column(name, type_, nullable=False) for name, type_, _ in _REPORTING),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_former_plan_campaign_id_campaign')),
        sa.ForeignKeyConstraint(['changed_by'], ['user.id'], name=op.f('fk_former_plan_changed_by_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_former_plan')),
    )
    op.create_index(op.f('ix_former_plan_campaign_id'), 'former_plan', ['campaign_id'])


def downgrade() -> None:
    op.drop_table('former_plan')
    with op.batch_alter_table('campaign') as batch:
        for name in ('monthly_at', 'month_day', 'weekly_at', 'weekday', 'assessment_on', 'drive_on'):
            batch.drop_column(name)
