"""Holds the server's tables against what phones were promised: the invariants of app/sync/README.md."""

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.blobs.models import Blob
from app.check import disagreements
from app.db import db
from app.households.models import Exclusion
from app.slips.models import Slip
from app.sync.models import Event, Quarantine
from app.visits.models import Visit
from tests.faults.kept import otherwise

Phone = dict[str, Any]


def kept_in(backup: Path) -> set[str]:
    """The ids of all that a backup holds of what phones handed in."""
    with closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as database:
        events = {str(UUID(row[0])) for row in database.execute("SELECT id FROM event")}
        return events | {row[0] for row in database.execute("SELECT event_id FROM quarantine")}


def wrong_badges(received: list[str], backed_up: list[str], in_backups: set[str]) -> Iterator[str]:
    """I4: what phones show as received is stored; what they show as backed up is in a verified backup."""
    missing = set(received) - _stored_among(received)
    yield from (f"I4: {name} is shown as received, and is not here" for name in sorted(missing))
    yield from (f"I4: {name} is shown as backed up, and is not" for name in sorted(set(backed_up) - in_backups))
    bare = select(Slip.visit_id).outerjoin(Blob, Blob.sha256 == Slip.picture_sha256)
    for visit_id in db.session.scalars(
        bare.where(Slip.picture_sha256.is_not(None), Slip.completed_at.is_not(None), Blob.sha256.is_(None))
    ):
        yield f"I4: the slip of {visit_id} is complete, and its signature is not here"


def _stored_among(names: list[str]) -> set[str]:
    events = select(Event.id).where(Event.id.in_([UUID(name) for name in names]))
    asides = select(Quarantine.event_id).where(Quarantine.event_id.in_(names))
    return {str(i) for i in db.session.scalars(events)} | set(db.session.scalars(asides))


def faults(phones: list[Phone]) -> Iterator[str]:
    """One line for each promise that was broken."""
    stored = _stored()
    for phone in phones:
        yield from _lost(phone, stored)
        yield from _hidden(phone, stored)
        yield from _silent(phone)
        yield from _misled(phone)
    yield from _doubled(phones)
    yield from _pictures(phones)
    yield from otherwise()
    yield from (f"I7: {line}" for line in disagreements())


def _stored() -> dict[str, set[str]]:
    """The bodies that are kept under each id, applied or set aside."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for event_id, body in db.session.execute(select(Event.id, Event.body)):
        bodies[str(event_id)].add(body)
    for event_id, raw in db.session.execute(select(Quarantine.event_id, Quarantine.raw)):
        bodies[event_id].add(json.loads(raw)["body"])
    return bodies


def _lost(phone: Phone, stored: dict[str, set[str]]) -> Iterator[str]:
    """I1: what was acknowledged as saved is here, word for word."""
    for entry in phone["saved"]:
        if entry["body"] not in stored[entry["id"]]:
            yield f"lost: number {entry['device_seq']} of {phone['username']}, {entry['id']}"


def _doubled(phones: list[Phone]) -> Iterator[str]:
    """I2: a device's events are numbered from 1, each number once."""
    numbers: dict[str, list[int]] = defaultdict(list)
    repaired = {
        str(i) for i in db.session.scalars(select(Quarantine.accepted_id).where(Quarantine.accepted_id.is_not(None)))
    }
    for table in (Event, Quarantine):
        key = table.id if table is Event else table.event_id
        for name, device_id, seq in db.session.execute(select(key, table.device_id, table.device_seq)):
            if table is Quarantine or str(name) not in repaired:
                numbers[str(device_id)].append(seq)
    for phone in phones:
        found = Counter(numbers[phone["device_id"]])
        yield from (
            f"doubled: number {seq} of {phone['username']} is here {n} times" for seq, n in found.items() if n > 1
        )
        missing = set(range(1, phone["minted"] + 1)) - set(found)
        yield from (f"lost: number {seq} of {phone['username']} is missing" for seq in sorted(missing))


def _silent(phone: Phone) -> Iterator[str]:
    """I5: nothing is set aside on a phone alone, and what was not applied says so there."""
    for entry in phone["entries"]:
        if entry["state"] == "attention" and entry["verdict"] is None:
            yield f"I5: {entry['id']} was set aside on the phone and never handed in"
        if entry["verdict"] == "conflict":
            yield f"I5: {entry['id']} is in conflict with itself"


def _hidden(phone: Phone, stored: dict[str, set[str]]) -> Iterator[str]:
    """I5: what needs attention on a phone is here; what waits for the office, or was decided by it, says so there."""
    decided, undecided = _decisions(), _undecided()
    for entry in phone["entries"]:
        name, word = entry["id"], decided.get(entry["id"])
        if name not in stored:
            yield f"lost: {name} is on a phone of {phone['username']} and not here"
        if entry["decision"] != word:
            yield f"I5: the office said {word} of {name}, and its phone shows {entry['decision']}"
        if name in undecided and entry["state"] in ("received", "backed_up"):
            yield f"I5: {name} was set aside here, and its phone shows it as {entry['state']}"


def _misled(phone: Phone) -> Iterator[str]:
    """I5: a phone shows of each request what became of it, and nothing of what is no request here."""
    told = {
        str(i): [state, until_on and until_on.isoformat()]
        for i, state, until_on in db.session.execute(select(Exclusion.id, Exclusion.state, Exclusion.until_on))
    }
    for entry in phone["entries"]:
        if entry["asked"] != (here := told.get(entry["id"])):
            yield f"I5: the request {entry['id']} is {here}, and its phone shows {entry['asked']}"


def _undecided() -> set[str]:
    visits = select(Visit.id).where(Visit.status == "needs_review", Visit.withdrawn_on.is_(None))
    kept = select(Quarantine.event_id).where(Quarantine.resolution.is_(None))
    return {str(i) for i in db.session.scalars(visits)} | set(db.session.scalars(kept))


def _decisions() -> dict[str, str]:
    """The office's last word on each event, by the name that its phone knows: what was made of a kept one may have another."""
    told: dict[str, str] = {}
    names: dict[UUID, str] = {}
    kept = select(Quarantine.event_id, Quarantine.resolution, Quarantine.accepted_id)
    for event_id, resolution, accepted_id in db.session.execute(kept.where(Quarantine.resolution.is_not(None))):
        told[event_id] = resolution
        names[accepted_id] = event_id
    for visit in db.session.scalars(select(Visit)):
        name = names.get(visit.id, str(visit.id))
        if visit.withdrawn_on:
            told[name] = "withdrawn"
        elif visit.reviewed_at:
            told[name] = visit.status
        elif visit.status == "needs_review":
            told.pop(name, None)
    return told


def _pictures(phones: list[Phone]) -> Iterator[str]:
    """Every signature and photo of an event is here, and its slip is complete."""
    here = {name: hashlib.sha256(data).hexdigest() for name, data in db.session.execute(select(Blob.sha256, Blob.data))}
    for entry in (entry for phone in phones for entry in phone["saved"]):
        for name in entry["blobs"]:
            if here.get(name) != name:
                yield f"lost: picture {name} of {entry['id']}"
    for visit_id in db.session.scalars(select(Slip.visit_id).where(Slip.completed_at.is_(None))):
        yield f"stuck: the slip of {visit_id} is not complete"
