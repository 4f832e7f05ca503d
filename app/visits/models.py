"""One knock on one door by one worker."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record
from app.vault.sealed import Sealed

# 已宣传、无人、拒绝、已迁走、空户
OUTCOMES = ("taught", "no_answer", "refused", "moved", "vacant")
STATUSES = ("accepted", "needs_review", "refused")
# Why a phone has no position to tell.
PLACE_REASONS = {"denied": "手机没有允许定位", "timeout": "定位超时", "unavailable": "手机定不到位"}


def known_reason(said: str) -> str | None:
    """As it is kept: phones of before may have said anything."""
    return said if said in PLACE_REASONS else None


# Why a worker takes back a visit of their own.
WITHDRAWALS = {
    "undone": "刚保存就撤销",
    "wrong_door": "记错了户",
    "wrong_outcome": "结果选错了",
    "wrong_signer": "签名的人不对",
    "twice": "重复登记",
}
# Whom a talk is for: the audiences of notices, and two more. 普通家庭、商户、财务人员、老年人、学生和家长、返乡人员、低收入
LISTENERS = ("family", "merchant", "finance", "elderly", "student", "returnee", "low_income")
# Who was taught at a shop or a firm: 负责人、财务、员工
FIRM_ROLES = ("owner", "finance", "staff")


class Visit(Record):
    """An immutable fact made on a phone; only its withdrawal is ever added."""

    __table_args__ = (
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome_known"),
        CheckConstraint(f"status IN {STATUSES}", name="status_known"),
        Index(None, "campaign_id", "household_id"),
        Index(None, "household_id", "visited_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # made on the phone
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"))
    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    outcome: Mapped[str]
    status: Mapped[str]
    visited_at: Mapped[datetime]  # our best reading of when
    # It was made between these two; no earliest where nothing tells.
    earliest_at: Mapped[datetime | None]
    latest_at: Mapped[datetime]
    clock_off: Mapped[bool] = mapped_column(default=False)  # the phone's clock was minutes away from that
    device_time: Mapped[str]  # what the phone's clock said, word for word
    received_at: Mapped[datetime]
    receipt: Mapped[int] = mapped_column(BigInteger, default=0)  # its change number
    note: Mapped[str | None] = mapped_column(Sealed("visit.note"))
    witness: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    accuracy_m: Mapped[int | None]
    distance_m: Mapped[int | None]  # from the door's own position
    plate: Mapped[str | None] = mapped_column(String(64))  # of the code that was scanned at this visit
    position_age_s: Mapped[int | None]  # how old the phone's position was then; visits of before do not say
    position_reason: Mapped[str | None]  # why there is none
    plate_scanned: Mapped[bool | None]  # whether the door's own plate was scanned at this visit, as the phone says
    come_back_at: Mapped[datetime | None]  # when somebody is said to be in
    # As the server heard of it; between which moments it was done the phone's clocks tell (no earliest where nothing does).
    withdrawn_at: Mapped[datetime | None]
    withdrawn_earliest_at: Mapped[datetime | None]
    withdrawn_latest_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    withdrawal_reason: Mapped[str | None]
    # Whether the withdrawal reaches back: then the visit never covered, even on days gone by.
    withdrawal_reaches_back: Mapped[bool | None]
    withdrawn_on: Mapped[date | None]
    # One that needs review, or needed it: why (doubts.py; none where it lies outside its worker's grids), who looked at it, and
    # why it was not accepted.
    doubt: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    review_reason: Mapped[str | None]


class VisitPhoto(Record):
    """A photo that belongs to a visit; its bytes may come later than the visit, or never."""

    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int]  # among the visit's photos, from 0


class Lesson(Record):
    """What a taught visit taught and whether it landed; what was not asked is null, and never 0."""

    __table_args__ = (
        CheckConstraint(f"audience IN {LISTENERS}", name="audience_known"),
        CheckConstraint(f"role IN {FIRM_ROLES}", name="role_known"),
        CheckConstraint("quiz_right BETWEEN 0 AND quiz_asked", name="right_were_asked"),
    )

    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    audience: Mapped[str]
    quiz_asked: Mapped[int | None]
    quiz_right: Mapped[int | None]
    # Of the 国家反诈中心 app: the adults of the home, and how many have it, are registered in it, and have its warnings on.
    adults: Mapped[int | None]
    installed: Mapped[int | None]
    verified: Mapped[int | None]
    warned: Mapped[int | None]
    role: Mapped[str | None]  # who was taught at a shop or a firm
    posters: Mapped[int | None]
    calls_back: Mapped[bool | None]  # the rule of calling back before a transfer was taught
