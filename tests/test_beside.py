"""Where SQLite's writers stand in line."""

import os
from pathlib import Path

from flask_migrate import upgrade

from app import create_app
from config import Config

NOBODY = 65534


def test_a_command_that_root_runs_locks_nobody_out(tmp_path: Path):
    database = tmp_path / "county.db"

    class TurnConfig(Config):
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{database}"

    app = create_app(TurnConfig)
    with app.app_context():
        upgrade()
    database.with_name("county.db-turn").unlink(missing_ok=True)
    if os.geteuid() == 0:
        os.chown(database, NOBODY, NOBODY)

    assert app.test_client().get("/healthz").status_code == 200

    turn, owner = database.with_name("county.db-turn").stat(), database.stat()
    assert (turn.st_uid, turn.st_gid) == (owner.st_uid, owner.st_gid)
    assert turn.st_mode & 0o444 == 0o444
