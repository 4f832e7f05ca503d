"""when to come back to a door, and what was taught there"""

import sqlalchemy as sa
from alembic import op


revision = '20261201v'
down_revision = '20261201d'
branch_labels = None
depends_on = None

LISTENERS = "audience IN ('family', 'merchant', 'finance', 'elderly', 'student', 'returnee', 'low_income')"
NUMBERS = ('quiz_asked', 'quiz_right', 'adults', 'installed', 'verified', 'warned')


def upgrade() -> None:
    with op.batch_alter_table('visit') as visit:
        visit.add_column(sa.Column('come_back_at', sa.DateTime(), nullable=True))
    op.create_table(
        'lesson',
        sa.Column('visit_id', sa.Uuid(), nullable=False),
        sa.Column('audience', sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in NUMBERS),
        sa.Column('role', sa.String(), nullable=True),
        sa.Column('posters', sa.Integer(), nullable=True),
        sa.Column('calls_back', sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint('visit_id', name='pk_lesson'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name='fk_lesson_visit_id'),
        sa.CheckConstraint(LISTENERS, name=op.f('ck_lesson_audience_known')),
        sa.CheckConstraint("role IN ('owner', 'finance', 'staff')", name=op.f('ck_lesson_role_known')),
        sa.CheckConstraint('quiz_right BETWEEN 0 AND quiz_asked', name=op.f('ck_lesson_right_were_asked')),
    )


def downgrade() -> None:
    op.drop_table('lesson')
    with op.batch_alter_table('visit') as visit:
        visit.drop_column('come_back_at')
