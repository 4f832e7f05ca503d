"""A campaign and the versions of its notice."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.campaigns.calendar import Phase, Reporting, phases
from app.db import Record, new_id


class Plan:
    """What a campaign is to reach by when, its phases and its reporting days."""

    name: Mapped[str]
    starts_on: Mapped[date]  # 筹备 begins
    drive_on: Mapped[date]  # 集中 begins
    assessment_on: Mapped[date]  # 评估 begins; before, on or after the deadline
    deadline_on: Mapped[date]
    target_percent: Mapped[int] = mapped_column(default=100)
    weekday: Mapped[int] = mapped_column(default=Reporting.weekday)
    weekly_at: Mapped[str] = mapped_column(default=Reporting.weekly_at)
    month_day: Mapped[int] = mapped_column(default=Reporting.month_day)
    monthly_at: Mapped[str] = mapped_column(default=Reporting.monthly_at)

    @property
    def phases(self) -> list[Phase]:
        """The phases in order."""
        return phases(self.starts_on, self.drive_on, self.assessment_on)

    @property
    def reporting(self) -> Reporting:
        """When it is reported."""
        return Reporting(self.weekday, self.weekly_at, self.month_day, self.monthly_at)


class Campaign(Plan, Record):
    """A window with a start, a deadline and a target rate, as planned now."""

    # More would not fit into the numbers that standings are counted by (households/counting.py).
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 500", name="number_fits"), UniqueConstraint("number"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int]  # 1, 2, 3 … as they were started
    # Whether a refusal to sign covers the door when a witness is named.
    counts_refusals: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class FormerPlan(Plan, Record):
    """A dated fact: what a campaign's plan was until then. Days gone by are still held against it."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    until: Mapped[datetime]
    changed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))


class NoticeTemplate(Record):
    """One version of the notice to an audience. Never edited, which the database itself refuses: a change is a new version."""

    __table_args__ = (UniqueConstraint("campaign_id", "audience", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    audience: Mapped[str]  # one of notice.AUDIENCES
    version: Mapped[int]
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)  # with the blanks that notice.py fills
    # Codes of notice.FRAUDS. Empty only for a version from before anybody was asked: what it teaches is then not known.
    teaches: Mapped[list[str]] = mapped_column(JSON)
    worded_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user.id")
    )  # None: came with the program, or before this
    created_at: Mapped[datetime]


# The trigger by which the database refuses it (migrations, 20261130n).
NEVER_EDITED = "notice_template_never_edited"
