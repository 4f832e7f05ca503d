"""the register"""

import sqlalchemy as sa
from alembic import op


revision = '20261122'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('blob',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('mime', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_blob'))
    )
    op.create_table('campaign',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('deadline_on', sa.Date(), nullable=False),
    sa.Column('target_percent', sa.Integer(), nullable=False),
    sa.Column('counts_refusals', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign'))
    )
    op.create_table('change',
    sa.Column('seq', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('entity_id', sa.String(), nullable=False),
    sa.Column('division_code', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_change'))
    )
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_division_code_change_seq'), ['division_code', 'seq'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_kind_change_entity_id'), ['kind', 'entity_id'], unique=False)

    op.create_table('counter',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_counter'))
    )
    op.create_table('division',
    sa.Column('code', sa.String(length=15), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('parent_code', sa.String(length=15), nullable=True),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('former_name', sa.String(), nullable=True),
    sa.CheckConstraint("level IN ('county', 'town', 'village', 'grid')", name=op.f('ck_division_level_known')),
    sa.ForeignKeyConstraint(['parent_code'], ['division.code'], name=op.f('fk_division_parent_code')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_division'))
    )
    with op.batch_alter_table('division', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_division_parent_code'), ['parent_code'], unique=False)

    op.create_table('household',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('door_key', sa.String(), nullable=False),
    sa.Column('door_code', sa.String(), nullable=True),
    sa.Column('division_code', sa.String(length=15), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('householder', sa.String(), nullable=False),
    sa.Column('initials', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('id_number', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('address_key', sa.String(), nullable=False),
    sa.Column('lat', sa.Float(), nullable=True),
    sa.Column('lon', sa.Float(), nullable=True),
    sa.Column('residents_count', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('registered_on', sa.Date(), nullable=False),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.CheckConstraint("kind IN ('family', 'merchant', 'enterprise')", name=op.f('ck_household_kind_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_household')),
    sa.UniqueConstraint('door_key', name=op.f('uq_household_door_key'))
    )
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_household_division_code_household_address_key_household_id'), ['division_code', 'address_key', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_household_lat_household_lon'), ['lat', 'lon'], unique=False)

    op.create_table('user',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('username', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("role IN ('worker', 'village', 'station', 'supervisor', 'admin')", name=op.f('ck_user_role_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('username', name=op.f('uq_user_username'))
    )
    op.create_table('assignment',
    sa.Column('grid_code', sa.String(length=15), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['grid_code'], ['division.code'], name=op.f('fk_assignment_grid_code')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_assignment_user_id')),
    sa.PrimaryKeyConstraint('grid_code', 'user_id', name=op.f('pk_assignment'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_user_id'), ['user_id'], unique=False)

    op.create_table('cover',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('campaign_id', sa.Uuid(), nullable=False),
    sa.Column('household_id', sa.Uuid(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_cover_campaign_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_cover_household_id')),
    sa.PrimaryKeyConstraint('visit_id', name=op.f('pk_cover'))
    )
    with op.batch_alter_table('cover', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cover_household_id'), ['household_id'], unique=False)

    op.create_table('device',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('first_seen_at', sa.DateTime(), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_device_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device'))
    )
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_device_user_id'), ['user_id'], unique=False)

    op.create_table('exclusion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('household_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('requested_by', sa.Uuid(), nullable=False),
    sa.Column('requested_at', sa.DateTime(), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('refusal', sa.String(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.CheckConstraint("reason IN ('vacant', 'registered_only', 'away', 'lives_elsewhere', 'demolished', 'moved_out')", name=op.f('ck_exclusion_reason_known')),
    sa.CheckConstraint("state IN ('requested', 'approved', 'refused')", name=op.f('ck_exclusion_state_known')),
    sa.CheckConstraint('decided_by IS NULL OR decided_by <> requested_by', name=op.f('ck_exclusion_approver_is_not_requester')),
    sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f('fk_exclusion_decided_by')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_exclusion_household_id')),
    sa.ForeignKeyConstraint(['requested_by'], ['user.id'], name=op.f('fk_exclusion_requested_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exclusion'))
    )
    with op.batch_alter_table('exclusion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exclusion_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exclusion_state'), ['state'], unique=False)

    op.create_table('notice_template',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('campaign_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_notice_template_campaign_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_template')),
    sa.UniqueConstraint('campaign_id', 'version', name=op.f('uq_notice_template_campaign_id_version'))
    )
    op.create_table('official_count',
    sa.Column('code', sa.String(length=15), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('households', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['code'], ['division.code'], name=op.f('fk_official_count_code')),
    sa.PrimaryKeyConstraint('code', 'from_on', name=op.f('pk_official_count'))
    )
    op.create_table('outline',
    sa.Column('code', sa.String(length=15), nullable=False),
    sa.Column('geometry', sa.Text(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.CheckConstraint("source IN ('imported', 'doors')", name=op.f('ck_outline_source_known')),
    sa.ForeignKeyConstraint(['code'], ['division.code'], name=op.f('fk_outline_code')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_outline'))
    )
    op.create_table('placement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('household_id', sa.Uuid(), nullable=False),
    sa.Column('division_code', sa.String(length=15), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_placement_household_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement'))
    )
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_placement_household_id'), ['household_id'], unique=False)

    op.create_table('resident',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('household_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('relation', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('id_number', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_resident_household_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resident'))
    )
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resident_household_id'), ['household_id'], unique=False)

    op.create_table('roster',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('progress_done', sa.Integer(), nullable=False),
    sa.Column('progress_total', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=True),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('layout', sa.JSON(), nullable=True),
    sa.Column('labels', sa.JSON(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('alive_until', sa.DateTime(), nullable=False),
    sa.CheckConstraint("state IN ('reading', 'ready', 'committing', 'committed', 'failed')", name=op.f('ck_roster_state_known')),
    sa.ForeignKeyConstraint(['created_by'], ['user.id'], name=op.f('fk_roster_created_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster'))
    )
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_created_by'), ['created_by'], unique=False)

    op.create_table('sign_in',
    sa.Column('token_sha256', sa.String(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sign_in_user_id')),
    sa.PrimaryKeyConstraint('token_sha256', name=op.f('pk_sign_in'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_user_id'), ['user_id'], unique=False)

    op.create_table('standing',
    sa.Column('household_id', sa.Uuid(), nullable=False),
    sa.Column('campaign_id', sa.Uuid(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('division_code', sa.String(length=15), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_standing_campaign_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_standing_household_id')),
    sa.PrimaryKeyConstraint('household_id', 'campaign_id', 'from_on', name=op.f('pk_standing'))
    )
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.create_index('ix_standing_counted', ['campaign_id', 'division_code', 'kind', 'state', 'from_on', 'until_on'], unique=False)

    op.create_table('visit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('campaign_id', sa.Uuid(), nullable=False),
    sa.Column('household_id', sa.Uuid(), nullable=False),
    sa.Column('worker_id', sa.Uuid(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('visited_at', sa.DateTime(), nullable=False),
    sa.Column('device_time', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('receipt', sa.BigInteger(), nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('witness', sa.String(), nullable=True),
    sa.Column('lat', sa.Float(), nullable=True),
    sa.Column('lon', sa.Float(), nullable=True),
    sa.Column('accuracy_m', sa.Integer(), nullable=True),
    sa.Column('distance_m', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawal_reason', sa.String(), nullable=True),
    sa.Column('withdrawal_reaches_back', sa.Boolean(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.CheckConstraint("outcome IN ('taught', 'no_answer', 'refused', 'moved', 'vacant')", name=op.f('ck_visit_outcome_known')),
    sa.CheckConstraint("status IN ('accepted', 'needs_review')", name=op.f('ck_visit_status_known')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_visit_campaign_id')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_visit_household_id')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['user.id'], name=op.f('fk_visit_withdrawn_by')),
    sa.ForeignKeyConstraint(['worker_id'], ['user.id'], name=op.f('fk_visit_worker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_campaign_id_visit_household_id'), ['campaign_id', 'household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_household_id_visit_visited_at'), ['household_id', 'visited_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_worker_id'), ['worker_id'], unique=False)

    op.create_table('event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('device_seq', sa.BigInteger(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('schema_version', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('body_sha256', sa.String(length=64), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('receipt', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_event_author_id')),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_event_device_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('device_id', 'device_seq', name=op.f('uq_event_device_id_device_seq'))
    )
    op.create_table('quarantine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.String(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('raw', sa.Text(), nullable=False),
    sa.Column('raw_sha256', sa.String(length=64), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_quarantine_author_id')),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_quarantine_device_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quarantine'))
    )
    with op.batch_alter_table('quarantine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quarantine_event_id'), ['event_id'], unique=False)

    op.create_table('roster_row',
    sa.Column('roster_id', sa.Uuid(), nullable=False),
    sa.Column('row_no', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('head_row', sa.Integer(), nullable=True),
    sa.Column('householder', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=True),
    sa.Column('division_code', sa.String(), nullable=True),
    sa.Column('merge_with', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('taken', sa.Boolean(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=True),
    sa.Column('door', sa.JSON(none_as_null=True), nullable=True),
    sa.CheckConstraint("verdict IN ('new', 'changed', 'same', 'merge', 'bad', 'skipped')", name=op.f('ck_roster_row_verdict_known')),
    sa.ForeignKeyConstraint(['roster_id'], ['roster.id'], name=op.f('fk_roster_row_roster_id')),
    sa.PrimaryKeyConstraint('roster_id', 'row_no', name=op.f('pk_roster_row'))
    )
    with op.batch_alter_table('roster_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_row_roster_id_roster_row_verdict_roster_row_row_no'), ['roster_id', 'verdict', 'row_no'], unique=False)

    op.create_table('slip',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('template_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_sha256', sa.String(length=64), nullable=False),
    sa.Column('signer_name', sa.String(), nullable=False),
    sa.Column('signer_relation', sa.String(), nullable=False),
    sa.Column('strokes', sa.Text(), nullable=False),
    sa.Column('signature_sha256', sa.String(length=64), nullable=False),
    sa.Column('completed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['template_id'], ['notice_template.id'], name=op.f('fk_slip_template_id')),
    sa.PrimaryKeyConstraint('visit_id', name=op.f('pk_slip'))
    )
    with op.batch_alter_table('slip', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_slip_signature_sha256'), ['signature_sha256'], unique=False)

    # The county's change number begins at nothing; its one row is never added or removed again.
    op.execute("INSERT INTO counter (id, value) VALUES (1, 0)")


def downgrade() -> None:
    with op.batch_alter_table('slip', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_slip_signature_sha256'))

    op.drop_table('slip')
    with op.batch_alter_table('roster_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_row_roster_id_roster_row_verdict_roster_row_row_no'))

    op.drop_table('roster_row')
    with op.batch_alter_table('quarantine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quarantine_event_id'))

    op.drop_table('quarantine')
    op.drop_table('event')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_worker_id'))
        batch_op.drop_index(batch_op.f('ix_visit_household_id_visit_visited_at'))
        batch_op.drop_index(batch_op.f('ix_visit_campaign_id_visit_household_id'))

    op.drop_table('visit')
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.drop_index('ix_standing_counted')

    op.drop_table('standing')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_user_id'))

    op.drop_table('sign_in')
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_created_by'))

    op.drop_table('roster')
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resident_household_id'))

    op.drop_table('resident')
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_placement_household_id'))

    op.drop_table('placement')
    op.drop_table('outline')
    op.drop_table('official_count')
    op.drop_table('notice_template')
    with op.batch_alter_table('exclusion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exclusion_state'))
        batch_op.drop_index(batch_op.f('ix_exclusion_household_id'))

    op.drop_table('exclusion')
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_device_user_id'))

    op.drop_table('device')
    with op.batch_alter_table('cover', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cover_household_id'))

    op.drop_table('cover')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_user_id'))

    op.drop_table('assignment')
    op.drop_table('user')
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_household_lat_household_lon'))
        batch_op.drop_index(batch_op.f('ix_household_division_code_household_address_key_household_id'))

    op.drop_table('household')
    with op.batch_alter_table('division', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_division_parent_code'))

    op.drop_table('division')
    op.drop_table('counter')
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_kind_change_entity_id'))
        batch_op.drop_index(batch_op.f('ix_change_division_code_change_seq'))

    op.drop_table('change')
    op.drop_table('campaign')
    op.drop_table('blob')
