"""A backup's file: never half a file under its name, and closed with its own SHA-256.

What a database cannot notice by itself, a letter that flipped in somebody's name, the sum does. It stands behind
the database's own bytes, where SQLite's tools do not mind it, so that it cannot be left behind on another disk.
"""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.backups import refusals

_MARK = b"\nqiaomen-backup-1 sha256="
_TAIL = len(_MARK) + 64
_CHUNK = 1024 * 1024


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A file to write into, which takes its name only when all of it is on the disk.

    Raises backup_exists, backup_no_room, backup_failed; no half of it stays behind.
    """
    if target.exists():
        raise refusals.backup_exists(target.name)
    part = target.with_name(target.name + ".part")
    with in_words():
        try:
            part.unlink(missing_ok=True)
            # A county's names are in it: nobody else on this machine may read it.
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            yield part
            _close(part)
            part.rename(target)
            _to_disk(target.parent)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def in_words() -> Iterator[None]:
    """Say in a sentence what the disk or SQLite refused."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise refusals.backup_no_room() from error
        raise refusals.backup_failed(str(error)) from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise refusals.backup_no_room() from error
        raise refusals.backup_failed(str(error)) from error


def unseal(backup: Path, copy: Path) -> None:
    """Copy what a backup holds; raises backup_damaged when it is not, to the byte, what was written."""
    left = backup.stat().st_size - _TAIL
    with backup.open("rb") as source, copy.open("wb") as target:
        total = hashlib.sha256()
        while left > 0 and (chunk := source.read(min(_CHUNK, left))):
            total.update(chunk)
            target.write(chunk)
            left -= len(chunk)
        if source.read(_TAIL + 1) != _tail(total.hexdigest()):
            raise refusals.backup_damaged([f"{backup.name}：校验和不符，文件不完整或被改动过。"])


def _close(path: Path) -> None:
    with path.open("r+b") as file:
        total = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            total.update(chunk)
        file.write(_tail(total.hexdigest()))
        file.flush()
        os.fsync(file.fileno())


def _tail(digest: str) -> bytes:
    return _MARK + digest.encode()


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
