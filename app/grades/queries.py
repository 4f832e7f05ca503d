"""What is known of visits, gathered in a fixed number of statements, however many there are."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, union_all

from app.db import db, some_at_a_time
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.grades import thresholds as t
from app.grades.facts import Seen
from app.grades.shapes import Shape, shape_of
from app.households.models import Household
from app.people.models import User
from app.slips.models import Slip
from app.visits.models import Visit, VisitPhoto

_HISTORY = timedelta(seconds=t.HISTORY_S)
_COLUMNS = (
    *(Visit.id, Visit.household_id, Visit.worker_id, Visit.visited_at, Visit.received_at, Visit.earliest_at, Visit.latest_at),
    *(Visit.clock_off, Visit.plate_scanned, Visit.lat, Visit.lon, Visit.accuracy_m, Visit.distance_m, Visit.outcome),
    *(Visit.position_age_s, Visit.position_reason, Slip.way, Slip.picture_sha256, Visit.status, Visit.reviewed_at),
    *(Visit.withdrawn_at, Visit.withdrawal_reaches_back),
    *(Household.division_code, Household.address, Household.lat.label("door_lat"), Household.lon.label("door_lon")),
)  # fmt: skip
# What was not taken back and not turned down.
_STANDS = and_(Visit.status != "refused", Visit.withdrawn_at.is_(None))
# Conditions: SQLite nests no more than a thousand.
_WINDOWS = 200


@dataclass(frozen=True)
class Known:
    """A visit as it is graded and flagged, with whose it is and where its door stands."""

    seen: Seen
    worker_id: UUID
    outcome: str
    division_code: str
    address: str


def _known(row: Row[Any], photos: Iterable[str]) -> Known:
    signature = row.picture_sha256
    seen = Seen(
        id=row.id,
        household_id=row.household_id,
        at=row.visited_at,
        received_at=row.received_at,
        earliest=row.earliest_at,
        latest=row.latest_at,
        clock_off=row.clock_off,
        signed=row.way is not None and row.way != "refused",
        plate_scanned=row.plate_scanned,
        lat=row.lat,
        lon=row.lon,
        accuracy_m=row.accuracy_m,
        age_s=row.position_age_s,
        no_fix_because=row.position_reason,
        distance_m=row.distance_m,
        door=None if row.door_lat is None or row.door_lon is None else (row.door_lat, row.door_lon),
        pictures=frozenset((*photos, *([signature] if signature else []))),
        photos=frozenset(photos),
        gone_at=min(_goings(row), default=None),
    )
    return Known(seen, row.worker_id, row.outcome, row.division_code, row.address)


def _goings(row: Row[Any]) -> Iterator[datetime]:
    """When a visit was taken back or turned down; one that was taken back for the past too never stood."""
    if row.withdrawn_at is not None:
        yield row.received_at if row.withdrawal_reaches_back else row.withdrawn_at
    if row.status == "refused":
        yield row.reviewed_at or row.received_at


def _found(*conditions: ColumnElement[bool]) -> list[Row[Any]]:
    query = (
        select(*_COLUMNS)
        .select_from(Visit)
        .join(Household, Household.id == Visit.household_id)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .where(*conditions)
        .order_by(Visit.visited_at, Visit.id)
    )
    return list(db.session.execute(query).all())


def whose(scope: Scope, first: datetime, end: datetime, worker_id: UUID | None = None) -> dict[UUID, int]:
    """Who made visits of some time to a scope's doors, and how many; perhaps of one worker alone."""
    query = (
        select(Visit.worker_id, func.count())
        .select_from(Visit)
        .join(Household, Household.id == Visit.household_id)
        .where(_STANDS, *_then(first, end), scope.holds(Household.division_code))
        .group_by(Visit.worker_id)
    )
    if worker_id is not None:
        query = query.where(Visit.worker_id == worker_id)
    return dict(db.session.execute(query).tuples().all())


