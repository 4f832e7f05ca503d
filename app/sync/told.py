"""The visits of an author's that a withdrawal may name, as their phone told of them, and where they stand by now."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.db import among, db, named_id
from app.sync.events import as_uuid
from app.sync.models import Event, Quarantine
from app.visits.models import Visit

_MINE = (
    select(Visit.id, Visit.household_id, Event.body)
    .outerjoin(Event, Event.id == Visit.id)
    .where(among(Visit.id, "ids"), Visit.worker_id == named_id("worker_id"))
)
# By the name that its phone gave it: what the office made of it has another, and may stand at another door.
_PUT_RIGHT = (
    select(Visit.id, Visit.household_id, Event.body, Quarantine.event_id, Quarantine.household_id.label("named"))
    .join(Quarantine, Quarantine.accepted_id == Visit.id)
    .outerjoin(Event, Event.id == Visit.id)
    .where(among(Quarantine.event_id, "names"), Visit.worker_id == named_id("worker_id"))
)


def visits_told(worker_id: UUID, visit_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """By the id that a phone knows; `visit_id` and `stands_at` are what became of it."""
    if not visit_ids:
        return {}
    mine, names = {"ids": visit_ids, "worker_id": worker_id}, [str(each) for each in visit_ids]
    right = db.session.execute(_PUT_RIGHT, {"names": names, "worker_id": worker_id})
    found = {known: _told(row, row.named) for row in right if (known := as_uuid(row.event_id))}
    return found | {row.id: _told(row, row.household_id) for row in db.session.execute(_MINE, mine)}


def _told(row: Row[Any], door: UUID | None) -> dict[str, Any]:
    """What an event no longer says, as it was emptied, leaves the stopwatch unknown; the visit may be taken back all the same."""
    said = {"boot_id": "", "mono_ms": 0, **(json.loads(row.body) if row.body else {})}
    return {**said, "household_id": door, "visit_id": row.id, "stands_at": row.household_id}
