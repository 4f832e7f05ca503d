"""A phone's outbox that comes as a file: taken in as if its owner had pushed it, any number of times."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app import clock, policy
from app.audit import operations as audit
from app.blobs.operations import MAX_ASSEMBLED
from app.db import db
from app.people.actor import Actor
from app.people.models import User
from app.policy import NOTHING
from app.sync import devices, images, operations, refusals
from app.sync.events import Received
from app.sync.known import Stored, stored_events
from app.sync.parcel import Parcel, unpack
from app.sync.sealing import CountyKey
from app.visits.times import Contact

Transaction = Callable[[], AbstractContextManager[None]]
STATUSES = ("created", "duplicate", "needs_review", "quarantined", "conflict")


@dataclass(frozen=True)
class Outcome:
    """What became of a file, for whoever brought it."""

    worker_name: str
    device_id: UUID
    exported_at: datetime
    total: int
    counts: dict[str, int]
    blobs_refused: int  # what they were said to be is not what they are


def take(carrier: Actor, key: CountyKey, file: dict[str, Any], transaction: Transaction) -> Outcome:
    """Take in a file that somebody brought; `transaction` opens one for each batch (changes.writing).

    When it stops half way it is brought again: what was taken in by then is a duplicate.
    Raises not_a_rescue_file, rescue_of_another_county, rescue_damaged, too_large.
    """
    parcel = unpack(key, file)
    owner = _owner(parcel, key)
    counts, blobs_refused = Counter(dict.fromkeys(STATUSES, 0)), 0
    for items, blobs in parcel.batches():
        with transaction():
            statuses, refused = _take_batch(carrier, owner, parcel.device_id, items, blobs)
            audit.take_along()
            audit.about("device", parcel.device_id)
            audit.tell(items=len(items), blobs=len(blobs))
        counts.update(statuses)
        blobs_refused += refused
    name = owner.name if owner else "（身份未核实）"
    return Outcome(name, parcel.device_id, parcel.exported_at, len(parcel.items), dict(counts), blobs_refused)


def _owner(parcel: Parcel, key: CountyKey) -> Actor | None:
    """Whose phone it is, proved by what only that phone was told. An account that is closed by now still made it."""
    owner = db.session.get(User, parcel.user_id) if parcel.user_id else None
    if owner is None or not key.is_secret_of(parcel.device_id, parcel.user_id, parcel.device_secret):
        return None
    # What they might do with their phone in hand.
    grant = policy.TABLE["POST", "/api/v1/sync/push"].grants.get(owner.role, NOTHING)
    return Actor(owner.id, owner.username, owner.name, owner.role, owner.scope, clock.now(), grant=grant)


def _take_batch(
    carrier: Actor, owner: Actor | None, device_id: UUID, items: list[Received], blobs: dict[str, str]
) -> tuple[list[str], int]:
    author = owner or carrier
    images.hold([*filter(None, (item.signature for item in items)), *blobs])
    kept = images.take_blobs(author.id, [images.decode(sha256, data, MAX_ASSEMBLED) for sha256, data in blobs.items()])
    verdicts = _push(carrier, owner, device_id, items) if items else []
    return [verdict.status for verdict in verdicts], sum(not blob.ok for blob in kept)


def _push(carrier: Actor, owner: Actor | None, device_id: UUID, items: list[Received]) -> list[operations.Verdict]:
    if owner is None:
        return _set_aside(carrier, device_id, items)
    # The file is here, the phone is not: it is known, and not met.
    devices.know(device_id, owner.id)
    return operations.push(owner, device_id, items, Contact(clock.now()))


def _set_aside(carrier: Actor, device_id: UUID, items: list[Received]) -> list[operations.Verdict]:
    """Nobody knows whose they are: all set aside, but for those that are here already.

    Under a device of the carrier's own, made up for this: else a forged file could say of somebody's phone
    that its numbers have come, or make the carrier the owner of a phone that has yet to be heard of.
    """
    pile = devices.pile_of(device_id, carrier.id)
    devices.know(pile, carrier.id)
    contact = Contact(clock.now())
    here = stored_events(item.readable_item["id"] for item in items if item.problem is None)
    return operations.push(replace(carrier, grant=NOTHING), pile, [_doubted(item, here) for item in items], contact)


def _doubted(item: Received, here: dict[UUID, Stored]) -> Received:
    if item.problem is None:
        stored = here.get(item.readable_item["id"])
        if stored and stored.sha256 == item.readable_item["sha256"]:
            return item
    return replace(item, problem=refusals.author_unproven())
