"""Who walks which grid as it stands today, carried over a restore: what was handed over since is not handed back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_

from app.changes import note
from app.db import Record, db, insert_rows, rows_of
from app.divisions.models import Assignment, Division, FormerAssignment
from app.people.models import User

Rows = list[dict[str, Any]]
Walk = tuple[str, UUID]


@dataclass(frozen=True)
class Walks:
    """Who walks a grid, and who walked one."""

    now: Rows
    former: Rows


@dataclass(frozen=True)
class Given:
    """How many grids were given again, and the user names of those who walk one that the county has not."""

    again: int
    without: list[str]


def present() -> Walks:
    """Read it, before the county is replaced."""
    return Walks(_all(Assignment), _all(FormerAssignment))


def carry_over(walks: Walks) -> Given:
    """Let grids be walked as they were, by accounts that there are: the others' have come along before this."""
    names = {row.id: row.username for row in db.session.execute(select(User.id, User.username))}
    grids = set(db.session.scalars(select(Division.code).where(Division.level == "grid")))
    there, today = {_walk(row) for row in _all(Assignment)}, [row for row in walks.now if row["user_id"] in names]
    former = [row for row in walks.former if row["user_id"] in names and row["grid_code"] in grids]
    # A grid that nobody walks any more without a word of it is not this county's affair.
    _take(there & {_walk(row) for row in former} - {_walk(row) for row in today})
    _keep_former(former)
    begun = [row for row in today if row["grid_code"] in grids and _walk(row) not in there]
    _give(begun)
    return Given(len(begun), sorted({names[row["user_id"]] for row in today if row["grid_code"] not in grids}))


def _take(ended: set[Walk]) -> None:
    if ended:
        db.session.execute(delete(Assignment).where(tuple_(Assignment.grid_code, Assignment.user_id).in_(ended)))
    _tell("revoke", ended)


def _give(begun: Rows) -> None:
    insert_rows(Assignment, begun)
    _tell("grant", {_walk(row) for row in begun})


def _keep_former(former: Rows) -> None:
    there = set(db.session.scalars(select(FormerAssignment.id)))
    insert_rows(FormerAssignment, [row for row in former if row["id"] not in there])


def _tell(kind: str, walks: set[Walk]) -> None:
    for code, user_id in sorted(walks):
        note(kind, code, "", audience_id=user_id)
        note("division", code, code)


def _walk(row: dict[str, Any]) -> Walk:
    return row["grid_code"], row["user_id"]


def _all(table: type[Record]) -> Rows:
    return [dict(row._mapping) for row in db.session.execute(select(rows_of(table)))]
