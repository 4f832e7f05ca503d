"""Phones, the events they hand in, and what could not be applied."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id


class Device(Record):
    """One browser's store on one phone."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # made on the phone
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class Event(Record):
    """What a phone handed in, byte for byte. Its id answers "have you got this?" for ever."""

    __table_args__ = (UniqueConstraint("device_id", "device_seq"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # made on the phone
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    device_seq: Mapped[int] = mapped_column(BigInteger)
    type: Mapped[str]
    schema_version: Mapped[int]
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    body: Mapped[str] = mapped_column(Text)
    body_sha256: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    status: Mapped[str]  # created | needs_review
    receipt: Mapped[int] = mapped_column(BigInteger, default=0)


class Quarantine(Record):
    """What a phone handed in and could not be applied: kept whole, with the reason."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(index=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    received_at: Mapped[datetime]
    raw: Mapped[str] = mapped_column(Text)
    raw_sha256: Mapped[str] = mapped_column(String(64))
    code: Mapped[str]
    message: Mapped[str]
