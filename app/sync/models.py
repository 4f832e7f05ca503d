"""Phones, the events they hand in, and what could not be applied."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id
from app.vault.sealed import Sealed

RESOLUTIONS = ("accepted", "refused")


class Device(Record):
    """One browser's store on one phone, and what it last said of itself."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # made on the phone
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    met: Mapped[bool] = mapped_column(default=True)  # was in touch itself, and not only named in a file or by a mark
    build: Mapped[str | None]
    persisted: Mapped[bool | None]  # whether its browser promised to keep the store
    minted_seq: Mapped[int] = mapped_column(BigInteger, default=0)  # how many events it has made, as it says
    oldest_waiting_at: Mapped[datetime | None]  # by its own clock
    skews: Mapped[str] = mapped_column(Text, default="[]")  # JSON: its clock less ours, seconds, the last 20
    # Its store was wiped: when that was noticed, and how many events it had made if its mark survived.
    lost_at: Mapped[datetime | None]
    lost_seq: Mapped[int | None] = mapped_column(BigInteger)
    replaced_by: Mapped[uuid.UUID | None]


class Event(Record):
    """What a phone handed in, byte for byte. Its id answers "have you got this?" for ever."""

    __table_args__ = (UniqueConstraint("device_id", "device_seq"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # made on the phone
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    device_seq: Mapped[int | None] = mapped_column(BigInteger)  # none when the office repaired it
    type: Mapped[str]
    schema_version: Mapped[int]
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    body: Mapped[str] = mapped_column(Sealed("event.body"))
    body_sha256: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    status: Mapped[str]  # created | needs_review, as the phone was told
    receipt: Mapped[int] = mapped_column(BigInteger, default=0)


class Quarantine(Record):
    """What a phone handed in and could not be applied: kept whole, with the reason and what was decided."""

    __table_args__ = (
        CheckConstraint(f"resolution IN {RESOLUTIONS}", name="resolution_known"),
        UniqueConstraint("event_id", "raw_sha256"),
        Index(None, "device_id", "device_seq"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[str]
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    device_seq: Mapped[int | None] = mapped_column(BigInteger)  # where it could be read
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    received_at: Mapped[datetime]
    raw: Mapped[str] = mapped_column(Sealed("quarantine.raw"))
    raw_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[str]  # quarantined | conflict, as the phone was told
    code: Mapped[str]
    message: Mapped[str]
    # The door that it names, whether there is one or not: who sees it follows from where that door stands.
    household_id: Mapped[uuid.UUID | None]
    receipt: Mapped[int] = mapped_column(BigInteger, default=0)
    resolution: Mapped[str | None]
    resolved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    resolved_at: Mapped[datetime | None]
    resolution_reason: Mapped[str | None]
    accepted_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("event.id"))  # the event it became
