"""Taking in a phone's batch: one transaction, a verdict for each item, and nothing lost."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.exc import IntegrityError

from app import clock, problems
from app.changes import issue, note, savepoint
from app.db import db, insert_once
from app.households.standing import lock, restand
from app.people.actor import Actor
from app.problems import Problem
from app.sync.events import Received
from app.sync.judging import Taken, judge
from app.sync.known import Known, Stored, fetch, stored_events
from app.sync.models import Device, Event, Quarantine
from app.visits import operations as visits
from app.visits.models import Visit


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
class Batch:
    """Whose batch it is, and the world as it meets it."""

    actor: Actor
    device_id: UUID
    known: Known


def push(actor: Actor, device_id: UUID, items: list[Received]) -> list[Verdict]:
    """Take in a batch. Nothing well authenticated is refused: at worst it is set aside, whole."""
    _see(device_id, actor.id)
    batch = Batch(actor, device_id, fetch(actor, items))
    # In one order everywhere, or two phones sending the same items could wait for each other.
    judged = [(item, judge(item, batch.known)) for item in sorted(items, key=lambda item: item.name)]
    taken = [one for _, one in judged if isinstance(one, Taken)]
    lock(one.told[0].household_id for one in taken)
    verdicts = _store(batch, taken)
    for item, one in judged:
        if not isinstance(one, Taken):
            verdicts[id(item)] = _answer(batch, item, _by_now(batch, item, one))
    restand(t.told[0].household_id for t in taken if verdicts[id(t.received)].place is not None)
    _hand_out_receipts(list(verdicts.values()), batch.known)
    return [verdicts[id(item)] for item in items]


def _store(batch: Batch, taken: list[Taken]) -> dict[int, Verdict]:
    """All of them in one savepoint; when one of them cannot be stored, each in its own."""
    try:
        with savepoint():
            return _insert(batch, taken)
    except IntegrityError:
        if len(taken) == 1:
            return {id(taken[0].received): _lost_the_race(batch, taken[0].received)}
        # A unique key is taken: by another phone just now, or by another event with the same number.
        return {key: verdict for one in taken for key, verdict in _store(batch, [one]).items()}


def _insert(batch: Batch, taken: list[Taken]) -> dict[int, Verdict]:
    if not taken:
        return {}
    db.session.execute(insert(Event), [_event(batch, one) for one in taken])
    visits.record(batch.actor.id, [one.told for one in taken])
    return {id(one.received): _accepted(one) for one in taken}


def _event(batch: Batch, taken: Taken) -> dict[str, Any]:
    item, (_, _, reading) = taken.received.readable_item, taken.told
    return {
        "id": item["id"],
        "device_id": batch.device_id,
        "device_seq": item["device_seq"],
        "type": item["type"],
        "schema_version": item["schema_version"],
        "author_id": batch.actor.id,
        "body": item["body"],
        "body_sha256": item["sha256"],
        "received_at": reading.received_at,
        "status": "created" if reading.in_scope else "needs_review",
    }


def _accepted(taken: Taken) -> Verdict:
    _, door, reading = taken.told
    verdict = Verdict(taken.received.name, "created", place=note("household", door.household_id, door.division_code))
    if not reading.in_scope:
        verdict.status = "needs_review"
        return _saying(verdict, problems.outside_grids())
    return _saying(verdict, problems.clock_off()) if taken.clock_is_off else verdict


def _by_now(batch: Batch, item: Received, judged: Stored | Problem) -> Stored | Problem:
    """A copy of an item was judged by its twin; if that could not be stored after all, neither can the copy."""
    if isinstance(judged, Stored) and item.readable_item["id"] not in batch.known.events:
        return problems.device_seq_taken()
    return judged


def _answer(batch: Batch, item: Received, judged: Stored | Problem) -> Verdict:
    """What a phone is told of an item that was not applied."""
    if isinstance(judged, Stored):
        return Verdict(item.name, "duplicate", receipt=judged.receipt)
    _set_aside(batch, item, judged)
    status = "conflict" if judged.code == "same_id_other_content" else "quarantined"
    return _saying(Verdict(item.name, status), judged)


def _lost_the_race(batch: Batch, item: Received) -> Verdict:
    """A unique key was taken in the meantime: by the same event, or by another with its number."""
    event_id = item.readable_item["id"]
    stored = stored_events([event_id]).get(event_id)
    if stored is None:
        del batch.known.events[event_id]
        return _answer(batch, item, problems.device_seq_taken())
    batch.known.events[event_id] = stored
    same = stored.sha256 == item.readable_item["sha256"]
    return _answer(batch, item, stored if same else problems.same_id_other_content())


def _saying(verdict: Verdict, problem: Problem) -> Verdict:
    verdict.code, verdict.message = problem.code, problem.message
    return verdict


def _set_aside(batch: Batch, item: Received, problem: Problem) -> None:
    """Keep what could not be applied, byte for byte; the same thing sent again is kept once."""
    raw = item.raw_text
    key = (item.name, hashlib.sha256(raw.encode()).hexdigest())
    if key in batch.known.set_aside:
        return
    batch.known.set_aside.add(key)
    db.session.execute(
        insert(Quarantine).values(
            event_id=item.name,
            device_id=batch.device_id,
            author_id=batch.actor.id,
            received_at=batch.known.received_at,
            raw=raw,
            raw_sha256=key[1],
            code=problem.code,
            message=problem.message,
        )
    )


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
    for table in tables if rows else ():
        set_receipt = update(table).where(table.c.id == bindparam("key")).values(receipt=bindparam("number"))
        db.session.connection().execute(set_receipt, rows)


def _see(device_id: UUID, user_id: UUID) -> None:
    """Note that this phone was in touch."""
    now = clock.now()
    seen = update(Device).where(Device.id == device_id).values(last_seen_at=now).returning(Device.id)
    if db.session.execute(seen).scalar() is None:
        db.session.execute(
            insert_once(Device).values(id=device_id, user_id=user_id, first_seen_at=now, last_seen_at=now)
        )
