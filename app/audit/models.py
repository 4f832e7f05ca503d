"""The log's entries, where it ends, and the roots that are signed."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.chain import GENESIS
from app.db import Record


class AuditEntry(Record):
    """One line of the log. Who acted is copied as text: it stands when the account is gone."""

    __table_args__ = (
        Index(None, "username", "seq"),
        Index(None, "action", "seq"),
        Index(None, "object_id", "seq"),
        Index(None, "at"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None]
    username: Mapped[str]
    role: Mapped[str]
    address: Mapped[str]
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    scope: Mapped[str]
    outcome: Mapped[str]  # done or refused
    problem: Mapped[str]  # the code of the refusal
    details: Mapped[str] = mapped_column(Text)  # JSON as it was hashed: counts and ids, never a name or a number
    chain_hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Record):
    """Where the log ends: one row, whose lock puts the entries in a line. And what the last verification found."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigInteger, default=0)
    chain_hash: Mapped[str] = mapped_column(String(64), default=GENESIS)
    day: Mapped[date | None]  # the county's day of the newest entry
    verified_at: Mapped[datetime | None]
    verified_seq: Mapped[int | None] = mapped_column(BigInteger)
    verified_faults: Mapped[int | None]


class AuditRoot(Record):
    """The log up to a number, closed at the end of a day; signed as soon as there is a key."""

    last_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_hash: Mapped[str] = mapped_column(String(64))
    day: Mapped[date]
    before: Mapped[str] = mapped_column(String(64))  # the digest of the root before
    closed_at: Mapped[datetime]
    public_key: Mapped[str | None]
    signature: Mapped[str | None]
