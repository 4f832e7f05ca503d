"""Which doors a worker may report on: those in their grids, and those that were a short while ago."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.codes import prefix_of
from app.db import db
from app.divisions.models import Assignment, FormerAssignment
from app.households.models import FOREVER, Placement
from app.people.actor import Actor

# A phone that was out of touch when its grid changed hands still brings what it recorded.
GRACE = timedelta(days=30)


@dataclass(frozen=True)
class Walked:
    """A place and the days on which somebody walked it, both ends included."""

    prefix: str
    since: date
    until: date


def lately_in_reach(actor: Actor, household_ids: Iterable[UUID], received_at: datetime) -> set[UUID]:
    """Those of these doors that stood in a grid of the actor's, while it was theirs, in the last 30 days."""
    ids = list(household_ids)
    if not (ids and actor.grant.lately):
        return set()
    oldest = clock.day_of(received_at - GRACE)
    walked = _walked(actor, received_at - GRACE)
    placed = db.session.execute(
        select(Placement.household_id, Placement.division_code, Placement.from_on, Placement.until_on).where(
            Placement.household_id.in_(ids), Placement.until_on >= oldest
        )
    )
    return {
        household_id
        for household_id, code, from_on, until_on in placed
        for place in walked
        if code.startswith(place.prefix) and max(from_on, place.since, oldest) <= min(until_on, place.until)
    }


def _walked(actor: Actor, oldest: datetime) -> list[Walked]:
    if actor.grant.reach == "division":
        return [Walked(prefix_of(actor.scope), date.min, FOREVER)]
    now = select(Assignment.grid_code, Assignment.since).where(Assignment.user_id == actor.id)
    before = select(FormerAssignment.grid_code, FormerAssignment.since, FormerAssignment.until).where(
        FormerAssignment.user_id == actor.id, FormerAssignment.until >= oldest
    )
    return [Walked(code, clock.day_of(since), FOREVER) for code, since in db.session.execute(now)] + [
        Walked(code, clock.day_of(since), clock.day_of(until)) for code, since, until in db.session.execute(before)
    ]
