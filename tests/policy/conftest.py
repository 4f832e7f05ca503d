"""The county of the matrix, with the key that rescue files are sealed to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from app.db import db, is_sqlite
from app.sync import sealing
from tests.policy.closed_day import close_a_day
from tests.policy.land import Land


@pytest.fixture
def hasty(app: Flask) -> Iterator[None]:
    """Nothing here is about what a power cut leaves: thousands of small transactions need not wait for the disk."""

    def hurry(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous = OFF" if is_sqlite() else "SET synchronous_commit = off")
        cursor.close()

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "connect", hurry)
    yield
    event.remove(db.engine, "connect", hurry)
    db.session.remove()
    db.engine.dispose()


@pytest.fixture
def land(app: Flask, hasty: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Land:
    """tests/policy/land.py says who is who and what lies where."""
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "county-key.pem")
    # Thousands of lists a day are not the matter here.
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 10**9)
    key = sealing.make_file(tmp_path / "county-key.pem")
    close_a_day(key)
    return Land(app, key)
