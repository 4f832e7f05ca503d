"""What its phone had said of a visit that the office made of what was set aside: by that it is told what the office changed.

What came is held by the chain of changes, the columns beside it by nothing. Once it is gone, at the end of its time, the
audit log still has what the office changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.audit import actions
from app.audit.models import AuditEntry
from app.cases.rounds import of_some
from app.sync.events import Received, as_uuid, read_raw
from app.sync.models import Quarantine
from app.vault.sealed import going_on
from app.visits.models import OUTCOMES, Visit

# Of an outcome that the phone did not say so that anybody could read it.
UNREADABLE = ""


@dataclass(frozen=True)
class Original:
    """None: nobody knows any more, or it was not changed."""

    name: str  # the id that its phone gave it
    door: UUID | None
    outcome: str | None
    note: str | None


def originals_of(household_ids: Sequence[UUID]) -> dict[UUID, Original]:
    """By visit, of all that was made of something set aside at these homes; of several envelopes, the first that came."""
    columns = (Quarantine.accepted_id, Quarantine.id, Quarantine.event_id, Quarantine.household_id, Quarantine.raw)
    query = select(*columns).join(Visit, Visit.id == Quarantine.accepted_id).order_by(Quarantine.received_at)
    with going_on():
        rows = list(of_some(query, Visit.household_id, household_ids))
    logged = _logged([str(row.id) for row in rows if not row.raw])
    found: dict[UUID, Original] = {}
    for row in rows:
        found.setdefault(row.accepted_id, _came(row.raw) if row.raw else _left(row, logged.get(str(row.id), {})))
    return found


def _came(raw: str) -> Original:
    said = read_raw(raw) or {}
    outcome, note = said.get("outcome"), said.get("note")
    return Original(
        name=Received(json.loads(raw)).name,
        door=as_uuid(said.get("household_id")),
        outcome=outcome if outcome in OUTCOMES else UNREADABLE,
        note=note if isinstance(note, str) else "",
    )


def _left(row: Any, told: Mapping[str, Any]) -> Original:
    """What is known of one that is gone: the columns, except where the log tells that the office changed it."""
    outcome = told.get("outcome_was")
    return Original(
        name=row.event_id,
        door=as_uuid(told["door_was"]) if "door_was" in told else row.household_id,
        outcome=outcome if outcome is None or outcome in OUTCOMES else UNREADABLE,
        note="" if told.get("noted") else None,
    )


def _logged(ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the log tells of each acceptance."""
    query = select(AuditEntry.object_id, AuditEntry.details)
    done = query.where(AuditEntry.action == actions.ACCEPT_ASIDE.word, AuditEntry.outcome == "done")
    return {item_id: json.loads(details) for item_id, details in of_some(done, AuditEntry.object_id, ids)}
