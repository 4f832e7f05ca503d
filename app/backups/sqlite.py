"""A county in a SQLite file: copied, tried out and put back with SQLite's own backup, page by page."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.backups import refusals
from app.backups.sealed import appearing, in_words
from app.changes import Head
from app.db import database_file

FIRST_BYTES = b"SQLite format 3\0"
# Where SQLite's locks are in the file: every open connection holds a share of it in WAL mode.
_LOCK_BYTE, _LOCK_BYTES = 0x40000002, 510


def write(target: Path) -> Head:
    """Copy the county into a file of its own; writers go on meanwhile. Answers what the copy holds."""
    with appearing(target) as part, closing(_open(_county())) as ours, closing(_open(part)) as copy:
        _copy_pages(ours, copy)
        if wrong := _unsound(copy):
            raise refusals.county_damaged(wrong)
        return _head(copy)


@contextmanager
def drill(copy: Path) -> Iterator[str]:
    """The URL of a database that holds what this copy holds, for as long as the context lasts."""
    with in_words(), closing(_open(copy)) as restored:
        if wrong := _unsound(restored):
            raise refusals.backup_damaged(wrong)
    yield f"sqlite:///{copy}"


def is_there() -> bool:
    """Whether there is a file to replace; asking SQLite would make one."""
    return _county().exists()


def replace(copy: Path, name: str, _beside: Path) -> Path | None:
    """Put what the copy holds in the county's place; answers where the present county is kept.

    It is one transaction under the eyes of whoever has the county open. Files are not exchanged: the server
    would go on writing into the old one, and a -wal of the old would be read into the new.
    """
    county = _county()
    with in_words():
        kept = _keep(county, county.with_name(f"{county.name}.{name}"))
        with closing(_open(copy)) as restored, closing(_open(county, "rwc")) as ours:
            restored.backup(ours)
            ours.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return kept


def _county() -> Path:
    file = database_file()
    assert file is not None
    return file


def _open(path: Path, mode: str = "rw") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=60)


def _copy_pages(ours: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    ours.backup(copy)
    # One file, that needs no other beside it.
    copy.execute("PRAGMA journal_mode=DELETE")


def _unsound(database: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with it."""
    try:
        lines = [line for (line,) in database.execute("PRAGMA integrity_check(20)") if line != "ok"]
        astray = database.execute("PRAGMA foreign_key_check").fetchmany(20)
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        return [str(error)]
    return lines + [f"{table}：第 {rowid} 行指向不存在的 {parent}" for table, rowid, parent, _ in astray]


def _head(database: sqlite3.Connection) -> Head:
    return Head(*database.execute("SELECT value, chain_hash FROM counter WHERE id = 1").fetchone())


def _is_damage(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _is_hopeless(county: Path) -> bool:
    """Whether SQLite does not even take it for a database any more."""
    try:
        with closing(_open(county)) as ours:
            ours.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        return True
    return False


def _keep(county: Path, kept: Path) -> Path | None:
    """Copy the present county as it is, page by page: it may be damaged, which is why it is replaced."""
    if not county.exists():
        county.parent.mkdir(parents=True, exist_ok=True)
        return None
    if _is_hopeless(county):
        _put_aside(county, kept)
    else:
        with appearing(kept) as part, closing(_open(county)) as ours, closing(_open(part)) as copy:
            _copy_pages(ours, copy)
    return kept


def _put_aside(county: Path, kept: Path) -> None:
    """Move a file that is beyond reading out of the way, with all that belongs to it; nobody may have it open."""
    with county.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _LOCK_BYTE)
        except BlockingIOError:
            raise refusals.county_in_use() from None
    for ending in ("-wal", "-shm", ""):
        part = county.with_name(county.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
