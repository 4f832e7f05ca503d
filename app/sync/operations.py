"""Taking in a phone's batch: one transaction, one savepoint an item, one verdict an item."""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from app import clock, problems
from app.blobs import operations as blobs
from app.changes import issue, note, savepoint
from app.db import db, insert_once
from app.households.standing import restand
from app.people.actor import Actor
from app.problems import Problem
from app.slips import operations as slips
from app.sync.events import Received, anchor_of, knock_of
from app.sync.known import Known, Stored, fetch, stored_events
from app.sync.models import Device, Event, Quarantine
from app.sync.times import best_time
from app.visits import operations as visits
from app.visits.models import Visit
from app.visits.operations import Knock, Place, Reading


@dataclass
class Verdict:
    """What became of one item; once it is any of these but retry, the phone need not send it again."""

    id: str
    status: str
    receipt: int | None = None
    code: str | None = None
    message: str | None = None
    place: int | None = None  # among the numbers to be issued


@dataclass(frozen=True)
class BlobVerdict:
    """What became of one blob."""

    sha256: str
    ok: bool
    code: str | None = None
    message: str | None = None


def push(actor: Actor, device_id: UUID, batch: list[Received]) -> list[Verdict]:
    """Take in a batch. Nothing well authenticated is refused: at worst it is set aside, whole."""
    _see(device_id, actor.id)
    known = fetch(actor, batch)
    # In one order everywhere, or two phones sending the same items could wait for each other.
    verdicts = {
        id(received): _take(actor, device_id, received, known) for received in sorted(batch, key=lambda r: r.name)
    }
    restand(r.readable_body["household_id"] for r in batch if verdicts[id(r)].place is not None)
    _hand_out_receipts(list(verdicts.values()), known)
    return [verdicts[id(received)] for received in batch]


def _take(actor: Actor, device_id: UUID, received: Received, known: Known) -> Verdict:
    """One item's verdict. Whatever goes wrong with it, it is kept and the others go on."""
    if received.problem:
        return _set_aside(actor, device_id, received, received.problem, known)
    if stored := known.events.get(received.readable_item["id"]):
        return _seen_before(actor, device_id, received, stored, known)
    try:
        with savepoint():
            return _apply(actor, device_id, received, known)
    except Problem as problem:
        return _set_aside(actor, device_id, received, problem, known)
    except IntegrityError:
        return _lost_the_race(actor, device_id, received, known)


def _apply(actor: Actor, device_id: UUID, received: Received, known: Known) -> Verdict:
    knock, item = knock_of(received), received.readable_item
    door = known.households.get(knock.household_id)
    if door is None:
        raise problems.unknown_household()
    if knock.campaign_id not in known.campaigns:
        raise problems.unknown_campaign()
    visits.check(knock, known.templates.get(knock.campaign_id, set()))
    reading, clock_is_off = _read(received, knock, door, known)
    _store(actor, device_id, item, known.received_at, "created" if reading.in_scope else "needs_review")
    visits.record(actor.id, knock, door, reading)
    known.events[item["id"]] = Stored(item["sha256"])
    place = note("household", door.household_id, door.division_code)
    return _accepted(received.name, place, in_scope=reading.in_scope, clock_is_off=clock_is_off)


def _read(received: Received, knock: Knock, door: Place, known: Known) -> tuple[Reading, bool]:
    """What the server makes of it, and whether the phone's clock was off."""
    body = received.readable_body
    visited_at, clock_is_off = best_time(
        body["device_time"], body["mono_ms"], body["boot_id"], anchor_of(received), known.received_at
    )
    reading = Reading(
        received_at=known.received_at,
        visited_at=visited_at,
        in_scope=known.scope.has(door.division_code),
        signature_is_here=bool(knock.notice and knock.notice.signature_sha256 in known.signatures),
        counts_refusals=known.campaigns[knock.campaign_id],
    )
    return reading, clock_is_off


def _accepted(name: str, place: int, *, in_scope: bool, clock_is_off: bool) -> Verdict:
    if not in_scope:
        problem = problems.outside_grids()
        return Verdict(name, "needs_review", code=problem.code, message=problem.message, place=place)
    if clock_is_off:
        problem = problems.clock_off()
        return Verdict(name, "created", code=problem.code, message=problem.message, place=place)
    return Verdict(name, "created", place=place)


