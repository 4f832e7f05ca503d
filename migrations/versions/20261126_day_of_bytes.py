"""a day's bytes are added up from the index alone"""

from alembic import op


revision = '20261126'
down_revision = '20261125'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('blob') as blob:
        blob.drop_index('ix_blob_author_id_blob_received_at')
        blob.create_index('ix_blob_author_id_blob_received_at_blob_size', ['author_id', 'received_at', 'size'])


def downgrade() -> None:
    with op.batch_alter_table('blob') as blob:
        blob.drop_index('ix_blob_author_id_blob_received_at_blob_size')
        blob.create_index('ix_blob_author_id_blob_received_at', ['author_id', 'received_at'])
