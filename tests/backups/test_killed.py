"""What a verification that was killed had restored elsewhere does not stay: the next one, or the next start, sweeps it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.backups import operations as backups
from app.db import db, is_sqlite
from config import ROOT, environment_for
from tests.phone import Phone

LIMIT_S = 60


@pytest.fixture
def backup(phone: Phone, tmp_path: Path) -> Path:
    backups.write(tmp_path / "county.backup")
    db.session.rollback()
    return tmp_path / "county.backup"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The disk on which these processes put what is temporary, and nobody else."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def verify(app: Flask, backup: Path, elsewhere: Path) -> subprocess.Popen[bytes]:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "verify-backup", str(backup)],
        cwd=ROOT,
        env={**environment_for(url), "TMPDIR": str(elsewhere), "DATA_KEY_FILE": str(app.config["DATA_KEY_FILE"])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def kill_when(process: subprocess.Popen[bytes], is_time: Callable[[], bool]) -> None:
    """Kill it, with all that it started, as soon as it is there where it must be."""
    until = time.monotonic() + LIMIT_S
    while not is_time() and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    assert process.poll() is None, process.communicate()[0].decode()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def drills() -> list[str]:
    """The databases that drills were restored into, of any county on this server."""
    if is_sqlite():
        return []
    names = db.session.scalars(text("SELECT datname FROM pg_database WHERE datname LIKE 'qiaomen_drill_%'")).all()
    db.session.rollback()
    return list(names)


def test_what_a_killed_verification_restored_is_swept_by_the_next(app: Flask, backup: Path, elsewhere: Path):
    def is_time() -> bool:
        return any(elsewhere.glob("*/county")) if is_sqlite() else bool(drills())

    kill_when(verify(app, backup, elsewhere), is_time)
    assert list(elsewhere.iterdir()) or drills()

    again = verify(app, backup, elsewhere)

    said = again.communicate(timeout=LIMIT_S)[0].decode()
    assert again.returncode == 0, said
    assert (list(elsewhere.iterdir()), drills()) == ([], [])


def test_it_is_swept_at_the_next_start_too(app: Flask, backup: Path, elsewhere: Path):
    kill_when(verify(app, backup, elsewhere), lambda: any(elsewhere.glob("*/county")))
    assert list(elsewhere.iterdir())

    env = {**environment_for(app.config["SQLALCHEMY_DATABASE_URI"]), "TMPDIR": str(elsewhere)}
    subprocess.run([sys.executable, "-c", "import wsgi"], cwd=ROOT, env=env, check=True, capture_output=True)

    assert list(elsewhere.iterdir()) == []
