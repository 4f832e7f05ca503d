"""Takes a newer edition of the official list into the tree, without ever orphaning a door."""

from sqlalchemy import select

from app import clock, problems
from app.changes import note
from app.db import db
from app.divisions.edition_diff import EditionChange, Known, compare, report
from app.divisions.edition_file import KEPT, Entry, read_edition
from app.divisions.models import Division

__all__ = ["EditionChange", "import_edition", "preview_edition", "report"]


def preview_edition(content: bytes | str) -> EditionChange:
    """What an import of this file would change."""
    return compare(*_read(content))


def import_edition(content: bytes | str) -> EditionChange:
    """Make the tree agree with a file (`code,level,name,parent_code`).

    Nothing is deleted: a vanished division keeps its doors and history and is only marked as retired.
    """
    stored, entries = _read(content)
    change = compare(stored, entries)
    _add(change)
    _rename(change)
    _retire(change)
    db.session.flush()
    for code in _touched(change):
        note("division", code, code)
    return change


def _read(content: bytes | str) -> tuple[list[Known], list[Entry]]:
    rows = db.session.execute(
        select(Division.code, Division.level, Division.name, Division.retired_on).where(Division.level.in_(KEPT))
    )
    stored = [Known(code, level, name, retired_on is not None) for code, level, name, retired_on in rows]
    entries = read_edition(content, [known.code for known in stored])
    county = next((known.code for known in stored if known.level == "county"), None)
    if county and not entries[0].code.startswith(county[:6]):
        raise problems.edition_of_another_county(county, entries[0].code[:6] + "000000")
    return stored, entries


def _add(change: EditionChange) -> None:
    # Parents first: by level and not by code, since the file may come in any order.
    for level in KEPT:
        db.session.add_all(
            Division(code=entry.code, level=level, name=entry.name, parent_code=entry.parent_code)
            for entry in change.added
            if entry.level == level
        )
        db.session.flush()


def _rename(change: EditionChange) -> None:
    for renamed in change.renamed:
        division = db.session.get_one(Division, renamed.code)
        division.name = renamed.name
        if renamed.is_reused:
            # The oldest unchecked name stands: two editions later the doors are still of that place.
            division.former_name = division.former_name or renamed.old_name
    for entry in change.returned:
        db.session.get_one(Division, entry.code).retired_on = None


def _retire(change: EditionChange) -> None:
    today = clock.today()
    for vanished in change.vanished:
        db.session.get_one(Division, vanished.code).retired_on = today


def _touched(change: EditionChange) -> list[str]:
    entries = {entry.code for entry in (*change.added, *change.returned)}
    return sorted(entries | {renamed.code for renamed in change.renamed} | {gone.code for gone in change.vanished})
