"""A workbook of cases: read and judged row by row, looked through, and taken in."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from app import clock, problems
from app.cases import operations, refusals
from app.cases.entries import nothing_for_a_dash, read_case
from app.cases.headers import CASES
from app.cases.judging import NEW, SEPARATE, Judge, known_cases
from app.cases.models import VERDICTS, CaseFile, CaseRow
from app.db import db, hold_names, insert_rows
from app.divisions.models import Division
from app.divisions.scope import Scope, scope_under
from app.households.masking import mask_numbers
from app.people.actor import Actor
from app.rosters.asides import aside
from app.rosters.cells import text_of
from app.rosters.entries import Row
from app.rosters.jobs import places_in
from app.rosters.layout import Layout, find_table
from app.rosters.places import Places
from app.rosters.reading import read_sheets
from app.rosters.sheets import Sheet

MOST_ROWS = 5_000
# What was of use has long been taken in; its rows hold names and numbers.
KEPT_FOR = timedelta(days=30)
_TIMES = ("happened_from", "happened_until", "reported_at")


def read(data: bytes) -> tuple[Sheet, Layout, str]:
    """The sheet that holds cases, and what a person should know about that choice. Outside any transaction."""
    found = find_table(read_sheets(data), CASES)
    if found is None:
        raise refusals.case_file_without_header()
    sheet, layout, others = found
    if len(sheet.rows) - layout.header_row > MOST_ROWS:
        raise refusals.case_file_too_long(MOST_ROWS)
    said = f"读的是“{layout.sheet}”，表头在第 {layout.header_row} 行。"
    if layout.unrecognised:
        said += f"没有用到的列：{'、'.join(layout.unrecognised[:10])}。"
    if others:
        said += f"另有 {'、'.join(f'“{name}”' for name in others)} 也像案件表，没有读，请另存后分别上传。"
    return sheet, layout, said


def keep(actor: Actor, scope: Scope, code: str, file_name: str, found: tuple[Sheet, Layout, str]) -> CaseFile:
    """Keep the rows of a file with the verdict on each, to be looked through."""
    forget(list(db.session.scalars(past(clock.now() - KEPT_FOR))))
    if db.session.get(Division, code) is None:
        raise problems.unknown_division(code)
    sheet, layout, message = found
    file = CaseFile(
        file_name=mask_numbers(file_name[-200:]),
        scope=code,
        message=message,
        made_by=actor.id,
        made_at=clock.now(),
    )
    db.session.add(file)
    db.session.flush()
    rows = list(_entries(sheet, layout, places_in(code, scope_under(code))))
    _judge(scope, rows)
    insert_rows(CaseRow, [{"file_id": file.id, **row, "case": _as_json(row["case"])} for row in rows])
    return file


def _entries(sheet: Sheet, layout: Layout, places: Places) -> Iterator[dict[str, Any]]:
    now = clock.now()
    for row_no, cells in enumerate(sheet.rows[layout.header_row :], layout.header_row + 1):
        texts = [text_of(cell) for cell in cells]
        if why := aside(texts, layout):
            yield {"row_no": row_no, "verdict": "skipped", "reason": why, "case": None}
            continue
        row = Row(layout, cells, [nothing_for_a_dash(text) for text in texts])
        said = read_case(row, places, now)
        verdict = "bad" if row.faults else "new"
        yield {"row_no": row_no, "verdict": verdict, "reason": "；".join([*row.faults, *row.remarks]), "case": said}


def _judge(scope: Scope, rows: Sequence[dict[str, Any]]) -> None:
    """Say of each sound row whether it is a new case."""
    sound = [row for row in rows if row["verdict"] == "new"]
    judge = Judge(known_cases(scope, [row["case"] for row in sound]))
    for row in sound:
        row["verdict"], why = judge.judge(row["row_no"], row["case"])
        row["reason"] = "；".join(filter(None, (why, row["reason"])))


def _as_json(said: dict[str, Any] | None) -> dict[str, Any] | None:
    return said and {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}


def case_of(kept: dict[str, Any]) -> dict[str, Any]:
    """The case that a row was kept as."""
    return kept | {name: datetime.fromisoformat(kept[name]) for name in _TIMES if kept[name]}


def get_file(file_id: UUID, scope: Scope) -> CaseFile:
    """The file, or the problem that there is none in this scope."""
    file = db.session.get(CaseFile, file_id, populate_existing=True)
    if file is None or not scope.has(file.scope):
        raise problems.not_found("这份案件表格")
    return file


def counts_of(file_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """How many rows of each verdict these files have."""
    counts = {file_id: dict.fromkeys(VERDICTS, 0) for file_id in file_ids}
    query = select(CaseRow.file_id, CaseRow.verdict, func.count()).where(CaseRow.file_id.in_(file_ids))
    for file_id, verdict, count in db.session.execute(query.group_by(CaseRow.file_id, CaseRow.verdict)):
        counts[file_id][verdict] = count
    return counts


def page(scope: Scope, before: UUID | None, limit: int) -> tuple[list[CaseFile], int]:
    """The newest files about a scope, and how many there are in all."""
    query = select(CaseFile).where(scope.holds(CaseFile.scope))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    if before is not None:
        query = query.where(CaseFile.id < before)
    return list(db.session.scalars(query.order_by(CaseFile.id.desc()).limit(limit))), total


def rows_of(file_id: UUID, verdict: str | None, after: int, limit: int) -> tuple[list[CaseRow], int]:
    """One page of a file's rows in order, and how many there are in all."""
    query = select(CaseRow).where(CaseRow.file_id == file_id)
    if verdict:
        query = query.where(CaseRow.verdict == verdict)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = query.where(CaseRow.row_no > after).order_by(CaseRow.row_no).limit(limit)
    return list(db.session.scalars(rows)), total


