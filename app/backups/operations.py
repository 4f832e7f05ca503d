"""Backups: written while the county works, verified before anybody leans on them, restored in one step."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

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


@dataclass(frozen=True)
class Restored:
    """What the county holds now, and the file that keeps what it held before."""

    head: Head
    kept: Path | None
    audit: Rest | None  # what the audit log held beyond the backup's; None when it cannot be told
    seals: Beyond | None  # what was sealed since the backup: it is on paper out there; None when it cannot be told
    exports: list[dict[str, Any]]  # every file that left; those since the backup are out there all the same
    forgotten: forgetting.Rows | None  # who was forgotten by order; None when it cannot be told


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


def restore(path: Path, *, anyway: bool = False) -> Restored:
    """Put a backup in the county's place, and keep the present county in a file.

    Phones find out by themselves and bring again what it lacks. Unless `anyway`, raises backup_of_another_county
    and backup_too_old, besides what verify and write raise.
    """
    with _restored_elsewhere(path) as (copy, url):
        found = inspection.head_in(url)
        inspection.must_open(url)
        inspection.check(url)
        if not anyway and _store().is_there():
            _must_not_harm(found, url)
        log, seals, exports, forgotten = _audit_beyond(url), _seals_beyond(url), _exports(), _forgotten()
        db.session.remove()
        db.engine.dispose()
        name = f"before-restore-{clock.local(clock.now()):%Y%m%d-%H%M%S-%f}"
        return Restored(found, _store().replace(copy, name, path.parent), log, seals, exports, forgotten)


def present_standing() -> Standing | None:
    """What is to be carried over a restore; None when the present database cannot tell."""
    try:
        return carrying.present() if _store().is_there() else None
    except DatabaseError:
        return None
    finally:
        db.session.remove()


def _audit_beyond(url: str) -> Rest | None:
    """What was read and done since the backup was not undone by restoring it: the log goes on."""
    try:
        return audit.since(inspection.audit_end_in(url)) if _store().is_there() else None
    except DatabaseError:
        return None


def _seals_beyond(url: str) -> Beyond | None:
    """What was sealed since the backup was not undone by restoring it: printed slips and roots stay what they are."""
    try:
        return beyond(*inspection.seals_end_in(url)) if _store().is_there() else None
    except DatabaseError:
        return None


def _exports() -> list[dict[str, Any]]:
    """A number that is printed on a file is never given again, and who took it away is not forgotten."""
    try:
        return record.every() if _store().is_there() else []
    except DatabaseError:
        return []


def _forgotten() -> forgetting.Rows | None:
    """Who was forgotten since the backup is in it, and is to be forgotten again."""
    try:
        return forgetting.present() if _store().is_there() else None
    except DatabaseError:
        return None


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
    if first and found.seq and first != inspection.first_hash_in(url):
        raise refusals.backup_of_another_county()
    if found.seq < backed_up:
        raise refusals.backup_too_old(found.seq, backed_up)
