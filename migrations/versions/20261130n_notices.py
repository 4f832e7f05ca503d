"""notices to five audiences, with what they teach about and who worded them; a version is never edited, says the database

What stands there was for everybody, which is the family's now. What it teaches about is known where it is the text that came with the
program; of words of the county's own nobody was asked, and nothing is said.
"""

import hashlib

import sqlalchemy as sa
from alembic import op


revision = '20261130n'
down_revision = '20261130c'
branch_labels = None
depends_on = None

# The text that came with the program until now, and what it told of.
_OURS = '978b9cc82e5b043d485828f854bb3a0fe003839a91737abb8663b7a020c703e3'
_TOLD = ['brushing', 'loan', 'investment', 'impersonation_police', 'refund']
_TRIGGER = 'notice_template_never_edited'
_OTHERS = ('merchant', 'finance', 'elderly', 'student')
_SAYS = 'a version of a notice is never edited'
_TEMPLATE = sa.table(
    'notice_template', sa.column('id', sa.Uuid()), sa.column('body', sa.Text()), sa.column('teaches', sa.JSON()),
    sa.column('audience', sa.String()), sa.column('version', sa.Integer()),
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table('notice_template') as template:
        template.add_column(sa.Column('audience', sa.String(), nullable=False, server_default='family'))
        template.add_column(sa.Column('teaches', sa.JSON(), nullable=False, server_default='[]'))
        template.add_column(sa.Column('worded_by', sa.Uuid(), nullable=True))
        template.create_foreign_key(op.f('fk_notice_template_worded_by'), 'user', ['worded_by'], ['id'])
        template.drop_constraint(op.f('uq_notice_template_campaign_id_version'), type_='unique')
        template.create_unique_constraint(
            op.f('uq_notice_template_campaign_id_audience_version'), ['campaign_id', 'audience', 'version']
        )
    with op.batch_alter_table('notice_template') as template:
        template.alter_column('audience', existing_type=sa.String(), server_default=None)
        template.alter_column('teaches', existing_type=sa.JSON(), server_default=None)
    # Those of an audience that a downgrade has moved out of the way.
    for place, audience in enumerate(_OTHERS, start=1):
        moved = sa.update(_TEMPLATE).where(_TEMPLATE.c.version.between(1 - 1000 * place, 999 - 1000 * place))
        op.execute(moved.values(audience=audience, version=_TEMPLATE.c.version + 1000 * place))
    for template_id, body in op.get_bind().execute(sa.select(_TEMPLATE.c.id, _TEMPLATE.c.body)).all():
        if hashlib.sha256(body.encode()).hexdigest() == _OURS:
            op.execute(sa.update(_TEMPLATE).where(_TEMPLATE.c.id == template_id).values(teaches=_TOLD))
    op.create_index(op.f('ix_slip_template_id'), 'slip', ['template_id'])
    _forbid_edits()


def downgrade() -> None:
    op.execute(f'DROP TRIGGER {_TRIGGER}' + ('' if _is_sqlite() else ' ON notice_template'))
    if not _is_sqlite():
        op.execute(f'DROP FUNCTION {_TRIGGER}()')
    op.drop_index(op.f('ix_slip_template_id'), table_name='slip')
    # Numbers are the campaign's again. Slips keep the words that they were signed on.
    for place, audience in enumerate(_OTHERS, start=1):
        moved = sa.update(_TEMPLATE).where(_TEMPLATE.c.audience == audience)
        op.execute(moved.values(version=_TEMPLATE.c.version - 1000 * place))
    with op.batch_alter_table('notice_template') as template:
        template.drop_constraint(op.f('uq_notice_template_campaign_id_audience_version'), type_='unique')
        template.create_unique_constraint(op.f('uq_notice_template_campaign_id_version'), ['campaign_id', 'version'])
        template.drop_constraint(op.f('fk_notice_template_worded_by'), type_='foreignkey')
        for name in ('worded_by', 'teaches', 'audience'):
            template.drop_column(name)


def _forbid_edits() -> None:
    """A trigger of the table's: whoever rebuilds it (batch_alter_table on SQLite) has to make this again."""
    if _is_sqlite():
        op.execute(f"CREATE TRIGGER {_TRIGGER} BEFORE UPDATE ON notice_template BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END")
        return
    # Citus takes a trigger on a table that it has placed on a node only when told so; this one looks at nothing but its own row.
    # The setting is nobody's where there is no Citus.
    op.execute("SELECT set_config('citus.enable_unsafe_triggers', 'on', true)")
    raises = f"BEGIN RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation'; END"
    op.execute(f'CREATE FUNCTION {_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$ {raises} $$')
    op.execute(f'CREATE TRIGGER {_TRIGGER} BEFORE UPDATE ON notice_template FOR EACH ROW EXECUTE FUNCTION {_TRIGGER}()')


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'
