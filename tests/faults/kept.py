"""Holds what became of each event against what its phone told, word for word."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.checks.models import CheckAnswer, CheckDoor
from app.db import db
from app.exclusions.models import ExclusionPhoto
from app.households.models import Exclusion
from app.slips.models import Slip
from app.sync.models import Event, Quarantine
from app.visits.models import Visit, VisitPhoto


def otherwise() -> Iterator[str]:
    """One line for each event that is not kept, or not as it was told, and for what nobody told."""
    yield from _visits()
    yield from _withdrawals()
    yield from _slips()
    yield from _requests()
    yield from _answers()


def _told(kind: str) -> Iterator[tuple[UUID, dict[str, Any]]]:
    for event_id, text in db.session.execute(select(Event.id, Event.body).where(Event.type == kind)):
        yield event_id, json.loads(text)


def _visits() -> Iterator[str]:
    """I1 and I2: each visit that was handed in is one visit, of the door, the outcome, the words and the photos that it told."""
    visits = {visit.id: visit for visit in db.session.scalars(select(Visit))}
    photos: dict[UUID, list[str]] = defaultdict(list)
    for photo in db.session.scalars(select(VisitPhoto).order_by(VisitPhoto.place)):
        photos[photo.visit_id].append(photo.sha256)
    for event_id, body in _told("visit"):
        visit = visits.pop(event_id, None)
        if visit is None:
            yield f"lost: the visit {event_id} was received, and is nowhere"
        elif _knocked(visit) != [
            body[part] for part in ("campaign_id", "household_id", "outcome", "device_time", "note")
        ]:
            yield f"I1: the visit {event_id} says something else"
        elif photos[event_id] != body.get("photos", []):
            yield f"lost: photos of the visit {event_id}"
    yield from (f"doubled: nobody made the visit {i}" for i in visits)


def _knocked(visit: Visit) -> list[str]:
    return [str(visit.campaign_id), str(visit.household_id), visit.outcome, visit.device_time, visit.note or ""]


def _withdrawals() -> Iterator[str]:
    """I1: each withdrawal that was handed in has withdrawn its visit; the reason that stands may be an earlier one's."""
    withdrawn = set(db.session.scalars(select(Visit.id).where(Visit.withdrawn_on.is_not(None))))
    repaired = {
        name: made for name, made in db.session.execute(select(Quarantine.event_id, Quarantine.accepted_id)) if made
    }
    for event_id, body in _told("withdrawal"):
        if repaired.get(body["visit_id"], UUID(body["visit_id"])) not in withdrawn:
            yield f"lost: the withdrawal {event_id} was received, and its visit stands"


def _slips() -> Iterator[str]:
    """I1: the slip of each visit that was applied is kept as it was told, with the picture that it stands on."""
    slips = {slip.visit_id: slip for slip in db.session.scalars(select(Slip))}
    for event_id, body in _told("visit"):
        told, kept = body.get("slip"), slips.get(event_id)
        if bool(told) != bool(kept):
            yield f"lost: the slip of {event_id}"
        elif told and kept:
            picture = told["signature_sha256"] or told.get("proof_sha256")
            if (kept.way, kept.picture_sha256) != (told.get("way", kept.way), picture):
                yield f"I1: the slip of {event_id} was given otherwise"


def _requests() -> Iterator[str]:
    """I1 and I2: each request that was handed in is one exclusion, of the door, the reason and the photos that it told."""
    exclusions = {e.id: e for e in db.session.scalars(select(Exclusion))}
    photos: dict[UUID, list[str]] = defaultdict(list)
    for photo in db.session.scalars(select(ExclusionPhoto).order_by(ExclusionPhoto.place)):
        photos[photo.exclusion_id].append(photo.sha256)
    for event_id, body in _told("exclusion"):
        exclusion = exclusions.pop(event_id, None)
        if exclusion is None:
            yield f"lost: the request {event_id} was received, and asks for nothing"
        elif (str(exclusion.household_id), exclusion.reason) != (body["household_id"], body["reason"]):
            yield f"I1: the request {event_id} asks for something else"
        elif photos[event_id] != body["photos"]:
            yield f"lost: photos of the request {event_id}"
    yield from (f"doubled: nobody asked for the exclusion {i}" for i in exclusions)


def _answers() -> Iterator[str]:
    """I1 and I2: each answer that was handed in is one answer of its door, word for word, and the newest that is one counts."""
    newest = select(CheckAnswer).order_by(CheckAnswer.heard_at, CheckAnswer.id)
    answers = {one.id: one for one in db.session.scalars(newest)}
    counts = {one.door_id: one.answer for one in answers.values() if one.answer != "away"}
    away = Counter(one.door_id for one in answers.values() if one.answer == "away")
    for door in db.session.scalars(select(CheckDoor)):
        if (door.answer, door.times_away) != (counts.get(door.id), away[door.id]):
            yield f"I1: the check {door.id} shows {door.answer} and {door.times_away} knocks, and heard something else"
    for event_id, body in _told("check"):
        kept = answers.pop(event_id, None)
        if kept is None:
            yield f"lost: the answer {event_id} was received, and is nowhere"
        elif _heard(kept) != [body[part] for part in ("door_id", "answer", "signature", "note")]:
            yield f"I1: the answer {event_id} says something else"
    yield from (f"doubled: nobody gave the answer {i}" for i in answers)


def _heard(kept: CheckAnswer) -> list[str]:
    return [str(kept.door_id), kept.answer, kept.signature, kept.note or ""]
