"""Phones: what each says of itself, and what it recorded and we have not received."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select, update

from app import clock
from app.db import db, insert_once, named_id
from app.people import device_keys
from app.sync.models import Device
from app.visits.times import REMEMBERED, Contact

_OWNER = select(Device.user_id).where(Device.id == named_id("device_id"))
_SKEWS = select(Device.skews).where(Device.id == named_id("device_id"))


@dataclass(frozen=True)
class Lost:
    """A store that was wiped; how far it had counted, where its mark survived."""

    device_id: UUID
    minted_seq: int | None = None


@dataclass(frozen=True)
class Report:
    """What a phone says of itself as it hands something in."""

    minted_seq: int
    device_time: datetime
    mono_ms: int
    boot_id: str
    build: str | None = None
    persisted: bool | None = None
    oldest_waiting_at: datetime | None = None
    lost: Lost | None = None


def read_report(told: dict[str, Any] | None) -> Report | None:
    """What a phone says of itself, from the wire; those of the first release say nothing."""
    if told is None:
        return None
    if told["oldest_waiting_at"] and not clock.is_kept(told["oldest_waiting_at"]):
        told = {**told, "oldest_waiting_at": None}
    return Report(**{**told, "lost": Lost(**told["lost"]) if told["lost"] else None})


def whose(device_id: UUID, user_id: UUID) -> UUID:
    """The device that somebody's push belongs to: the one it names, unless that is another's phone.

    Then what they bring is kept under a pile of their own: else anybody could use up a colleague's numbers,
    speak for a colleague's phone, or be told its secret.
    """
    owner = owner_of(device_id)
    return device_id if owner in (None, user_id) else pile_of(device_id, user_id)


def owner_of(device_id: UUID) -> UUID | None:
    """Whose phone it is, if it was ever heard of."""
    return db.session.execute(_OWNER, {"device_id": device_id}).scalar()


def pile_of(device_id: UUID, user_id: UUID) -> UUID:
    """Where what somebody brings in the name of a phone that is not theirs is kept."""
    return uuid5(device_id, str(user_id))


def meet(device_id: UUID, user_id: UUID, report: Report | None, mark: UUID | None = None) -> Contact:
    """Note that this phone is in touch and what it says; answers what its clocks tell of its events.

    `mark` is the device that this browser was before, by the cookie we gave it.
    """
    now = clock.now()
    seen: dict[str, Any] = {"last_seen_at": now, "met": True}
    skews: list[float] = []
    if report:
        skews = _skews(device_id, report, now)
        seen |= {
            "build": report.build,
            "persisted": report.persisted,
            "minted_seq": report.minted_seq,
            "oldest_waiting_at": report.oldest_waiting_at,
            "skews": json.dumps(skews),
        }
    know(device_id, user_id)
    db.session.execute(update(Device).where(Device.id == device_id, Device.user_id == user_id).values(**seen))
    if mark:
        note_lost(user_id, Lost(mark), device_id)
    if report is None:
        return Contact(now)
    if report.lost:
        note_lost(user_id, report.lost, device_id)
    return Contact(now, report.mono_ms, report.boot_id, skews)


def know(device_id: UUID, user_id: UUID) -> None:
    """Have a row for a device that was named; looking first would let two first namings at once both insert."""
    now = clock.now()
    row = {"id": device_id, "user_id": user_id, "first_seen_at": now, "last_seen_at": now, "met": False}
    db.session.connection().execute(insert_once(Device), row)


def _skews(device_id: UUID, report: Report, now: datetime) -> list[float]:
    """The phone's clock less ours, in seconds: the newest differences with this one."""
    before = db.session.execute(_SKEWS, {"device_id": device_id}).scalar() or "[]"
    return [*json.loads(before), round((report.device_time - now).total_seconds(), 1)][-REMEMBERED:]


def note_lost(user_id: UUID, lost: Lost, replaced_by: UUID) -> None:
    """A phone's store was wiped and a new one begun; said again, it changes nothing but what it adds."""
    if lost.device_id == replaced_by or _is_wiped_by_us(lost.device_id):
        return
    if lost.minted_seq:
        # One that was wiped before it was ever in touch has its mark alone to speak for it.
        know(lost.device_id, user_id)
    mine = update(Device).where(Device.id == lost.device_id, Device.user_id == user_id)
    db.session.execute(mine.where(Device.lost_at.is_(None)).values(lost_at=clock.now(), replaced_by=replaced_by))
    if lost.minted_seq is not None:
        db.session.execute(mine.values(lost_seq=lost.minted_seq))


def _is_wiped_by_us(device_id: UUID) -> bool:
    """The office ended it, and it has said that it handed in all and wiped itself: nothing is lost.

    One that was ended and lost its store before, or was enrolled again since, handed in nothing at its end.
    """
    keys = device_keys.keys_of(device_id)
    return bool(keys) and max(keys, key=lambda key: key.enrolled_at).wiped_at is not None
