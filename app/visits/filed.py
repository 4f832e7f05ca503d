"""Doors as files list them: the same list, with nothing but what a line shows, past the ORM. Files have all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select

from app.db import db, id_text
from app.households.models import Household, Standing
from app.vault.sealed import as_stored, opener_of
from app.visits import doors, narrowing
from app.visits.doors import Wanted
from app.visits.models import Visit


@dataclass(frozen=True)
class Round:
    """Some doors of a file and what came of knocking, column by column: that is how very many are written fast."""

    addresses: Sequence[str]
    householders: Sequence[str]
    titles: Sequence[str | None]
    kinds: Sequence[str]
    phones: Sequence[str | None]
    door_codes: Sequence[str | None]
    states: Sequence[str]
    stood_in: Sequence[str]
    attempts: Sequence[int]
    last_outcomes: Sequence[str | None]
    last_visited_at: Sequence[Any]

    def __len__(self) -> int:
        return len(self.addresses)


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


def rounds(wanted: Wanted) -> Iterator[Round]:
    """All of them in walking order, some grids at a time: memory stays flat and nothing is cut."""
    connection, query = db.session.connection(), _query(wanted)
    for first, last in doors.rounds_of(wanted):
        grids = {"first": first, "last": last}
        with connection.execute(query, grids, execution_options={"yield_per": doors.ROUND}) as result:
            for rows in result.partitions():
                yield _round(wanted, rows)


def _query(wanted: Wanted) -> Select[Any]:
    # Most doors of a long list were never knocked at, which an index tells at once: the others alone are asked about.
    is_knocked = exists().where(Visit.household_id == Household.id, Visit.campaign_id == wanted.campaign_id)
    return (
        select(id_text(Household.id), *_COLUMNS, is_knocked)
        .join(Standing, Standing.household_id == Household.id)
        .where(*narrowing.stands(wanted), Standing.division_code.between(bindparam("first"), bindparam("last")))
        .order_by(*doors.line())
    )


def _round(wanted: Wanted, rows: Sequence[Any]) -> Round:
    ids, addresses, householders, titles, kinds, phones, *others, are_knocked = zip(*rows, strict=True)
    known = _knocks(wanted, [UUID(one) for one, is_knocked in zip(ids, are_knocked, strict=True) if is_knocked])
    knocks = zip(*(known.get(one, _NOTHING) for one in ids), strict=True)
    opened = opener_of(Household.phone)
    return Round(addresses, householders, titles, kinds, [opened(phone) for phone in phones], *others, *knocks)


def _knocks(wanted: Wanted, ids: Sequence[UUID]) -> dict[str, tuple[Any, ...]]:
    """What came of knocking at these doors: how often, what last and when."""
    known: dict[str, tuple[Any, ...]] = {}
    if ids:
        query = (
            select(id_text(Visit.household_id), Visit.outcome, Visit.visited_at)
            .where(Visit.household_id.in_(ids), *narrowing.counted(wanted))
            .order_by(Visit.visited_at, Visit.id)
        )
        for household_id, outcome, visited_at in db.session.connection().execute(query):
            known[household_id] = (known.get(household_id, _NOTHING)[0] + 1, outcome, visited_at)
    return known
