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
from app.db import database_file, db
from app.people.actor import Actor
from app.people.models import User
from app.policy import NOTHING
from app.problems import Problem
from app.sync import devices, images, operations, refusals
from app.sync.events import Received
from app.sync.known import Stored, stored_events
from app.sync.parcel import Parcel, unpack
from app.sync.pressure import check_disk
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
    Raises not_a_rescue_file, rescue_of_another_county, rescue_damaged, too_large, disk_full.
    """
    parcel = unpack(key, file)
    return _take_all(_Bringer(carrier, _owner(parcel, key)), parcel, transaction)


def take_last(user: User, device_id: UUID, key: CountyKey, file: dict[str, Any], transaction: Transaction) -> Outcome:
    """Take in what a phone that was ended still held. Its key has proved whose it is; what is new is set aside all the same.

    Nobody knows in whose hands it was. Raises what take raises.
    """
    parcel = unpack(key, file)
    if parcel.device_id != device_id:
        raise refusals.rescue_damaged()
    owner = acting(user)
    return _take_all(_Bringer(owner, owner, refusals.phone_was_ended()), parcel, transaction)


@dataclass(frozen=True)
class _Bringer:
    """Who brings a parcel, whose it is as far as that is proved, and why it is to be looked at before it counts."""

    carrier: Actor
    owner: Actor | None
    doubt: Problem | None = None


def _take_all(by: _Bringer, parcel: Parcel, transaction: Transaction) -> Outcome:
    check_disk(database_file())
    counts, blobs_refused = Counter(dict.fromkeys(STATUSES, 0)), 0
    for items, blobs in parcel.batches():
        with transaction():
            statuses, refused = _take_batch(by, parcel.device_id, items, blobs)
            audit.take_along()
            audit.about("device", parcel.device_id)
            audit.tell(items=len(items), blobs=len(blobs))
        counts.update(statuses)
        blobs_refused += refused
    name = by.owner.name if by.owner else "（身份未核实）"
    return Outcome(name, parcel.device_id, parcel.exported_at, len(parcel.items), dict(counts), blobs_refused)


def _owner(parcel: Parcel, key: CountyKey) -> Actor | None:
    """Whose phone it is, proved by what only that phone was told. An account that is closed by now still made it."""
    owner = db.session.get(User, parcel.user_id) if parcel.user_id else None
    if owner is None or not key.is_secret_of(parcel.device_id, parcel.user_id, parcel.device_secret):
        return None
    return acting(owner)


def acting(user: User) -> Actor:
    """An author whose phone is not here, as they would be with it in hand."""
    # What they might do with their phone in hand.
    grant = policy.TABLE["POST", "/api/v1/sync/push"].grants.get(user.role, NOTHING)
    return Actor(user.id, user.username, user.name, user.role, user.scope, clock.now(), grant=grant)


def _take_batch(by: _Bringer, device_id: UUID, items: list[Received], blobs: dict[str, str]) -> tuple[list[str], int]:
    author = by.owner or by.carrier
    images.hold([*(name for item in items for name in item.held), *blobs])
    decoded = [images.decode(sha256, data, MAX_ASSEMBLED) for sha256, data in blobs.items()]
    images.must_fit(author.id, decoded)
    kept = images.take_blobs(author.id, decoded)
    verdicts = _push(by, device_id, items) if items else []
    return [verdict.status for verdict in verdicts], sum(not blob.ok for blob in kept)


def _push(by: _Bringer, device_id: UUID, items: list[Received]) -> list[operations.Verdict]:
    if by.owner is None:
        return _set_aside(by.carrier, device_id, items)
    # The file is here, the phone is not: it is known, and not met.
    devices.know(device_id, by.owner.id)
    brought = _doubted(items, by.doubt) if by.doubt else items
    return operations.push(by.owner, device_id, brought, Contact(clock.now()))


def _set_aside(carrier: Actor, device_id: UUID, items: list[Received]) -> list[operations.Verdict]:
    """Nobody knows whose they are: all set aside, but for those that are here already.

    Under a device of the carrier's own, made up for this: else a forged file could say of somebody's phone
    that its numbers have come, or make the carrier the owner of a phone that has yet to be heard of.
    """
    pile = devices.pile_of(device_id, carrier.id)
    devices.know(pile, carrier.id)
    nobody = replace(carrier, grant=NOTHING)
    return operations.push(nobody, pile, _doubted(items, refusals.author_unproven()), Contact(clock.now()))


def _doubted(items: list[Received], doubt: Problem) -> list[Received]:
    """All but those that are here already, word for word, are to be looked at."""
    here = stored_events(item.readable_item["id"] for item in items if item.problem is None)
    return [item if _is_here(item, here) else replace(item, problem=doubt) for item in items]


def _is_here(item: Received, here: dict[UUID, Stored]) -> bool:
    stored = None if item.problem else here.get(item.readable_item["id"])
    return stored is not None and stored.sha256 == item.readable_item["sha256"]
