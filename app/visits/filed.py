"""Doors as files list them: the same list, with nothing but what a line shows, past the ORM. Files have all of them."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, select

from app.db import db, id_text
from app.households.models import Household, Standing
from app.vault.sealed import as_stored, opener_of
from app.visits import doors, narrowing
from app.visits.doors import Wanted
from app.visits.models import Visit


class Filed(NamedTuple):
    """A door of a file, and what came of knocking."""

    id: str
    address: str
    householder: str
    title: str | None
    kind: str
    phone: str | None
    door_code: str | None
    state: str
    stood_in: str
    attempts: int
    last_outcome: str | None
    last_visited_at: Any


_PHONE = 5
_COLUMNS = (
    Household.address,
    Household.householder,
    Household.title,
    Standing.kind,
    as_stored(Household.phone),
    Household.door_code,
    Standing.state,
    Standing.division_code,
)
_NOTHING = (0, None, None)


def rounds(wanted: Wanted) -> Iterator[list[Filed]]:
    """All of them in walking order, some grids at a time: memory stays flat and nothing is cut."""
    connection, opened = db.session.connection(), opener_of(Household.phone)
    for first, last in doors.rounds_of(wanted):
        here = Standing.division_code.between(first, last)
        stand = (*narrowing.stands(wanted), here)
        query = (
            select(id_text(Household.id), *_COLUMNS).join(Standing, Standing.household_id == Household.id).where(*stand)
        )
        known = _knocks(wanted, select(Standing.household_id).where(*stand))
        result = connection.execute(query.order_by(*doors.line()), execution_options={"yield_per": doors.ROUND})
        for rows in result.partitions():
            yield [
                Filed._make((*row[:_PHONE], opened(row[_PHONE]), *row[_PHONE + 1 :], *known.get(row[0], _NOTHING)))
                for row in rows
            ]


def _knocks(wanted: Wanted, ids: Select[Any]) -> dict[str, tuple[Any, ...]]:
    """What came of knocking at these doors: how often, what last and when."""
    found: Sequence[Row[Any]] = (
        db.session.connection()
        .execute(
            select(id_text(Visit.household_id), Visit.outcome, Visit.visited_at)
            .where(Visit.household_id.in_(ids), *narrowing.counted(wanted))
            .order_by(Visit.visited_at, Visit.id)
        )
        .all()
    )
    known: dict[str, tuple[Any, ...]] = {}
    for household_id, outcome, visited_at in found:
        known[household_id] = (known.get(household_id, _NOTHING)[0] + 1, outcome, visited_at)
    return known
