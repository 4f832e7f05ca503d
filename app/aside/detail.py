"""One thing that was set aside, whole: as the phone sent it, and what can be read of it."""

import json
from typing import Any
from uuid import UUID

from app import problems
from app.aside import queries
from app.aside.operations import find_visit, get_kept
from app.aside.queries import read_raw
from app.aside.repair import Repair, repaired, suggestions, when_of
from app.db import db
from app.divisions.scope import Scope
from app.problems import Problem
from app.sync.models import Event, Quarantine
from app.visits.models import Visit


def show(item_id: UUID, scope: Scope) -> dict[str, Any]:
    """The item as lists show it, with all that came; raises when it is not here, not mine or decided already."""
    listed = queries.one_aside(item_id, scope)
    if listed is None:
        raise problems.aside_already_decided() if _is_decided(item_id, scope) else problems.not_found("这条记录")
    if visit := db.session.get(Visit, item_id):
        return listed | _of_visit(visit)
    return listed | _of_kept(get_kept(item_id, scope))


def _is_decided(item_id: UUID, scope: Scope) -> bool:
    return find_visit(item_id, scope) is not None or get_kept(item_id, scope).resolution is not None


def _of_visit(visit: Visit) -> dict[str, Any]:
    event = db.session.get_one(Event, visit.id)
    return {
        "raw": event.body,
        "visited_at": visit.visited_at,
        "earliest_at": visit.earliest_at,
        "latest_at": visit.latest_at,
        **_read(json.loads(event.body)),
        "repairable": False,
        "suggestions": {"household_id": visit.household_id, "outcome": visit.outcome, "note": visit.note},
    }


def _of_kept(kept: Quarantine) -> dict[str, Any]:
    body = read_raw(kept.raw)
    return {"raw": kept.raw, **_times(kept), **_read(body), "repairable": True, "suggestions": suggestions(kept)}


def _times(kept: Quarantine) -> dict[str, Any]:
    """When it was made, where its clocks can be read."""
    try:
        told = when_of(kept, repaired(kept, Repair(household_id=kept.id, outcome="no_answer")))
    except Problem:
        return {"visited_at": None, "earliest_at": None, "latest_at": kept.received_at}
    return {"visited_at": told.best, "earliest_at": told.earliest, "latest_at": told.latest}


def _read(body: dict[str, Any] | None) -> dict[str, Any]:
    """What can be read of it; nothing in it need be of the form it should have."""
    said = body or {}
    slip, photos = said.get("slip"), said.get("photos")
    signer = slip.get("signer_name") if isinstance(slip, dict) else None
    note = said.get("note")
    return {
        "body": body,
        "note": note if isinstance(note, str) else None,
        "signer_name": signer if isinstance(signer, str) else None,
        "has_slip": isinstance(slip, dict),
        "photos": len(photos) if isinstance(photos, list) else 0,
    }