def _then(first: datetime, end: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Visit.visited_at >= first, Visit.visited_at < end


def of_workers(worker_ids: Collection[UUID], first: datetime, end: datetime) -> list[Known]:
    """All that these people recorded in some time and a little before and after, wherever: what a fix is held against."""
    rows = _found(_STANDS, *_then(first - _HISTORY, end + _HISTORY), Visit.worker_id.in_(list(worker_ids)))
    photos: dict[UUID, list[str]] = defaultdict(list)
    for some in some_at_a_time([row.id for row in rows]):
        query = select(VisitPhoto.visit_id, VisitPhoto.sha256).where(VisitPhoto.visit_id.in_(some))
        for visit_id, sha256 in db.session.execute(query):
            photos[visit_id].append(sha256)
    return [_known(row, photos.get(row.id, ())) for row in rows]


def named(visit_ids: Sequence[UUID]) -> list[Known]:
    """These visits, whatever became of them."""
    return [_known(row, ()) for some in some_at_a_time(visit_ids) for row in _found(Visit.id.in_(some))]


def around(visits: Sequence[Known]) -> list[Known]:
    """What their workers recorded a little before and after each of them, with what became of that."""
    found: dict[UUID, Row[Any]] = {}
    for some in some_at_a_time(visits, _WINDOWS):
        near = [
            and_(Visit.worker_id == one.worker_id, *_then(one.seen.at - _HISTORY, one.seen.at + _HISTORY))
            for one in some
        ]
        found |= {row.id: row for row in _found(or_(*near))}
    return sorted((_known(row, ()) for row in found.values()), key=lambda one: one.seen.at)


def of_household(household_id: UUID) -> list[UUID]:
    """The visits to a door."""
    return list(db.session.scalars(select(Visit.id).where(Visit.household_id == household_id)))


def shapes_of(visit_ids: Sequence[UUID]) -> dict[UUID, Shape]:
    """How the pen moved on the slips of these visits, of those that have a shape."""
    found = {}
    for some in some_at_a_time(visit_ids):
        query = select(Slip.visit_id, Slip.strokes).where(Slip.visit_id.in_(some), Slip.strokes.is_not(None))
        for visit_id, strokes in db.session.execute(query):
            if strokes and (shape := shape_of(json.loads(strokes))) is not None:
                found[visit_id] = shape
    return found


def used_at(visits: Sequence[Known], before: datetime) -> dict[tuple[UUID, str], UUID]:
    """Of the pictures that these visits' slips stand on, at which door each was used by the same worker before, if it was."""
    wanted = {(one.worker_id, picture) for one in visits for picture in one.seen.pictures - one.seen.photos}
    found: dict[tuple[UUID, str], UUID] = {}
    for some in some_at_a_time(sorted({picture for _, picture in wanted})):
        photos = select(Visit.worker_id, VisitPhoto.sha256, Visit.household_id, Visit.visited_at)
        signatures = select(Visit.worker_id, Slip.picture_sha256, Visit.household_id, Visit.visited_at)
        both = union_all(
            photos.join(Visit, Visit.id == VisitPhoto.visit_id).where(
                VisitPhoto.sha256.in_(some), Visit.visited_at < before
            ),
            signatures.join(Visit, Visit.id == Slip.visit_id).where(
                Slip.picture_sha256.in_(some), Visit.visited_at < before
            ),
        ).subquery()
        for worker_id, sha256, household_id, _ in db.session.execute(select(both).order_by(both.c.visited_at)):
            if (worker_id, sha256) in wanted:
                found.setdefault((worker_id, sha256), household_id)
    return found


def uses_of(visits: Sequence[Known], before: datetime) -> dict[str, list[tuple[UUID, UUID, datetime]]]:
    """Of these visits' photos, by whom, at which doors and when they were used before some moment, as far as that stands."""
    found: dict[str, list[tuple[UUID, UUID, datetime]]] = defaultdict(list)
    for some in some_at_a_time(sorted({photo for one in visits for photo in one.seen.photos})):
        query = (
            select(VisitPhoto.sha256, Visit.worker_id, Visit.household_id, Visit.visited_at)
            .join(Visit, Visit.id == VisitPhoto.visit_id)
            .where(VisitPhoto.sha256.in_(some), Visit.visited_at < before, _STANDS)
        )
        for sha256, *use in db.session.execute(query):
            found[sha256].append(tuple(use))
    return found


def names_of(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of people of ours."""
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(list(user_ids)))).tuples().all())


def places_of(codes: Collection[str]) -> dict[str, str]:
    """The names of divisions."""
    found = db.session.execute(select(Division.code, Division.name).where(Division.code.in_(list(codes))))
    return dict(found.tuples().all())