def _store(actor: Actor, device_id: UUID, item: dict[str, Any], received_at: datetime, status: str) -> None:
    stored = db.session.execute(
        insert_once(Event)
        .values(
            id=item["id"],
            device_id=device_id,
            device_seq=item["device_seq"],
            type=item["type"],
            schema_version=item["schema_version"],
            author_id=actor.id,
            body=item["body"],
            body_sha256=item["sha256"],
            received_at=received_at,
            status=status,
            receipt=0,
        )
        .returning(Event.id)
    ).scalar()
    if stored is None:
        raise IntegrityError(None, None, Exception("event is there already"))


def _seen_before(actor: Actor, device_id: UUID, received: Received, stored: Stored, known: Known) -> Verdict:
    if stored.sha256 == received.readable_item["sha256"]:
        return Verdict(received.name, "duplicate", receipt=stored.receipt)
    verdict = _set_aside(actor, device_id, received, problems.same_id_other_content(), known)
    verdict.status = "conflict"
    return verdict


def _lost_the_race(actor: Actor, device_id: UUID, received: Received, known: Known) -> Verdict:
    """A unique key was taken in the meantime: by the same event, or by another with its number."""
    event_id = received.readable_item["id"]
    if stored := stored_events([event_id]).get(event_id):
        return _seen_before(actor, device_id, received, stored, known)
    return _set_aside(actor, device_id, received, problems.device_seq_taken(), known)


def _set_aside(actor: Actor, device_id: UUID, received: Received, problem: Problem, known: Known) -> Verdict:
    """Keep what could not be applied, byte for byte; the same thing sent again is kept once."""
    raw = received.raw_text
    key = (received.name, hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest())
    if key not in known.set_aside:
        known.set_aside.add(key)
        db.session.add(
            Quarantine(
                event_id=received.name,
                device_id=device_id,
                author_id=actor.id,
                received_at=clock.now(),
                raw=raw,
                raw_sha256=key[1],
                code=problem.code,
                message=problem.message,
            )
        )
        db.session.flush()
    return Verdict(received.name, "quarantined", code=problem.code, message=problem.message)


def _hand_out_receipts(verdicts: list[Verdict], known: Known) -> None:
    """The change numbers become the receipts. Last, since the counter stays locked from here on."""
    numbers = issue()
    created = [verdict for verdict in verdicts if verdict.place is not None]
    for verdict in created:
        verdict.receipt = known.events[UUID(verdict.id)].receipt = numbers[verdict.place or 0]
    for verdict in verdicts:
        if verdict.status == "duplicate":
            verdict.receipt = known.events[UUID(verdict.id)].receipt
    rows = [{"key": UUID(verdict.id), "number": verdict.receipt} for verdict in created]
    tables: tuple[Any, ...] = (Event.__table__, Visit.__table__)
    for table in tables:
        if rows:
            set_receipt = update(table).where(table.c.id == bindparam("key")).values(receipt=bindparam("number"))
            db.session.connection().execute(set_receipt, rows)


def take_blob(sha256: str, data: bytes) -> bool:
    """Keep a signature's or photo's bytes, and count the visits that they complete; True when new."""
    is_new = blobs.store(sha256, data)
    if completed := slips.complete(sha256, clock.now()):
        visits.count_completed(completed)
    return is_new


def take_blobs(encoded: Iterable[tuple[str, str]]) -> list[BlobVerdict]:
    """Keep the blobs (sha256, base64) that came with a batch; a bad one stops no other."""
    return [_take_one(sha256, data) for sha256, data in encoded]


def _take_one(sha256: str, data: str) -> BlobVerdict:
    try:
        with savepoint():
            take_blob(sha256, base64.b64decode(data, validate=True))
    except binascii.Error:
        problem = problems.blob_damaged()
    except Problem as refused:
        problem = refused
    else:
        return BlobVerdict(sha256, ok=True)
    return BlobVerdict(sha256, ok=False, code=problem.code, message=problem.message)


def _see(device_id: UUID, user_id: UUID) -> None:
    """Note that this phone was in touch."""
    now = clock.now()
    seen = update(Device).where(Device.id == device_id).values(last_seen_at=now).returning(Device.id)
    if db.session.execute(seen).scalar() is None:
        db.session.execute(
            insert_once(Device).values(id=device_id, user_id=user_id, first_seen_at=now, last_seen_at=now)
        )
