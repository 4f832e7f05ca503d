"""Orders to forget the people of a door, and the pictures that came of them. They name nobody."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id

DECISIONS = ("requested", "approved", "refused", "withdrawn")
# 法院裁判、本人要求、监护人或近亲属要求、上级机关决定
# What a document ordered has its number; whoever asks for themselves has none.
NUMBERED = ("court", "authority")
BASES = {"court": "法院裁判", "own_request": "本人要求", "family": "监护人或近亲属要求", "authority": "上级机关决定"}


class Forgetting(Record):
    """The people of one door, to be forgotten: on whose word, who asked, who agreed, and how far it is.

    No foreign keys: it is carried over a restore into a county that may not know the door or the account yet.
    """

    __table_args__ = (
        CheckConstraint(f"decision IN {DECISIONS}", name="decision_known"),
        CheckConstraint("decided_by IS NULL OR decided_by <> requested_by", name="approver_is_not_requester"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[uuid.UUID] = mapped_column(index=True)
    basis: Mapped[str]
    order_number: Mapped[str]  # 文号; empty where there is no document
    reason: Mapped[str]
    requested_by: Mapped[uuid.UUID]
    requested_at: Mapped[datetime]
    decision: Mapped[str] = mapped_column(default="requested", index=True)
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    refusal: Mapped[str | None]
    # Texts elsewhere that quote them and are to be cut: table, column and key, as mentions.py and persons.py name them.
    chosen: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Up to when they are forgotten; whoever lives there later is not meant. Set once, and kept when it is done again.
    until: Mapped[datetime | None]
    is_done: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # how much of each kind


class ForgottenPicture(Record):
    """A picture of theirs, by its name: it goes when it comes after all, from a phone that was late."""

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
