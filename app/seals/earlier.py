"""Statements of slips from before there were any: made from what the phone handed in, or from what we have of it."""

import json
import secrets
from collections import defaultdict
from contextlib import suppress
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.slips.models import Slip
from app.slips.statement import By, Opened, statement
from app.slips.ways import usual_way
from app.sync.events import E6
from app.sync.models import Event
from app.sync.signed import Author, notice_of
from app.sync.versions import read_body
from app.visits.models import Visit, VisitPhoto


def restate(visit_ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The statements of these, with what they commit to written into their slips."""
    if not visit_ids:
        return {}
    events = {event.id: event for event in db.session.scalars(select(Event).where(Event.id.in_(visit_ids)))}
    photos = photos_named(visit_ids)
    found = {}
    for slip, visit in db.session.execute(
        select(Slip, Visit).join(Visit, Visit.id == Slip.visit_id).where(Slip.visit_id.in_(visit_ids))
    ):
        event = events.get(slip.visit_id)
        # Of strokes that somebody changed into something else nothing can be stated: `flask check` names it.
        with suppress(ValueError, TypeError, LookupError):
            # The original may be gone, at the end of its time (app/retention).
            if event and event.body:
                found[slip.visit_id] = _of_event(slip, event)
            else:
                found[slip.visit_id] = _of_rows(slip, visit, event, photos.get(visit.id, []))
    db.session.flush()
    return found


def _of_event(slip: Slip, event: Event) -> dict[str, Any]:
    said, body = read_body(event.type, event.schema_version, event.body)
    notice = notice_of(event.id, said, body, Author(event.author_id, event.device_id))
    slip.seed, slip.place, slip.way = notice.opened.seed, notice.opened.place or None, notice.way
    stated: dict[str, Any] = json.loads(notice.statement)
    return stated


def _of_rows(slip: Slip, visit: Visit, event: Event | None, photos: list[str]) -> dict[str, Any]:
    slip.seed, slip.way, slip.place = secrets.token_hex(32), usual_way(slip.signer_relation), _place(visit)
    opened = Opened(slip.seed, slip.text, slip.signer_name, visit.witness or "", "", slip.place or "")
    body = {
        "household_id": visit.household_id,
        "campaign_id": visit.campaign_id,
        "outcome": visit.outcome,
        "device_time": visit.device_time,
        "mono_ms": None,
        "boot_id": "",
        "clock_anchor": None,
        "photos": photos,
        "position_reason": visit.position_reason or "",
    }
    signed = {
        "way": slip.way,
        "template_id": slip.template_id,
        "signer_relation": slip.signer_relation,
        "signature_sha256": slip.picture_sha256,
        "strokes": json.loads(slip.strokes or "[]"),
        "proof_sha256": None,
        "paper_code": "",
    }
    by = By(visit.worker_id, event.device_id if event else UUID(int=0), "", None)
    return statement(visit.id, body, signed, opened, by)


def photos_named(visit_ids: list[UUID]) -> dict[UUID, list[str]]:
    """The photos that each of these visits names, in order, whether their bytes are here or not."""
    found: dict[UUID, list[str]] = defaultdict(list)
    named = select(VisitPhoto.visit_id, VisitPhoto.sha256).where(VisitPhoto.visit_id.in_(visit_ids))
    for visit_id, sha256 in db.session.execute(named.order_by(VisitPhoto.visit_id, VisitPhoto.place)):
        found[visit_id].append(sha256)
    return found


def _place(visit: Visit) -> str | None:
    """How old the fix was is not known any more."""
    if visit.lat is None or visit.lon is None:
        return None
    return f"{round(visit.lat * E6)},{round(visit.lon * E6)},{visit.accuracy_m},"
