"""Backups: written while the county works, verified before anybody leans on them, restored in one step."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import DatabaseError

from app import changes, clock
from app.audit import log as audit
from app.audit.log import Rest
from app.backups import carrying, inspection, postgres, refusals, sqlite
from app.backups.carrying import Standing
from app.backups.sealed import in_words, unseal
from app.changes import Head
from app.db import db, is_sqlite
from app.exports import record
from app.forgetting import carrying as forgetting
from app.seals.carrying import Beyond, beyond
from app.workroom import workroom

T = TypeVar("T")


@dataclass(frozen=True)
class Restored:
    """What the county holds now, and the file that keeps what it held before."""

    head: Head
    kept: Path | None
    audit: Rest | None  # what the audit log held beyond the backup's; None when it cannot be told
    seals: Beyond | None  # what was sealed since the backup: it is on paper out there; None when it cannot be told
    exports: list[dict[str, Any]]  # every file that left; those since the backup are out there all the same
    forgotten: forgetting.Rows | None  # who was forgotten by order; None when it cannot be told
    standing: (
        Standing | None
    )  # who may come in and walks where, whatever the backup remembers; None when it cannot be told
    backed_up: int  # what phones may have forgotten, as a number of the history that the county has now


class Store(Protocol):
    """What each kind of database can do for us."""

    FIRST_BYTES: bytes

    def write(self, target: Path) -> Head:
        """Copy the county into a new file."""

    def drill(self, copy: Path) -> AbstractContextManager[str]:
        """Restore a copy elsewhere, and say where."""

    def is_there(self) -> bool:
        """Whether there is a database to replace."""

    def replace(self, copy: Path, name: str, beside: Path) -> Path | None:
        """Put a copy in the county's place, keeping the present one."""


def write(target: Path) -> Head:
    """Write a backup of the county as it is at this moment; nobody has to stop working for it.

    Raises backup_exists, backup_no_room, backup_failed, county_damaged, database_tool_missing.
    """
    return _store().write(target)


def verify(path: Path) -> Head:
    """Restore a backup elsewhere, check all of it, and see that it is of our own history.

    Raises not_a_backup, backup_damaged, backup_of_another_history, backup_of_newer_program, drill_not_allowed,
    and data_key_missing or data_key_wrong: without its key a backup is of no use.
    """
    with _restored_elsewhere(path) as (_, url):
        found = inspection.head_in(url)
        _must_be_ours(found)
        inspection.must_open(url)
        inspection.check(url)
        inspection.must_hold_all_of_ours(url, found.seq)
    return found


def trust(verified: Head) -> None:
    """Let phones forget what a verified backup holds; never taken back, since they act on it.

    Raises backup_of_another_history when the county was restored since it was verified.
    """
    _must_be_ours(verified)
    changes.raise_backed_up(verified.seq)


def trust_on(restored: Restored) -> None:
    """What phones rely on outlasts a restore: a backup remembers only what was trusted before it was written."""
    changes.raise_backed_up(restored.backed_up)


def restore(path: Path, *, anyway: bool = False) -> Restored:
    """Put a backup in the county's place, and keep the present county in a file.

    Phones find out by themselves and bring again what it lacks. Unless `anyway`, raises backup_of_another_county,
    backup_too_old and backup_parted, besides what verify and write raise.
    """
    with _restored_elsewhere(path) as (copy, url):
        found = inspection.head_in(url)
        inspection.must_open(url)
        inspection.check(url)
        if not anyway and _store().is_there():
            _must_not_harm(found, url)
        # Only now: while the copy was checked the office ended phones and gave grids to others.
        # What was read, done and sealed since the backup was not undone by restoring it.
        log = _told(lambda: audit.since(inspection.audit_end_in(url)))
        seals = _told(lambda: beyond(*inspection.seals_end_in(url)))
        exports, forgotten, standing = _told(record.every) or [], _told(forgetting.present), _told(carrying.present)
        shared = _told(lambda: _backed_up_in(url))
        db.engine.dispose()
        name = f"before-restore-{clock.local(clock.now()):%Y%m%d-%H%M%S-%f}"
        kept = _store().replace(copy, name, path.parent)
        return Restored(found, kept, log, seals, exports, forgotten, standing, found.seq if shared is None else shared)


def _told(read: Callable[[], T]) -> T | None:
    """What the present database tells of itself; None where it cannot, or where there is none."""
    try:
        return read() if _store().is_there() else None
    except DatabaseError:
        return None
    finally:
        db.session.remove()


def _backed_up_in(url: str) -> int | None:
    """What phones may have forgotten, where the copy has all of it; else they may have forgotten whatever the copy has."""
    backed_up = changes.backed_up()
    return backed_up if _holds_ours(url, max(1, backed_up)) else None


def _holds_ours(url: str, seq: int) -> bool:
    """Whether the copy's history comes by ours at this number."""
    ours = changes.hash_at(seq)
    return ours is not None and inspection.hash_in(url, seq) == ours


def _store() -> Store:
    return sqlite if is_sqlite() else postgres


@contextmanager
def _restored_elsewhere(path: Path) -> Iterator[tuple[Path, str]]:
    """What the backup holds as a file of its own, and the URL of a database made from it."""
    with workroom(for_a_county=True) as folder:
        copy = Path(folder) / "county"
        with in_words():
            with path.open("rb") as file:
                if not file.read(16).startswith(_store().FIRST_BYTES):
                    raise refusals.not_a_backup()
            unseal(path, copy)
        with _store().drill(copy) as url:
            yield copy, url


def _must_be_ours(found: Head) -> None:
    if changes.hash_at(found.seq) != found.hash:
        raise refusals.backup_of_another_history()


def _must_not_harm(found: Head, url: str) -> None:
    try:
        first, backed_up = changes.hash_at(1), changes.backed_up()
    except DatabaseError:
        # Broken beyond reading, or empty: that is what a restore is for.
        return
    if first and found.seq and not _holds_ours(url, 1):
        raise refusals.backup_of_another_county()
    if found.seq < backed_up:
        raise refusals.backup_too_old(found.seq, backed_up)
    if backed_up and not _holds_ours(url, backed_up):
        raise refusals.backup_parted(backed_up)
