"""What a database keeps of rows that are gone: pages as they were, in its log and in what it has freed."""

from sqlalchemy import text

from app.db import db, is_sqlite


def empty_the_log() -> None:
    """Let SQLite's write-ahead log be emptied; where somebody reads just now, the next look does it."""
    if is_sqlite():
        _alone("PRAGMA busy_timeout=2000", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA busy_timeout=60000")


def rewrite() -> None:
    """Write the whole database anew, without what was ever freed in it: nobody can write meanwhile."""
    if is_sqlite():
        _alone("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL"))


def _alone(*statements: str) -> None:
    """On a connection that is in no transaction, which SQLAlchemy would begin."""
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        for statement in statements:
            connection.cursor().execute(statement).fetchall()  # nosemgrep: sql-in-pieces - the words above
    finally:
        connection.close()
