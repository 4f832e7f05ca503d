"""One thing that was set aside, whole: as the phone sent it, and what can be read of it."""

import json
from typing import Any
from uuid import UUID

from app import problems
from app.aside import queries
from app.aside.operations import find_visit, get_kept
from app.aside.repair import Repair, no_visit, repaired, suggestions, when_of
from app.blobs import operations as blobs
from app.blobs.models import Blob
from app.db import db
from app.divisions.scope import Scope
from app.problems import Problem
from app.sync.events import read_raw
from app.sync.known import UNPROVEN
from app.sync.models import Event, Quarantine
from app.visits import doubts
from app.visits.models import Visit


def show(item_id: UUID, scope: Scope) -> dict[str, Any]:
    """The item as lists show it, with all that came; raises when it is not here, not mine or decided already."""
    listed = queries.one_aside(item_id, scope)
    if listed is None:
        raise problems.aside_already_decided() if _is_decided(item_id, scope) else problems.not_found("这条记录")
    if visit := db.session.get(Visit, item_id):
        return listed | _of_visit(visit) | {"same_photo": _same_photo(visit, scope)}
    return listed | _of_kept(get_kept(item_id, scope)) | {"same_photo": []}


def _is_decided(item_id: UUID, scope: Scope) -> bool:
    return find_visit(item_id, scope) is not None or get_kept(item_id, scope).resolution is not None


def _of_visit(visit: Visit) -> dict[str, Any]:
    event = db.session.get_one(Event, visit.id)
    return {
        "raw": event.body,
        "visited_at": visit.visited_at,
        "earliest_at": visit.earliest_at,
        "latest_at": visit.latest_at,
        **_read(_body(event), visit.worker_id),
        "repairable": False,
        "suggestions": {"household_id": visit.household_id, "outcome": visit.outcome, "note": visit.note},
    }


def _same_photo(visit: Visit, scope: Scope) -> list[dict[str, Any]]:
    """The other doors at which its photo stands for a signature."""
    photo = _signature_in(_body(db.session.get_one(Event, visit.id)))
    if visit.doubt != "photo_of_another" or photo is None:
        return []
    others = doubts.doors_of([photo])[photo] - {visit.household_id}
    return list(queries.doors(set(others), scope).values())


def _body(event: Event) -> dict[str, Any] | None:
    """What the phone recorded; nothing once it was forgotten."""
    return json.loads(event.body) if event.body else None


def _of_kept(kept: Quarantine) -> dict[str, Any]:
    body = read_raw(kept.raw)
    return {
        "raw": kept.raw,
        **_times(kept),
        **_read(body, kept.author_id),
        "repairable": kept.code != UNPROVEN and no_visit(kept) is None,
        "suggestions": suggestions(kept),
    }


def _times(kept: Quarantine) -> dict[str, Any]:
    """When it was made, where its clocks can be read."""
    try:
        told = when_of(kept, repaired(kept, Repair(household_id=kept.id, outcome="no_answer")))
    except Problem:
        return {"visited_at": None, "earliest_at": None, "latest_at": kept.received_at}
    return {"visited_at": told.best, "earliest_at": told.earliest, "latest_at": told.latest}


def _read(body: dict[str, Any] | None, author_id: UUID) -> dict[str, Any]:
    """What can be read of it; nothing in it need be of the form it should have."""
    said = body or {}
    slip, photos = said.get("slip"), said.get("photos")
    signed = slip if isinstance(slip, dict) else {}
    return {
        "body": body,
        "note": _words(said.get("note")),
        "signer_name": _words(signed.get("signer_name")),
        "slip_text": _words(signed.get("text")),
        "has_slip": isinstance(slip, dict),
        "signature_here": blobs.has(_signature_in(body) or "", author_id),
        "photos": len(photos) if isinstance(photos, list) else 0,
    }


def signature(item_id: UUID, scope: Scope) -> Blob:
    """The image of the signature that the item names; raises when its bytes have not come."""
    if visit := find_visit(item_id, scope):
        return blobs.get(_signature_in(_body(db.session.get_one(Event, visit.id))) or "", visit.worker_id)
    kept = get_kept(item_id, scope)
    return blobs.get(_signature_in(read_raw(kept.raw)) or "", kept.author_id)


def _signature_in(body: dict[str, Any] | None) -> str | None:
    slip = (body or {}).get("slip")
    return _words(slip.get("signature_sha256") or slip.get("proof_sha256")) if isinstance(slip, dict) else None


def _words(told: Any) -> str | None:
    return told if isinstance(told, str) else None
