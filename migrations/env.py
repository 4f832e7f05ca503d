"""Runs the migrations against the running app's database."""

from alembic import context
from flask import current_app

from app.db import Base, UtcDateTime

_engine = current_app.extensions["migrate"].db.engine


def _render(_kind: str, item: object, _context: object) -> str | bool:
    """Our instants are plain timestamps to the database; migrations need not know the type of today."""
    return "sa.DateTime()" if isinstance(item, UtcDateTime) else False


def run() -> None:
    """Apply what is missing, in one transaction where the database can."""
    with _engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A table is rebuilt by dropping it, which its references would forbid; past SQLAlchemy, since the
            # setting has no effect once a transaction has begun. This connection is closed afterwards.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            # SQLite cannot alter a column; Alembic then rebuilds the table.
            render_as_batch=True,
            compare_type=True,
            render_item=_render,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name == "sqlite":
            connection.rollback()
            # What a migration changed may still stand in the write-ahead log as it was.
            connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.invalidate()


run()
