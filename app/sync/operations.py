"""Taking in a phone's batch: one transaction, a verdict for each item, and nothing lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Update, and_, bindparam, update
from sqlalchemy.exc import IntegrityError

from app import problems
from app.changes import issue, note, savepoint
from app.checks import operations as checks
from app.db import Record, db, insert_once, insert_rows, new_id, rows_of
from app.exclusions import operations as exclusions
from app.households import proposing
from app.households.standing import lock, restand
from app.people.actor import Actor
from app.problems import Problem
from app.sync import refusals, unproven
from app.sync.events import Received, door_named, event_digest
from app.sync.judging import Taken, judge
from app.sync.known import UNPROVEN, Aside, AsideKey, Known, Stored, fetch, stored_aside, stored_events
from app.sync.models import Event, Quarantine
from app.visits import operations as visits
from app.visits.models import Visit
from app.visits.times import Contact

# Set aside for want of its door and nothing else; what a phone that was ended handed in is the office's to decide on.
WANTS_ITS_DOOR = and_(
    Quarantine.resolution.is_(None),
    Quarantine.status == "quarantined",
    Quarantine.code.in_(("unknown_household", "door_unconfirmed")),
)
# The same for want of the visit that it takes back, or of the door at which its phone believed that to be.
WANTS_ITS_VISIT = and_(
    Quarantine.resolution.is_(None),
    Quarantine.status == "quarantined",
    Quarantine.code.in_(("unknown_visit", "unknown_household", "door_unconfirmed")),
)


@dataclass
class Verdict:
    """What became of one item; once it is any of these but retry, the phone need not send it again."""

    id: str
    status: str
    receipt: int | None = None
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class Batch:
    """Whose batch it is, the world as it meets it, and what it adds, by its place among the numbers to be issued."""

    actor: Actor
    device_id: UUID
    known: Known
    events: dict[int, UUID] = field(default_factory=dict)
    asides: dict[int, AsideKey] = field(default_factory=dict)


def push(actor: Actor, device_id: UUID, items: list[Received], contact: Contact) -> list[Verdict]:
    """Take in a batch. Nothing well authenticated is refused: at worst it is set aside, whole."""
    batch = Batch(actor, device_id, fetch(actor, device_id, items, contact))
    # In one order everywhere, or two phones sending the same items could wait for each other.
    ordered = sorted(items, key=lambda item: (item.turn, item.name))
    judged = [(item, judge(item, batch.known)) for item in ordered]
    taken = [one for _, one in judged if isinstance(one, Taken)]
    lock(one.door.household_id for one in taken)
    verdicts = _store(batch, taken)
    for item, one in judged:
        if not isinstance(one, Taken):
            verdicts[id(item)] = _answer(batch, item, one)
    added = set(batch.events.values())
    stored = [one for one in taken if one.received.readable_item["id"] in added]
    # After all that was told with them is stored.
    visits.take_back(actor.id, [(one.back, one.door) for one in stored if one.back])
    restand(one.door.household_id for one in stored if one.told or one.back)
    new_doors = [one.proposed.household_id for one in stored if one.proposed and one.proposed.kind == "new"]
    say_of_waiting(new_doors, refusals.door_unconfirmed())
    copies = [(one.received.name, one.received.raw_sha256) for one in stored] if batch.known.aside else []
    unproven.settle(actor.id, [key for key in copies if key in batch.known.aside])
    hand_out_receipts([batch])
    return [_with_receipt(batch, item, verdicts[id(item)]) for item in items]


def take_up(batch: Batch, item: Received) -> Verdict:
    """Judge what was set aside once more, and apply it if it can be; the caller hands out the receipts."""
    batch.known.aside.clear()
    judged = judge(item, batch.known)
    if isinstance(judged, Problem):
        return _saying(item, "quarantined", judged)
    if not isinstance(judged, Taken):
        return _answer(batch, item, judged)
    lock([judged.door.household_id])
    (verdict,) = _store(batch, [judged]).values()
    if batch.events:
        visits.take_back(batch.actor.id, [(judged.back, judged.door)] if judged.back else [])
        restand([judged.door.household_id])
    return verdict


def _store(batch: Batch, taken: list[Taken]) -> dict[int, Verdict]:
    """All of them in one savepoint; when one of them cannot be stored, each in its own."""
    try:
        with savepoint():
            insert_rows(Event, [_event(batch, one) for one in taken])
            visits.record(batch.actor.id, [one.told for one in taken if one.told])
            exclusions.record(batch.actor.id, [one.asked for one in taken if one.asked])
            heard = [(one.heard, one.seen.when, one.seen.received_at) for one in taken if one.heard]
            checks.record(batch.actor.id, heard)
            proposing.record(batch.actor.id, [one.proposed for one in taken if one.proposed])
    except IntegrityError:
        if len(taken) == 1:
            return {id(taken[0].received): _lost_the_race(batch, taken[0].received)}
        # A unique key is taken: by another phone just now, or by another event with the same number.
        return {key: verdict for one in taken for key, verdict in _store(batch, [one]).items()}
    return {id(one.received): _accepted(batch, one) for one in taken}


def _event(batch: Batch, taken: Taken) -> dict[str, Any]:
    item, needs_review = taken.received.readable_item, taken.told and taken.seen.review
    return {
        "id": item["id"],
        "device_id": batch.device_id,
        "device_seq": item["device_seq"],
        "type": item["type"],
        "schema_version": item["schema_version"],
        "author_id": batch.actor.id,
        "body": item["body"],
        "body_sha256": item["sha256"],
        "received_at": taken.seen.received_at,
        "status": "needs_review" if needs_review else "created",
    }


def _accepted(batch: Batch, taken: Taken) -> Verdict:
    door, reading, item = taken.door, taken.seen, taken.received.readable_item
    digest = event_digest(item["id"], item["sha256"], reading.received_at)
    if taken.asked:
        # Nothing about the door has changed; whoever asked is told what becomes of it.
        place = note("exclusion", item["id"], "", audience_id=batch.actor.id, digest=digest)
    elif taken.proposed:
        place = note("proposal", item["id"], "", audience_id=batch.actor.id, digest=digest)
    elif taken.heard:
        place = note("check", taken.heard.door_id, "", audience_id=batch.actor.id, digest=digest)
    else:
        place = note("household", door.household_id, door.division_code, digest=digest)
    batch.events[place] = item["id"]
    if taken.told is None:
        return _punctual(taken)
    batch.known.events[item["id"]].review = reading.review
    if reading.review:
        return _saying(taken.received, "needs_review", reading.review)
    return _punctual(taken)


def _punctual(taken: Taken) -> Verdict:
    if taken.seen.when.clock_off:
        return _saying(taken.received, "created", problems.clock_off())
    return Verdict(taken.received.name, "created")


def _answer(batch: Batch, item: Received, judged: Stored | Aside | Problem) -> Verdict:
    """What a phone is told of an item that was not applied now."""
    if isinstance(judged, Stored):
        if item.readable_item["id"] in batch.known.events:
            # What nobody has decided yet must not look received to a phone that missed the first answer.
            return _saying(item, "needs_review", judged.review) if judged.review else Verdict(item.name, "duplicate")
        # A copy of an item was judged by its twin; if that could not be stored after all, neither can the copy.
        judged = problems.device_seq_taken()
    if isinstance(judged, Problem):
        judged = _set_aside(batch, item, judged)
    return Verdict(item.name, judged.status, code=judged.code, message=judged.message)


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


def _saying(item: Received, status: str, problem: Problem) -> Verdict:
    return Verdict(item.name, status, code=problem.code, message=problem.message)


def _set_aside(batch: Batch, item: Received, problem: Problem) -> Aside:
    """Keep what could not be applied, byte for byte; the same thing sent again is kept once."""
    key = (item.name, item.raw_sha256)
    aside = batch.known.aside.get(key)
    if aside and (aside.code != UNPROVEN or problem.code == UNPROVEN):
        return aside
    status = "conflict" if problem.code == "same_id_other_content" else "quarantined"
    row = _aside_row(batch, item, problem, status)
    if aside:
        _claim(key, row)
    elif not _is_new(row):
        # Another push of the same thing was quicker.
        return batch.known.aside.setdefault(key, stored_aside([item.name])[key])
    batch.known.aside[key] = Aside(status, problem.code, problem.message)
    place = note("quarantine", item.name, "", audience_id=batch.actor.id, digest=item.raw_sha256)
    batch.asides[place] = key
    return batch.known.aside[key]


def _is_new(row: dict[str, Any]) -> bool:
    return db.session.execute(insert_once(Quarantine).returning(Quarantine.id), row).scalar() is not None


def _claim(key: AsideKey, row: dict[str, Any]) -> None:
    """Its author brings what a file without proof had brought: from here on it is theirs, and nobody has decided on it."""
    undecided = dict.fromkeys(("resolution", "resolved_by", "resolved_at", "resolution_reason"))
    same = and_(Quarantine.event_id == key[0], Quarantine.raw_sha256 == key[1])
    changed = {name: value for name, value in row.items() if name not in ("id", "raw")}
    db.session.execute(update(Quarantine).where(same).values(changed | undecided))


def _aside_row(batch: Batch, item: Received, problem: Problem, status: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "event_id": item.name,
        "device_id": batch.device_id,
        "device_seq": item.device_seq,
        "author_id": batch.actor.id,
        "household_id": door_named(item.raw_text),
        "received_at": batch.known.contact.received_at,
        "raw": item.raw_text,
        "raw_sha256": item.raw_sha256,
        "status": status,
        "code": problem.code,
        "message": problem.message,
    }


def say_of_waiting(household_ids: Sequence[UUID], problem: Problem) -> None:
    """Say of what came for these doors why it waits, whichever came first."""
    if household_ids:
        theirs = and_(Quarantine.household_id.in_(household_ids), WANTS_ITS_DOOR)
        db.session.execute(update(Quarantine).where(theirs).values(code=problem.code, message=problem.message))


def hand_out_receipts(batches: Sequence[Batch]) -> range:
    """The change numbers, which they are, become the receipts. Last, since the counter stays locked from here on."""
    numbers = issue()
    for batch in batches:
        _number(batch, numbers)
    return numbers


def _number(batch: Batch, numbers: range) -> None:
    for place, event_id in batch.events.items():
        batch.known.events[event_id].receipt = numbers[place]
    for place, key in batch.asides.items():
        batch.known.aside[key].receipt = numbers[place]
    events = [{"key": event_id, "number": numbers[place]} for place, event_id in batch.events.items()]
    _write_receipts(Event, events)
    _write_receipts(Visit, events)
    asides = [{"key": raw, "name": name, "number": numbers[place]} for place, (name, raw) in batch.asides.items()]
    _write_receipts(Quarantine, asides)


def _write_receipts(table: type[Record], numbered: list[dict[str, Any]]) -> None:
    if numbered:
        db.session.connection().execute(_receipts(table), numbered)


@cache
def _receipts(table: type[Record]) -> Update:
    t = rows_of(table)
    one = t.c.id == bindparam("key")
    if table is Quarantine:
        one = and_(t.c.event_id == bindparam("name"), t.c.raw_sha256 == bindparam("key"))
    return update(t).where(one).values(receipt=bindparam("number"))


def _with_receipt(batch: Batch, item: Received, verdict: Verdict) -> Verdict:
    if verdict.status in ("quarantined", "conflict"):
        verdict.receipt = batch.known.aside[(item.name, item.raw_sha256)].receipt
    else:
        verdict.receipt = batch.known.events[item.readable_item["id"]].receipt
    return verdict