def commit(actor: Actor, scope: Scope, file: CaseFile, separate_rows: Collection[int]) -> int:
    """Take the new cases in, and rows said to be separate ones; what became known meanwhile is left out. Answers how many."""
    hold_names([f"case-file|{file.id}", "cases"])
    moved = update(CaseFile).where(CaseFile.id == file.id, CaseFile.state == "ready").values(state="committed")
    if db.session.execute(moved.returning(CaseFile.id)).first() is None:
        raise refusals.case_file_done()
    # Of rows, which are a few thousand at most: so many numbers would be too many for one statement.
    query = select(CaseRow).where(CaseRow.file_id == file.id, CaseRow.verdict.in_(("new", "maybe")))
    separate = set(separate_rows)
    found = db.session.scalars(query.order_by(CaseRow.row_no))
    rows = [row for row in found if row.verdict == "new" or row.row_no in separate]
    said = [case_of(row.case or {}) for row in rows]
    judge = Judge(known_cases(scope, said))
    taken = 0
    for row, case in zip(rows, said, strict=True):
        was, (row.verdict, why) = row.verdict, judge.judge(row.row_no, case)
        # What may be another's only now, somebody has to look at first.
        if row.verdict == "maybe" == was:
            row.verdict, row.reason = "new", f"{SEPARATE}；{row.reason}"
        elif row.verdict == "new":
            row.reason = f"{SEPARATE}；{row.reason}" if was == "maybe" else row.reason.replace(NEW, "已登记", 1)
        else:
            row.reason = why
            continue
        operations.take(actor, scope, case, file)
        taken += 1
    db.session.flush()
    return taken


def past(before: datetime) -> Any:
    """Files whose rows nobody needs any more."""
    with_rows = select(CaseRow.file_id).distinct()
    return select(CaseFile.id).where(CaseFile.made_at < before, CaseFile.id.in_(with_rows))


def forget(ids: Sequence[UUID], _before: datetime | None = None) -> None:
    """Throw the rows of files away; that the file was brought stays, for the cases that came in it."""
    db.session.execute(delete(CaseRow).where(CaseRow.file_id.in_(ids)))
