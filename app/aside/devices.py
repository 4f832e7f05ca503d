"""Phones as the office sees them: what each has recorded and we have not received, since when, and which lost their store."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from app.db import db
from app.divisions.models import Assignment, Division
from app.divisions.scope import Scope
from app.people.models import PhoneKey, User
from app.sync.models import Device, Event, Quarantine


@dataclass(frozen=True)
class Backlog:
    """One phone: `missing` of what it says it has made have not come."""

    id: UUID
    worker_id: UUID
    worker_name: str
    place: str
    first_seen_at: datetime
    last_seen_at: datetime
    build: str | None
    persisted: bool | None
    minted_seq: int
    received: int
    missing: int
    missing_since: datetime | None
    lost_at: datetime | None
    lost_up_to: int | None
    lost_since: datetime | None
    replaced: bool
    clock_skew_s: float | None
    enrolled_at: datetime | None
    ended_at: datetime | None
    wiped_at: datetime | None


def list_backlog(scope: Scope) -> list[Backlog]:
    """Every phone of somebody who belongs to the scope: lost ones first, then what misses most, then the longest unseen."""
    received, keys, places = _received(), _keys(), _places()
    # Some are only named in a file that somebody brought; a lost one may never have been in touch either.
    rows = db.session.execute(
        select(Device, User.name, Division.name.label("home"))
        .join(User, User.id == Device.user_id)
        .outerjoin(Division, Division.code == User.scope)
        .where(scope.holds(User.scope), Device.met | Device.lost_at.is_not(None))
    )
    found = [
        _backlog(
            row, places.get(row.Device.user_id, row.home or ""), received.get(row.Device.id, 0), keys.get(row.Device.id)
        )
        for row in rows
    ]
    return sorted(found, key=lambda b: (b.lost_at is None, -b.missing, b.last_seen_at, b.id))


def _received() -> dict[UUID, int]:
    """How many of each phone's numbers have come, applied or set aside."""
    events = select(Event.device_id, Event.device_seq).where(Event.device_seq.is_not(None))
    kept = select(Quarantine.device_id, Quarantine.device_seq).where(Quarantine.device_seq.is_not(None))
    # A union and no sum: a conflict has the number of the event that it contradicts.
    numbers = events.union(kept).subquery()
    counted = select(numbers.c.device_id, func.count()).group_by(numbers.c.device_id)
    return dict(db.session.execute(counted).tuples().all())


def _keys() -> dict[UUID, PhoneKey]:
    """The newest key of each enrolled phone: whoever enrols it again after its end has a phone that is in use."""
    return {key.device_id: key for key in db.session.scalars(select(PhoneKey).order_by(PhoneKey.enrolled_at))}


def _places() -> dict[UUID, str]:
    """The villages of the grids that each worker walks now."""
    village = aliased(Division)
    walked = (
        select(Assignment.user_id, village.code, village.name)
        .join(Division, Division.code == Assignment.grid_code)
        .join(village, village.code == Division.parent_code)
        .distinct()
        .order_by(Assignment.user_id, village.code)
    )
    places: dict[UUID, str] = {}
    for user_id, _, name in db.session.execute(walked):
        places[user_id] = f"{places[user_id]}、{name}" if user_id in places else name
    return places


def _backlog(row: Row[Any], place: str, received: int, key: PhoneKey | None) -> Backlog:
    device, name, _ = row
    missing = max(0, device.minted_seq - received)
    lost = device.lost_at is not None
    skew = median(skews) if (skews := json.loads(device.skews)) else None
    return Backlog(
        id=device.id,
        worker_id=device.user_id,
        worker_name=name,
        place=place,
        first_seen_at=device.first_seen_at,
        last_seen_at=device.last_seen_at,
        build=device.build,
        persisted=device.persisted,
        minted_seq=device.minted_seq,
        received=received,
        missing=missing,
        missing_since=_since(device, skew) if missing else None,
        lost_at=device.lost_at,
        # Without its mark nobody knows how many it had made since it was last in touch.
        lost_up_to=_lost(device, received) if lost and device.lost_seq is not None else None,
        lost_since=device.last_seen_at if lost else None,
        replaced=device.replaced_by is not None,
        clock_skew_s=skew,
        enrolled_at=key.enrolled_at if key else None,
        ended_at=key.ended_at if key else None,
        wiped_at=key.wiped_at if key else None,
    )


def _since(device: Device, skew: float | None) -> datetime:
    """The oldest that it says it has, by our clock and not by its own; never later than it was last in touch."""
    if device.oldest_waiting_at is None:
        return device.last_seen_at
    try:
        return min(device.oldest_waiting_at - timedelta(seconds=skew or 0), device.last_seen_at)
    except OverflowError:  # its clock was put to the year 1 or the last one since
        return device.last_seen_at


def _lost(device: Device, received: int) -> int:
    """Its mark may be older than what it last said itself."""
    return max(0, max(device.lost_seq or 0, device.minted_seq) - received)
