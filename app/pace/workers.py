"""Who walked which grids on a day, and whose visits covered the doors there."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, union

from app import clock
from app.db import db
from app.divisions.models import Assignment, FormerAssignment
from app.divisions.scope import Scope
from app.households.models import Cover, Standing
from app.people.models import User
from app.visits.doors import Wanted
from app.visits.models import Visit

# The accounts that walk a grid together, in the order of their names.
Crew = tuple[tuple[str, UUID], ...]


def crews_on(scope: Scope, day: date) -> dict[str, Crew]:
    """Who walked each grid at the end of a day."""
    end = clock.end_of(day)
    now = _walking(Assignment, scope).where(Assignment.since < end)
    then = _walking(FormerAssignment, scope).where(FormerAssignment.since < end, FormerAssignment.until >= end)
    found: dict[str, list[tuple[str, UUID]]] = defaultdict(list)
    for grid, user_id, name in db.session.execute(union(now, then)):
        found[grid].append((name, user_id))
    return {grid: tuple(sorted(people)) for grid, people in found.items()}


def _walking(table: type[Assignment] | type[FormerAssignment], scope: Scope) -> Select[Any]:
    return (
        select(table.grid_code, table.user_id, User.name)
        .join(User, User.id == table.user_id)
        .where(scope.holds(table.grid_code))
    )


def covered_by_whom(wanted: Wanted) -> dict[str, Counter[UUID]]:
    """By grid, whose visits covered the doors that are covered: of a door's visits, the one that covered it first."""
    in_turn = func.row_number().over(partition_by=Cover.household_id, order_by=(Cover.from_on, Cover.visit_id))
    covers = (
        select(Standing.division_code, Cover.visit_id, in_turn.label("place"))
        .join(Cover, (Cover.household_id == Standing.household_id) & (Cover.campaign_id == Standing.campaign_id))
        .where(
            Standing.campaign_id == wanted.campaign_id,
            wanted.scope.holds(Standing.division_code),
            Standing.state == "covered",
            Standing.from_on <= wanted.on,
            Standing.until_on > wanted.on,
            Cover.from_on <= wanted.on,
            Cover.until_on > wanted.on,
        )
    )
    if wanted.kind:
        covers = covers.where(Standing.kind == wanted.kind)
    first = covers.subquery()
    counted = (
        select(first.c.division_code, Visit.worker_id, func.count())
        .join(Visit, Visit.id == first.c.visit_id)
        .where(first.c.place == 1)
        .group_by(first.c.division_code, Visit.worker_id)
    )
    found: dict[str, Counter[UUID]] = defaultdict(Counter)
    for grid, worker, doors in db.session.execute(counted):
        found[grid][worker] += doors
    return found
