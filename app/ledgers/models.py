"""The county's own forms of ledgers, version by version, and the ledgers that were made on their day and are kept."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.db import Record


class LedgerTemplate(Record):
    """One version of how the county wants a ledger laid out. Never edited; the one used last is in use."""

    ledger: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    layout: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]


class LedgerTemplateUse(Record):
    """From then on this version was in use; 0 is ours."""

    ledger: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    used_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    used_at: Mapped[datetime]


class KeptLedger(Record):
    """A ledger that was due at a moment: made once, and never changed. It names places and no home."""

    __table_args__ = (UniqueConstraint("campaign_id", "ledger", "scope", "due_at"),)

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    ledger: Mapped[str]
    scope: Mapped[str] = mapped_column(String(15), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    due_at: Mapped[datetime]
    # Whoever began last is the one that may finish; what nobody finished in time is begun again.
    begun_at: Mapped[datetime]
    attempt: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime | None]
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")
    # Doors covered and to be visited by place, for the next one to be held against.
    figures: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict)
    rows: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    data: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
