"""A round of spot checks in a village, the doors drawn for it, and what was heard at them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id
from app.vault.sealed import Sealed

# 属实（有人来讲过）、否认（没人来过）、说不清、没人在家
ANSWERS = ("confirmed", "denied", "unsure", "away")
# 是本人签的、不是、说不清；没有问的留空
SIGNATURES = ("own", "not_own", "unsure", "")


class CheckRound(Record):
    """A draw: whoever has its seed and the day's covered doors can draw it again. It never changes but to be ended."""

    __table_args__ = (Index(None, "village_code", "drawn_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    village_code: Mapped[str] = mapped_column(String(12))
    seed: Mapped[str] = mapped_column(String(32))
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    # As they stood at the draw, so that what is concluded later speaks of that moment.
    covered: Mapped[int]
    target: Mapped[int]
    # The rule: whether a village with this many per cent of false doors is to be caught, and what that takes.
    unacceptable_percent: Mapped[int]
    asks: Mapped[int]
    denials: Mapped[int]  # that are allowed
    checker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))


class CheckDoor(Record):
    """A door of a round, with the visit that is tested; whoever checks it is told of the door alone."""

    __table_args__ = (UniqueConstraint("round_id", "household_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_round.id"))
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"), index=True)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visit.id"))
    # Its place in the order by lot, from 0; those after the doors asked at stand in for others. None: by risk alone.
    lot_place: Mapped[int | None]
    by_risk: Mapped[bool]
    asked_at: Mapped[datetime | None]  # since when it is the checker's to ask at
    # What counts of what was heard there: the newest answer that is more than nobody at home.
    answer: Mapped[str | None]
    times_away: Mapped[int] = mapped_column(default=0)


class CheckAnswer(Record):
    """What was heard at a door on one knock, as its phone recorded it; it never changes."""

    __table_args__ = (
        CheckConstraint(f"answer IN {ANSWERS}", name="answer_known"),
        CheckConstraint(f"signature IN {SIGNATURES}", name="signature_known"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # made on the phone
    door_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_door.id"), index=True)
    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    answer: Mapped[str]
    signature: Mapped[str]
    note: Mapped[str | None] = mapped_column(Sealed("check_answer.note"))
    heard_at: Mapped[datetime]  # our best reading of when
    earliest_at: Mapped[datetime | None]
    latest_at: Mapped[datetime]
    received_at: Mapped[datetime]
