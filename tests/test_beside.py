"""What lies beside a SQLite county belongs to its owner."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from config import Config, environment_for

pytestmark = pytest.mark.one_database

NOBODY = 65534


def _app(database: Path) -> Flask:
    """Of another account than root, as a county is that serves."""

    class TurnConfig(Config):
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{database}"

    app = create_app(TurnConfig)
    with app.app_context():
        upgrade()
    if os.geteuid() == 0:
        os.chown(database, NOBODY, NOBODY)
    return app


def test_a_command_that_root_runs_locks_nobody_out(tmp_path: Path):
    database = tmp_path / "county.db"
    app = _app(database)
    database.with_name("county.db-turn").unlink(missing_ok=True)

    assert app.test_client().get("/healthz").status_code == 200

    turn, owner = database.with_name("county.db-turn").stat(), database.stat()
    assert (turn.st_uid, turn.st_gid) == (owner.st_uid, owner.st_gid)
    assert turn.st_mode & 0o444 == 0o444


def test_nor_does_the_line_that_bears_witness_to_the_audit_log(tmp_path: Path):
    database = tmp_path / "county.db"
    _app(database)
    command = [Path(sys.executable).with_name("flask"), "--app", "wsgi", "start-campaign", "--name", "冬季"]

    # In a process of its own, as root has it.
    subprocess.run(
        [*command, "--from", "2026-11-01", "--until", "2026-12-20"],
        env=environment_for(f"sqlite:///{database}"),
        check=True,
    )

    line, owner = database.with_name("county.db-audit").stat(), database.stat()
    assert (line.st_uid, line.st_gid) == (owner.st_uid, owner.st_gid)
