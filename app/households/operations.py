"""Finding a door, and moving doors."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import insert, select, update

from app import clock, problems
from app.changes import note
from app.codes import NO_GRID, is_code, level_of
from app.db import db, new_id
from app.divisions.models import Division
from app.divisions.scope import Scope, scope_under
from app.households.followers import tell_followers
from app.households.models import FOREVER, Household, Placement
from app.households.standing import lock, restand, rounds


def get_household(household_id: UUID, scope: Scope) -> Household:
    """The door, or the problem that there is none in this scope."""
    household = db.session.get(Household, household_id)
    if household is None or not scope.has(household.division_code):
        raise problems.not_found("这一户")
    return household


def move(household_ids: Collection[UUID], to_code: str) -> int:
    """Place doors in another village or grid from today; days gone by keep the old place."""
    target = place_code(to_code)
    moved = 0
    for ids in rounds(household_ids):
        # First: whoever moves one of them at the same time must hear where we put it, and we where they did.
        lock(ids)
        moving = list(
            db.session.execute(
                select(Household.id, Household.division_code, Household.kind).where(
                    Household.id.in_(ids), Household.division_code != target
                )
            ).tuples()
        )
        if moving:
            _place_again(moving, target)
        moved += len(moving)
    return moved


def _place_again(moving: list[tuple[UUID, str, str]], target: str) -> None:
    ids, today = [row[0] for row in moving], clock.today()
    db.session.execute(
        update(Placement).where(Placement.household_id.in_(ids), Placement.until_on == FOREVER).values(until_on=today)
    )
    db.session.execute(
        insert(Placement),
        [
            {
                "id": new_id(),
                "household_id": i,
                "division_code": target,
                "kind": kind,
                "from_on": today,
                "until_on": FOREVER,
            }
            for i, _, kind in moving
        ],
    )
    db.session.execute(update(Household).where(Household.id.in_(ids)).values(division_code=target))
    restand(ids)
    for household_id, left, _ in moving:
        # Both places hear of it: the phones of the one drop the door, those of the other take it.
        note("household", household_id, left)
        note("household", household_id, target)
    tell_followers(ids)


def place_code(code: str) -> str:
    """Where a door stands that is put into a grid, or into a village without one."""
    division = db.session.get(Division, code) if is_code(code) else None
    if division is None or division.level not in ("village", "grid") or division.retired_on:
        raise problems.unknown_division(code)
    return code if level_of(code) == "grid" else code + NO_GRID


def doors_in(code: str) -> list[UUID]:
    """The ids of all doors that stand in a division now."""
    return list(db.session.scalars(select(Household.id).where(scope_under(code).holds(Household.division_code))))
