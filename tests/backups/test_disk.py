"""What the disk does: it fills up, and somebody else has the file open."""

import errno
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.backups import sqlite
from app.backups.sealed import appearing
from app.problems import Problem

_HOLD_OPEN = """
import sqlite3, sys
county = sqlite3.connect(sys.argv[1])
county.execute("SELECT * FROM t").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path):
    def write() -> None:
        with appearing(tmp_path / "county.backup") as part:
            part.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Problem) as refused:
        write()

    assert refused.value.code == "backup_no_room"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_sqlite_finds_full_leaves_nothing_behind(tmp_path: Path):
    def write() -> None:
        with appearing(tmp_path / "county.backup") as part, closing(sqlite3.connect(part)) as copy:
            copy.execute("PRAGMA max_page_count = 2")
            copy.executescript("CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x);")

    with pytest.raises(Problem) as refused:
        write()

    assert refused.value.code == "backup_no_room"
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_is_not_moved_away_under_a_server(tmp_path: Path):
    county, kept = tmp_path / "county.db", tmp_path / "kept"
    with closing(sqlite3.connect(county)) as made:
        made.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (x);")

    command = [sys.executable, "-c", _HOLD_OPEN, str(county)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"open\n"
        with pytest.raises(Problem) as refused:
            sqlite._put_aside(county, kept)
        server.communicate()
    still_there = county.exists()
    sqlite._put_aside(county, kept)

    assert refused.value.code == "county_in_use"
    assert still_there
    assert (county.exists(), kept.exists()) == (False, True)
