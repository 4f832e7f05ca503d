"""Rounds with where they stand, and their doors with what was heard beside what was recorded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.checks.models import CheckAnswer, CheckDoor, CheckRound
from app.checks.operations import doors_by_lot, rule_of
from app.checks.rule import errors
from app.checks.sample import cannot_answer, finding_of, sample_of
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.masking import mask_numbers
from app.households.models import Household
from app.people.models import User
from app.slips.models import Slip
from app.visits.models import Visit

_drawer, _checker = aliased(User), aliased(User)
_ROUNDS = (
    select(CheckRound, Division.name, _drawer.name, _checker.name)
    .join(Division, Division.code == CheckRound.village_code)
    .join(_drawer, _drawer.id == CheckRound.drawn_by)
    .join(_checker, _checker.id == CheckRound.checker_id)
)


def rounds(scope: Scope, after: UUID | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """One page of rounds, the newest first, and how many there are."""
    there = scope.holds(CheckRound.village_code)
    total = db.session.execute(select(func.count()).select_from(CheckRound).where(there)).scalar_one()
    query = _ROUNDS.where(there).order_by(CheckRound.id.desc()).limit(limit)
    found = db.session.execute(query if after is None else query.where(CheckRound.id < after)).all()
    by_lot = doors_by_lot(row.CheckRound.id for row in found)
    return [_round(one, names, by_lot.get(one.id, [])) for one, *names in found], total


def show(drawn: CheckRound) -> dict[str, Any]:
    """One round, with the doors that were asked at."""
    (_, *names) = db.session.execute(_ROUNDS.where(CheckRound.id == drawn.id)).one()
    by_lot = doors_by_lot([drawn.id]).get(drawn.id, [])
    return {**_round(drawn, names, by_lot), "doors": _doors(drawn, by_lot)}


def _round(drawn: CheckRound, names: Sequence[str], doors: Sequence[CheckDoor]) -> dict[str, Any]:
    rule, (village, drawer, checker) = rule_of(drawn), names
    rejects_good, accepts_bad = errors(rule, drawn.unacceptable_percent, drawn.covered)
    return {
        **{column.name: getattr(drawn, column.name) for column in CheckRound.__table__.c},
        **asdict(finding_of(doors, rule, drawn.covered, drawn.target)),
        "village_name": village,
        "drawn_by_name": drawer,
        "checker_name": checker,
        "rate": drawn.covered / drawn.target if drawn.target else None,
        "rejects_good": rejects_good,
        "accepts_bad": accepts_bad,
    }


def _doors(drawn: CheckRound, by_lot: Sequence[CheckDoor]) -> list[dict[str, Any]]:
    """Those asked at: by lot in the order drawn, then those by risk alone."""
    found = db.session.execute(
        select(CheckDoor, Household.kind, Household.title, Household.householder, Household.address)
        .join(Household, Household.id == CheckDoor.household_id)
        .where(CheckDoor.round_id == drawn.id, or_(CheckDoor.asked_at.is_not(None), CheckDoor.answer.is_not(None)))
        .order_by(CheckDoor.lot_place.is_(None), CheckDoor.lot_place, CheckDoor.id)
    ).all()
    counting = {door.id for door in sample_of(by_lot, drawn.asks).doors}
    heard = _heard(row.CheckDoor.id for row in found)
    answered = {row.CheckDoor.visit_id for row in found if row.CheckDoor.answer or cannot_answer(row.CheckDoor)}
    tested = _tested(answered)
    return [
        {
            **row._mapping,
            **{column.name: getattr(row.CheckDoor, column.name) for column in CheckDoor.__table__.c},
            "counts": row.CheckDoor.id in counting,
            "heard": heard[row.CheckDoor.id],
            "visit": tested.get(row.CheckDoor.visit_id),
        }
        for row in found
    ]


def _heard(door_ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """All that was heard at each door, in the order it was."""
    told: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    query = select(CheckAnswer).where(CheckAnswer.door_id.in_(list(door_ids)))
    for one in db.session.scalars(query.order_by(CheckAnswer.heard_at, CheckAnswer.id)):
        shown = {column.name: getattr(one, column.name) for column in CheckAnswer.__table__.c}
        told[one.door_id].append({**shown, "note": mask_numbers(one.note or "")})
    return told


def _tested(visit_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What was recorded at doors that have answered."""
    found = db.session.execute(
        select(Visit.id, Visit.outcome, Slip.way, Visit.visited_at, User.name.label("worker_name"), Visit.withdrawn_at)
        .join(User, User.id == Visit.worker_id)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .where(Visit.id.in_(list(visit_ids)))
    )
    return {row.id: dict(row._mapping) for row in found}


def doors_for(checker_id: UUID, ids: list[str] | None = None) -> list[dict[str, Any]]:
    """The doors somebody is to ask at, as their phone is told: where it is, and nothing of what was recorded there."""
    if ids == []:
        return []
    query = (
        select(
            *(CheckDoor.id, CheckDoor.household_id, CheckDoor.asked_at, CheckDoor.answer, CheckDoor.times_away),
            *(Division.name.label("village_name"), Household.kind, Household.title, Household.householder),
            *(Household.address, Household.lat, Household.lon),
        )
        .join(CheckRound, CheckRound.id == CheckDoor.round_id)
        .join(Household, Household.id == CheckDoor.household_id)
        # Where it stands now: it may have moved since the draw.
        .join(Division, Division.code == func.substr(Household.division_code, 1, 12))
        .where(CheckRound.checker_id == checker_id, CheckRound.ended_at.is_(None), CheckDoor.asked_at.is_not(None))
        .order_by(CheckDoor.id)
    )
    if ids is not None:
        query = query.where(CheckDoor.id.in_([UUID(each) for each in ids]))
    found = db.session.execute(query).mappings()
    return [
        {**row, "id": str(row["id"]), "household_id": str(row["household_id"]), "asked_at": row["asked_at"].isoformat()}
        for row in found
    ]
