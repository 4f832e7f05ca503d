"""Moving doors and governing the denominator."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import insert, select, update

from app import clock, problems
from app.changes import note
from app.codes import NO_GRID, is_code, level_of
from app.db import db, new_id
from app.divisions.models import Division
from app.divisions.scope import Scope, scope_under
from app.households.models import FOREVER, Exclusion, Household, Placement
from app.households.standing import lock, restand, rounds
from app.people.actor import Actor

# A door is looked at again at least this often, whatever was said of it.
LONGEST_EXCLUSION = timedelta(days=366)


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


def place_code(code: str) -> str:
    """Where a door stands that is put into a grid, or into a village without one."""
    division = db.session.get(Division, code) if is_code(code) else None
    if division is None or division.level not in ("village", "grid") or division.retired_on:
        raise problems.unknown_division(code)
    return code if level_of(code) == "grid" else code + NO_GRID


def doors_in(code: str) -> list[UUID]:
    """The ids of all doors that stand in a division now."""
    return list(db.session.scalars(select(Household.id).where(scope_under(code).holds(Household.division_code))))


def request_exclusion(actor_id: UUID, household: Household, reason: str, evidence: str, expires_on: date) -> Exclusion:
    """Ask for a door to be left out of the denominator; nothing changes until somebody else approves."""
    if expires_on < clock.today():
        raise problems.expiry_passed()
    if expires_on > clock.today() + LONGEST_EXCLUSION:
        raise problems.expiry_too_far(LONGEST_EXCLUSION.days)
    lock([household.id])
    if _open_exclusion(household.id):
        raise problems.exclusion_already_open()
    exclusion = Exclusion(
        household_id=household.id,
        reason=reason,
        evidence=evidence,
        requested_by=actor_id,
        requested_at=clock.now(),
        expires_on=expires_on,
    )
    db.session.add(exclusion)
    db.session.flush()
    return exclusion


def _open_exclusion(household_id: UUID) -> UUID | None:
    """One that waits for a decision or is in force, or None."""
    return db.session.scalars(
        select(Exclusion.id).where(
            Exclusion.household_id == household_id,
            (Exclusion.state == "requested") | ((Exclusion.state == "approved") & (Exclusion.until_on > clock.today())),
        )
    ).first()


def get_exclusion(exclusion_id: UUID, scope: Scope) -> tuple[Exclusion, Household]:
    """The exclusion and its door, or the problem that there is none in this scope."""
    found = db.session.execute(
        select(Exclusion, Household)
        .join(Household, Household.id == Exclusion.household_id)
        .where(Exclusion.id == exclusion_id)
    ).one_or_none()
    # In the same words for one elsewhere as for none, or they would tell that there is one.
    if found is None or not scope.has(found.Household.division_code):
        raise problems.not_found("这条剔除申请")
    exclusion, household = found.Exclusion, found.Household
    # Two people may decide at once: the second waits here, and then sees what the first decided.
    lock([household.id])
    db.session.refresh(exclusion)
    return exclusion, household


def approve_exclusion(actor: Actor, exclusion: Exclusion, household: Household) -> None:
    """Take the door out of the denominator, from today through the exclusion's last day."""
    _decide(actor, exclusion, "approved")
    exclusion.from_on = clock.today()
    exclusion.until_on = exclusion.expires_on + timedelta(days=1)
    _changed(household)


def refuse_exclusion(actor: Actor, exclusion: Exclusion, refusal: str) -> None:
    """Leave the door in the denominator, with the reason in words."""
    _decide(actor, exclusion, "refused")
    exclusion.refusal = refusal


def end_exclusion(exclusion: Exclusion, household: Household) -> None:
    """Put the door back into the denominator from today on."""
    today = clock.today()
    if exclusion.state != "approved" or exclusion.until_on is None or exclusion.until_on <= today:
        raise problems.exclusion_not_in_force()
    exclusion.until_on = today
    _changed(household)


def _decide(actor: Actor, exclusion: Exclusion, state: str) -> None:
    if exclusion.state != "requested":
        raise problems.exclusion_already_decided()
    if not actor.grant.suits(is_own=exclusion.requested_by == actor.id):
        raise problems.own_exclusion()
    if state == "approved" and exclusion.expires_on < clock.today():
        raise problems.expiry_passed()
    exclusion.state = state
    exclusion.decided_by = actor.id
    exclusion.decided_at = clock.now()


def _changed(household: Household) -> None:
    restand([household.id])
    note("household", household.id, household.division_code)
