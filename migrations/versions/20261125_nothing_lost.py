"""nothing that a worker records is lost: the chain, devices that speak, decisions about what was set aside"""

import hashlib
import json
import secrets

import sqlalchemy as sa
from alembic import op


revision = '20261125'
down_revision = '20261122'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('blob_part',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('at', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_blob_part_author_id')),
    sa.PrimaryKeyConstraint('sha256', 'at', name=op.f('pk_blob_part'))
    )
    op.create_table('former_assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('grid_code', sa.String(length=15), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['grid_code'], ['division.code'], name=op.f('fk_former_assignment_grid_code')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_former_assignment_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_former_assignment'))
    )
    with op.batch_alter_table('former_assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_assignment_user_id'), ['user_id'], unique=False)

    op.create_table('visit_photo',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_photo_visit_id')),
    sa.PrimaryKeyConstraint('visit_id', 'sha256', name=op.f('pk_visit_photo'))
    )
    with op.batch_alter_table('blob', schema=None) as batch_op:
        batch_op.add_column(sa.Column('author_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_blob_author_id_blob_received_at'), ['author_id', 'received_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_blob_author_id'), 'user', ['author_id'], ['id'])

    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('audience_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('digest', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('chain_hash', sa.String(length=64), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_change_audience_id_change_seq'), ['audience_id', 'seq'], unique=False)

    with op.batch_alter_table('counter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('chain_hash', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('backed_up', sa.BigInteger(), nullable=False, server_default='0'))

    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.add_column(sa.Column('met', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('build', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('persisted', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('minted_seq', sa.BigInteger(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('oldest_waiting_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('skews', sa.Text(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('lost_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('lost_seq', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('replaced_by', sa.Uuid(), nullable=True))

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.alter_column('device_seq',
               existing_type=sa.BIGINT(),
               nullable=True)

    with op.batch_alter_table('quarantine', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device_seq', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('status', sa.String(), nullable=False, server_default='quarantined'))
        batch_op.add_column(sa.Column('receipt', sa.BigInteger(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('resolution', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('resolved_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('resolved_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('resolution_reason', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('accepted_id', sa.Uuid(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_quarantine_event_id'))
        batch_op.create_index(batch_op.f('ix_quarantine_device_id_quarantine_device_seq'), ['device_id', 'device_seq'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_quarantine_event_id_raw_sha256'), ['event_id', 'raw_sha256'])
        batch_op.create_check_constraint(batch_op.f('ck_quarantine_resolution_known'), "resolution IN ('accepted', 'refused')")
        batch_op.create_foreign_key(batch_op.f('fk_quarantine_accepted_id'), 'event', ['accepted_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_quarantine_resolved_by'), 'user', ['resolved_by'], ['id'])

    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('earliest_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('latest_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('clock_off', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('reviewed_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('reviewed_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('review_reason', sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_visit_reviewed_by'), 'user', ['reviewed_by'], ['id'])
        batch_op.drop_constraint(batch_op.f('ck_visit_status_known'), type_='check')
        batch_op.create_check_constraint(
            batch_op.f('ck_visit_status_known'), "status IN ('accepted', 'needs_review', 'refused')"
        )

    op.execute("UPDATE visit SET latest_at = received_at")
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.alter_column('latest_at', existing_type=sa.DateTime(), nullable=False)

    _chain_what_is_here()


_change = sa.table(
    'change', sa.column('seq'), sa.column('kind'), sa.column('entity_id'), sa.column('division_code'),
    sa.column('audience_id', sa.Uuid()), sa.column('digest'), sa.column('chain_hash'),
)
_event = sa.table('event', sa.column('id', sa.Uuid()), sa.column('receipt'), sa.column('body_sha256'))
_quarantine = sa.table(
    'quarantine', sa.column('id', sa.Uuid()), sa.column('event_id'), sa.column('author_id', sa.Uuid()), sa.column('raw'),
    sa.column('raw_sha256'), sa.column('received_at'), sa.column('code'), sa.column('status'), sa.column('receipt'),
    sa.column('device_seq'),
)
_counter = sa.table('counter', sa.column('value'), sa.column('chain_hash'))


def _chain_what_is_here() -> None:
    """Give every change its digest and hash, and what is in quarantine a number of its own."""
    bind = op.get_bind()
    digests = {
        receipt: _sha256(f'{event_id}|{body_sha256}')
        for event_id, receipt, body_sha256 in bind.execute(sa.select(_event.c.id, _event.c.receipt, _event.c.body_sha256))
    }
    before, last, rows = '0' * 64, 0, []
    columns = sa.select(_change.c.seq, _change.c.kind, _change.c.entity_id).order_by(_change.c.seq)
    for last, kind, entity_id in bind.execute(columns).all():
        digest = digests.get(last) or secrets.token_hex(32)
        before = _sha256(f'{before}|{kind}|{entity_id}|{digest}')
        rows.append({'key': last, 'digest': digest, 'hash': before})
    if rows:
        change = sa.update(_change).where(_change.c.seq == sa.bindparam('key'))
        bind.execute(change.values(digest=sa.bindparam('digest'), chain_hash=sa.bindparam('hash')), rows)
    q = _quarantine.c
    kept = sa.select(q.id, q.event_id, q.author_id, q.raw, q.raw_sha256, q.code).order_by(q.received_at, q.id)
    for item_id, event_id, author_id, raw, digest, code in bind.execute(kept).all():
        last, before = last + 1, _sha256(f'{before}|quarantine|{event_id}|{digest}')
        bind.execute(sa.insert(_change).values(
            seq=last, kind='quarantine', entity_id=event_id, division_code='', audience_id=author_id, digest=digest,
            chain_hash=before,
        ))
        bind.execute(sa.update(_quarantine).where(q.id == item_id).values(
            receipt=last, device_seq=_device_seq(raw), status='conflict' if code == 'same_id_other_content' else 'quarantined'
        ))
    bind.execute(sa.update(_counter).values(value=last, chain_hash=before))


def _device_seq(raw: str) -> int | None:
    number = json.loads(raw).get('device_seq')
    return number if type(number) is int and 1 <= number <= 2**53 else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()



def downgrade() -> None:
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_visit_status_known'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_visit_status_known'), "status IN ('accepted', 'needs_review')")
        batch_op.drop_constraint(batch_op.f('fk_visit_reviewed_by'), type_='foreignkey')
        batch_op.drop_column('review_reason')
        batch_op.drop_column('reviewed_by')
        batch_op.drop_column('reviewed_at')
        batch_op.drop_column('clock_off')
        batch_op.drop_column('latest_at')
        batch_op.drop_column('earliest_at')

    with op.batch_alter_table('quarantine', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_quarantine_resolution_known'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_quarantine_resolved_by'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_quarantine_accepted_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_quarantine_event_id_raw_sha256'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_quarantine_device_id_quarantine_device_seq'))
        batch_op.create_index(batch_op.f('ix_quarantine_event_id'), ['event_id'], unique=False)
        batch_op.drop_column('accepted_id')
        batch_op.drop_column('resolution_reason')
        batch_op.drop_column('resolved_at')
        batch_op.drop_column('resolved_by')
        batch_op.drop_column('resolution')
        batch_op.drop_column('receipt')
        batch_op.drop_column('status')
        batch_op.drop_column('device_seq')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.alter_column('device_seq',
               existing_type=sa.BIGINT(),
               nullable=False)

    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.drop_column('replaced_by')
        batch_op.drop_column('lost_seq')
        batch_op.drop_column('lost_at')
        batch_op.drop_column('skews')
        batch_op.drop_column('oldest_waiting_at')
        batch_op.drop_column('minted_seq')
        batch_op.drop_column('persisted')
        batch_op.drop_column('build')
        batch_op.drop_column('met')

    with op.batch_alter_table('counter', schema=None) as batch_op:
        batch_op.drop_column('backed_up')
        batch_op.drop_column('chain_hash')

    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_audience_id_change_seq'))
        batch_op.drop_column('chain_hash')
        batch_op.drop_column('digest')
        batch_op.drop_column('audience_id')

    with op.batch_alter_table('blob', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_blob_author_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_blob_author_id_blob_received_at'))
        batch_op.drop_column('author_id')

    op.drop_table('visit_photo')
    with op.batch_alter_table('former_assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_assignment_user_id'))

    op.drop_table('former_assignment')
    op.drop_table('blob_part')
