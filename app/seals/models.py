"""Sealed slips, where each village's chain ends, the days' roots, and the keys they are sealed with."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record
from app.vault.sealed import Sealed


class SlipKey(Record):
    """A public key that the county has sealed with; none is ever removed."""

    id: Mapped[str] = mapped_column(String(16), primary_key=True)  # of the SHA-256 of the key
    alg: Mapped[str]
    public_key: Mapped[str] = mapped_column(String(64))  # 32 bytes, in hex
    first_used_at: Mapped[datetime]
    # What a later key of the county says of it: that it was the county's. Nothing without that is believed.
    vouch: Mapped[str | None] = mapped_column(String(128))


class SlipSeal(Record):
    """A slip as it was sealed: for ever, whatever becomes of the slip. Names nobody."""

    # From when until when a key sealed is asked by everybody who checks a slip.
    __table_args__ = (UniqueConstraint("village", "seq"), Index(None, "key_id", "sealed_ms"))

    visit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    village: Mapped[str] = mapped_column(String(12))
    seq: Mapped[int]
    sealed_ms: Mapped[int] = mapped_column(BigInteger, index=True)  # since 1970; the same for all of one batch
    key_id: Mapped[str] = mapped_column(ForeignKey("slip_key.id"))
    record: Mapped[str] = mapped_column(Text)  # canonical JSON
    leaf: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(128))
    # Carried over a restore, until its phone has brought the slip again: the seed of what it states, "" where that was removed.
    awaits: Mapped[str | None] = mapped_column(Sealed("slip_seal.awaits"))


class SlipChain(Record):
    """Where the chain of a village ends."""

    village: Mapped[str] = mapped_column(String(12), primary_key=True)
    seq: Mapped[int]
    leaf: Mapped[str] = mapped_column(String(64))


class SlipRoot(Record):
    """What a day's seals come to, over all villages, with the day before."""

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(unique=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("slip_key.id"))
    record: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(128))
