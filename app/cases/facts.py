"""What is known of homes, gathered for the answer in a fixed number of statements, however many homes there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import false, func, select

from app import clock
from app.cases.answer import Facts, Knock, Stretch
from app.db import db
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
        Slip.completed_at, Visit.reviewed_at, Visit.withdrawn_at, func.coalesce(Visit.withdrawal_reaches_back, false()), Visit.clock_off,
    )  # fmt: skip
    query = select(*columns).outerjoin(Slip, Slip.visit_id == Visit.id).order_by(Visit.visited_at, Visit.id)
    for household_id, *said in _of(query, Visit.household_id, household_ids):
        found[household_id].append(Knock(*said))
    return found


def _registered(ids: Sequence[UUID]) -> dict[UUID, list[Stretch]]:
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    query = select(Placement.household_id, Placement.from_on, Placement.until_on)
    for household_id, from_on, until_on in _of(query, Placement.household_id, ids):
        found[household_id].append(Stretch(clock.start_of(from_on), clock.start_of(until_on)))
    return found


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
