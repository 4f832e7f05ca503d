"""Where the log ends, written down outside the database: whoever cuts the end off there has not been here."""

import fcntl
import os
from pathlib import Path

from flask import current_app

from app.audit import operations as audit
from app.audit.chain import Place
from app.db import database_file, open_beside


def keep() -> None:
    """Write down where the log ends, if it was written to; before the answer leaves."""
    if (place := audit.newest_written()) and (path := path_of()):
        _write(path, place, only_forward=True)


def begin_again(place: Place) -> None:
    """Write down a place though it may lie behind: the county was restored, and the log says so."""
    if path := path_of():
        _write(path, place, only_forward=False)


def read() -> Place | None:
    """What was last written down; None when nothing ever was."""
    path = path_of()
    if path is None or not path.exists():
        return None
    seq, _, chain_hash = path.read_text().strip().partition(" ")
    return Place(int(seq), chain_hash)


def path_of() -> Path | None:
    """Beside a SQLite county, else where AUDIT_HEAD_FILE says; None when it does not."""
    chosen: Path | None = current_app.config["AUDIT_HEAD_FILE"]
    file = database_file()
    return chosen or (file.with_name(f"{file.name}-audit") if file else None)


def _write(path: Path, place: Place, *, only_forward: bool) -> None:
    """One line of one length in one write, so that nobody ever reads half of it."""
    handle = open_beside(database_file(), path, os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        known = os.pread(handle, 20, 0)
        if not (only_forward and known and int(known) >= place.seq):
            os.pwrite(handle, f"{place.seq:020d} {place.hash}\n".encode(), 0)
    finally:
        os.close(handle)
