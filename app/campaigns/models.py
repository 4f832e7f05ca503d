"""A campaign and the versions of its notice."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id


class Campaign(Record):
    """A window with a start, a deadline and a target rate."""

    # More would not fit into the numbers that standings are counted by (households/counting.py).
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 500", name="number_fits"), UniqueConstraint("number"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int]  # 1, 2, 3 … as they were started
    name: Mapped[str]
    starts_on: Mapped[date]
    deadline_on: Mapped[date]
    target_percent: Mapped[int] = mapped_column(default=100)
    # Whether a refusal to sign covers the door when a witness is named.
    counts_refusals: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class NoticeTemplate(Record):
    """One version of the notice. Never edited: a change is a new version."""

    __table_args__ = (UniqueConstraint("campaign_id", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    version: Mapped[int]
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)  # with {householder} {address} {village} {day} to fill
    created_at: Mapped[datetime]
