"""accounts: a second step, waits after failed sign-ins, sessions that are listed and go idle, demo accounts marked"""

import uuid
from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from alembic import op


revision = '20261126a'
down_revision = '20261126'
branch_labels = None
depends_on = None

_old = sa.table(
    'sign_in', sa.column('token_sha256'), sa.column('user_id', sa.Uuid()), sa.column('created_at', sa.DateTime()),
    sa.column('expires_at', sa.DateTime()),
)
_user = sa.table(
    'user', sa.column('id', sa.Uuid()), sa.column('role'), sa.column('password_hash'), sa.column('is_demo', sa.Boolean()),
)


def upgrade() -> None:
    with op.batch_alter_table('user') as user:
        user.add_column(sa.Column('is_demo', sa.Boolean(), nullable=False, server_default=sa.false()))
        user.add_column(sa.Column('last_sign_in_at', sa.DateTime(), nullable=True))
    # Hashes are salted: only the demo county, which hashed its one password once, has accounts that share one.
    shared = sa.select(_user.c.password_hash).group_by(_user.c.password_hash).having(sa.func.count() > 1)
    op.execute(sa.update(_user).where(_user.c.password_hash.in_(shared)).values(is_demo=True))
    _sign_ins_anew()
    op.create_table('second_step',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('secret', sa.String(), nullable=False),
    sa.Column('last_step', sa.BigInteger(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_second_step_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_second_step'))
    )
    op.create_table('recovery_code',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('code_sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_recovery_code_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'code_sha256', name=op.f('pk_recovery_code'))
    )
    op.create_table('known_browser',
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('last_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_known_browser_user_id')),
    sa.PrimaryKeyConstraint('token_sha256', name=op.f('pk_known_browser'))
    )
    op.create_index(op.f('ix_known_browser_user_id'), 'known_browser', ['user_id'])
    op.create_table('attempts',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_at', sa.DateTime(), nullable=False),
    sa.Column('wait_until', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_attempts'))
    )
    op.create_index(op.f('ix_attempts_last_at'), 'attempts', ['last_at'])


def _sign_ins_anew() -> None:
    """Phones stay signed in. Whoever needs a second step from now on signs in again, and sets it up."""
    bind = op.get_bind()
    stay = sa.select(_old).join(_user, _user.c.id == _old.c.user_id).where(_user.c.role.in_(('worker', 'village')))
    kept = [dict(row._mapping) for row in bind.execute(stay)]
    op.drop_table('sign_in')
    table = op.create_table('sign_in',
    sa.Column('token_sha256', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('app', sa.String(), nullable=False),
    sa.Column('browser', sa.String(), nullable=False),
    sa.Column('is_whole', sa.Boolean(), nullable=False, server_default=sa.true()),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(), nullable=False),
    sa.Column('idle_until', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("app IN ('phone', 'desk')", name=op.f('ck_sign_in_app_known')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sign_in_user_id')),
    sa.PrimaryKeyConstraint('token_sha256', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('id', name=op.f('uq_sign_in_id'))
    )
    op.create_index(op.f('ix_sign_in_user_id'), 'sign_in', ['user_id'])
    op.create_index(op.f('ix_sign_in_idle_until'), 'sign_in', ['idle_until'])
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    new = {'app': 'phone', 'browser': '更新前登录的', 'is_whole': True, 'last_seen_at': now, 'idle_until': now + timedelta(days=10)}
    if kept:
        bind.execute(sa.insert(table), [{**row, **new, 'id': uuid.uuid4()} for row in kept])


def downgrade() -> None:
    op.drop_table('attempts')
    op.drop_table('known_browser')
    op.drop_table('recovery_code')
    op.drop_table('second_step')
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.drop_index('ix_sign_in_idle_until')
        sign_in.drop_constraint(op.f('uq_sign_in_id'), type_='unique')
        sign_in.drop_constraint(op.f('ck_sign_in_app_known'), type_='check')
        for column in ('idle_until', 'last_seen_at', 'is_whole', 'browser', 'app', 'id'):
            sign_in.drop_column(column)
    with op.batch_alter_table('user') as user:
        user.drop_column('last_sign_in_at')
        user.drop_column('is_demo')
