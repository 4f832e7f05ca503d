"""The two long jobs on a roster, reading and committing: the steps in order, with their transactions."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.codes import at_level
from app.db import db, insert_rows
from app.divisions.models import Division
from app.divisions.scope import Scope, scope_under
from app.jobs.background import Beat
from app.rosters import operations
from app.rosters.doors import Door
from app.rosters.models import Roster, RosterRow
from app.rosters.places import Places
from app.rosters.preview import Preview, Reading, Tell, open_roster
from app.rosters.register import load_register
from app.rosters.taking import Taking
from app.rosters.writing import write

# Rows a transaction: phones that push meanwhile wait for one of these at most.
_CHUNK = 5_000
# While the one transaction of a commit is open, nothing can be said.
_COMMIT_SILENCE = timedelta(minutes=10)


def read(roster_id: UUID, data: bytes) -> None:
    """Read a file and store a verdict on each of its rows."""
    roster = db.session.get_one(Roster, roster_id, populate_existing=True)
    scope, kind, scope_code = scope_under(roster.scope), roster.kind, roster.scope
    db.session.rollback()
    reading = open_roster(data)
    tell = _teller(roster_id)
    preview = Preview(reading, places_in(scope_code, scope), kind)
    db.session.rollback()
    preview.read(tell)
    preview.judge(load_register(scope))
    db.session.rollback()
    _store(roster_id, preview)
    with writing():
        operations.finish_reading(
            roster_id,
            _layout_shown(reading),
            list(reading.layout.labels),
            reading.message + preview.new_grids_said(),
            {"remarks": preview.remarks, "new_grids": len(preview.new_grids)},
        )


def _teller(roster_id: UUID) -> Tell:
    """Says how far the work is, now and then."""
    return Beat(partial(operations.beat, roster_id))


def places_in(scope_code: str, scope: Scope) -> Places:
    """The divisions of a scope, and what lies above it, so that its names can be said."""
    above = [at_level(scope_code, level) for level in ("town", "village")]
    query = select(Division.code, Division.name).where(Division.retired_on.is_(None))
    there = query.where(scope.holds(Division.code) | Division.code.in_(above))
    return Places(scope_code, db.session.execute(there).tuples().all())


def _store(roster_id: UUID, preview: Preview) -> None:
    rows = ({"roster_id": roster_id, **row} for row in preview.rows())
    total, done = len(preview.reading.sheet.rows) - preview.reading.layout.header_row, 0
    while chunk := list(islice(rows, _CHUNK)):
        done += len(chunk)
        with writing():
            insert_rows(RosterRow, chunk)
            operations.beat(roster_id, done, total)


def _layout_shown(reading: Reading) -> dict[str, object]:
    layout = reading.layout
    shown = {field: layout.label(field) for field in layout.columns}
    return {
        "sheet": layout.sheet,
        "header_row": layout.header_row,
        "columns": shown,
        "unrecognised": layout.unrecognised,
    }


def commit(roster_id: UUID, merge_rows: Collection[int], separate_rows: Collection[int]) -> None:
    """Take the new and changed doors and the decided merges: all of them, or none."""
    roster = db.session.get_one(Roster, roster_id, populate_existing=True)
    scope_code, scope, total = roster.scope, scope_under(roster.scope), operations.rows_of(roster)
    decisions = deque(_decisions(roster_id, set(merge_rows), set(separate_rows), total))
    with writing():
        operations.beat(roster_id, len(decisions), len(decisions), _COMMIT_SILENCE)
    with writing():
        taking = Taking(load_register(scope))
        while decisions:
            door, verdict, merge_with = decisions.popleft()
            if merge_with:
                taking.merge(door, merge_with["household_id"], merge_with["row_no"])
            else:
                taking.take(door, verdict)
        write(taking)
        _mark_taken(roster_id, {*merge_rows, *separate_rows})
        operations.finish_commit(roster_id, _summary(taking))
        changed = len(_changed(taking))
        audit.note(actions.TAKE_ROSTER, roster_id, scope_code, added=len(taking.new), changed=changed)


def _decisions(
    roster_id: UUID, merge_rows: set[int], separate_rows: set[int], total: int
) -> Iterator[tuple[Door, str, dict[str, Any] | None]]:
    """The doors to take, in the order of the rows; with the other door for those to be merged."""
    tell, last = _teller(roster_id), 0
    query = (
        select(RosterRow.row_no, RosterRow.verdict, RosterRow.door, RosterRow.merge_with)
        .where(RosterRow.roster_id == roster_id, RosterRow.head_row == RosterRow.row_no)
        .order_by(RosterRow.row_no)
        .limit(_CHUNK)
    )
    while rows := db.session.execute(query.where(RosterRow.row_no > last)).tuples().all():
        for row_no, verdict, stored, merge_with in rows:
            if verdict == "merge" and row_no not in merge_rows and row_no not in separate_rows:
                continue
            door = Door.from_json(stored or {})
            yield door, verdict, merge_with if verdict == "merge" and row_no in merge_rows else None
        last = rows[-1][0]
        tell(min(last, total), total)


def _mark_taken(roster_id: UUID, decided: Iterable[int]) -> None:
    """With its members: a household that went in leaves none of its rows in the workbook of bad ones."""
    pending = iter(sorted(decided))
    while chunk := list(islice(pending, 500)):
        db.session.execute(
            update(RosterRow).where(RosterRow.roster_id == roster_id, RosterRow.head_row.in_(chunk)).values(taken=True)
        )


def _changed(taking: Taking) -> set[UUID]:
    return taking.changed.keys() | {i for ids in taking.moves.values() for i in ids}


def _summary(taking: Taking) -> str:
    parts = [f"新增 {len(taking.new)} 户"]
    moved = sum(len(ids) for ids in taking.moves.values())
    parts.append(f"更新 {len(_changed(taking))} 户")
    if moved:
        parts.append(f"其中调整网格 {moved} 户")
    return f"已导入：{'，'.join(parts)}。"
