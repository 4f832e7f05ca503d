"""The first data key of a county: its file where there is none yet, and the key in the database."""

from pathlib import Path

from flask import current_app
from sqlalchemy import inspect, select

from app.db import database_file, db
from app.vault import key_file
from app.vault.keyring import keyring
from app.vault.models import DataKey


def has_table() -> bool:
    """Whether the database has come so far as to hold data keys."""
    return inspect(db.engine).has_table(DataKey.__tablename__)


def is_made() -> bool:
    """Whether the county has a data key; then its file is not to be made again, whatever became of it."""
    found = has_table() and db.session.scalar(select(DataKey.id).limit(1)) is not None
    db.session.rollback()
    return found


def make_file() -> Path | None:
    """Make the file, where there is none and nothing was sealed with another; answers where it is, if made now."""
    path: Path = current_app.config["DATA_KEY_FILE"]
    if path.exists() or is_made():
        return None
    key_file.make(path, database_file())
    return path


def make() -> None:
    """Make the county's first data key; inside the caller's transaction."""
    keyring().make(db.session.connection(), current_app.config["DATA_CIPHER"])
