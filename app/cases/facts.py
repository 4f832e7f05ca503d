"""What is known of homes, gathered for the answer in a fixed number of statements, however many homes there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import false, func, select

from app import clock
from app.cases.answer import Facts, Knock, Stretch
from app.db import db, made_at
from app.households.models import Exclusion, Placement
from app.slips.models import Slip
from app.visits.models import Visit


def facts_of(household_ids: Iterable[UUID]) -> dict[UUID, Facts]:
    """All that the answer needs of these homes."""
    ids = list(household_ids)
    knocks, registered, excluded = knocks_of(ids), _registered(ids), _excluded(ids)
    return {i: Facts(knocks.get(i, []), registered[i], excluded[i]) for i in ids}


def knocks_of(household_ids: Sequence[UUID]) -> dict[UUID, list[Knock]]:
    """The visits to each of these homes, in every campaign, in order of time."""
    found: dict[UUID, list[Knock]] = defaultdict(list)
    columns = (
        Visit.household_id, Visit.id, Visit.outcome, Visit.earliest_at, Visit.latest_at, Visit.received_at, Visit.status,
        Slip.completed_at, Slip.way, Visit.reviewed_at,
        Visit.withdrawn_at, func.coalesce(Visit.withdrawal_reaches_back, false()), Visit.clock_off,
    )  # fmt: skip
    query = select(*columns).outerjoin(Slip, Slip.visit_id == Visit.id).order_by(Visit.visited_at, Visit.id)
    for household_id, *said in _of(query, Visit.household_id, household_ids):
        found[household_id].append(Knock(*said))
    return found


def _registered(ids: Sequence[UUID]) -> dict[UUID, list[Stretch]]:
    placed: dict[UUID, list[Placement]] = defaultdict(list)
    for household_id, place in _of(select(Placement.household_id, Placement), Placement.household_id, ids):
        placed[household_id].append(place)
    return defaultdict(list, {household_id: list(registered(places)) for household_id, places in placed.items()})


def registered(places: Iterable[Placement]) -> Iterator[Stretch]:
    """When a home was on the register. Placements count by days; on the day on which it came, it came at some instant."""
    until, begun = date.min, dict[date, datetime]()
    for place in sorted(places, key=lambda one: (one.from_on, one.id)):
        if place.from_on not in begun:
            # What only moved within the register was on it since midnight as well.
            begun[place.from_on] = clock.start_of(place.from_on) if until >= place.from_on else _came_at(place)
        until = max(until, place.until_on)
        yield Stretch(begun[place.from_on], clock.start_of(place.until_on))


def _came_at(place: Placement) -> datetime:
    """The instant that its id tells, where it was written down on that very day; else all that is known is the day."""
    start, at = clock.start_of(place.from_on), made_at(place.id)
    return at if start <= at < clock.end_of(place.from_on) else start


def _excluded(ids: Sequence[UUID]) -> dict[UUID, list[Stretch]]:
    """From the moment it was approved: coverage counts by days, and a case is more exact than that."""
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    query = select(Exclusion.household_id, Exclusion.from_on, Exclusion.until_on, Exclusion.decided_at)
    for household_id, from_on, until_on, decided_at in _of(
        query.where(Exclusion.state == "approved"), Exclusion.household_id, ids
    ):
        start = clock.start_of(from_on)
        found[household_id].append(Stretch(max(start, decided_at or start), clock.start_of(until_on)))
    return found


# Parameters a statement.
_ROUND = 1000


def _of(query: Any, column: Any, ids: Sequence[UUID]) -> Iterable[Any]:
    """The rows of these homes, some homes at a time."""
    for start in range(0, len(ids), _ROUND):
        yield from db.session.execute(query.where(column.in_(ids[start : start + _ROUND])))
