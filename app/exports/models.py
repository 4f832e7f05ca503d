"""Every file that was taken away, and the lists that somebody asked to take away beyond their allowance."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id

DECISIONS = ("requested", "approved", "refused", "withdrawn")
# Contents that hide telephone numbers, and carry a fingerprint.
MARKED = ("doors", "walk", "visits", "households")
# Contents that name homes: they count against the day's allowance. A slip says what was signed to the letter, so it can be
# written in one way only: what leaks is known by its bytes and by the number at its foot.
NAMES_HOMES = (*MARKED, "slips", "blank_slips", "evidence")


class Narrowed:
    """What a list of doors is narrowed to beyond its state, as far as it applies."""

    part: Mapped[str | None]
    excluded_for: Mapped[str | None]
    attempts: Mapped[str | None]
    worker: Mapped[uuid.UUID | None]


class Export(Narrowed, Record):
    """One file: who took it away, when, what was in it, why, and what its fingerprint hangs on.

    Who it was is copied as text: it stands when the account is gone.
    """

    __table_args__ = (Index(None, "made_by", "made_at"),)

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    made_by: Mapped[uuid.UUID]
    username: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    made_at: Mapped[datetime]
    content: Mapped[str]  # doors, walk, slips, blank_slips, evidence, case_figures, bad_rows, audit, or which ledger
    format: Mapped[str]  # xlsx, csv or pdf
    # What was asked for, as far as it applies.
    campaign_id: Mapped[uuid.UUID | None]
    scope: Mapped[str]
    kind: Mapped[str | None]
    state: Mapped[str | None]
    on: Mapped[date | None]
    phones: Mapped[bool]  # in full
    reason: Mapped[str]  # why in full; empty where numbers are masked
    rows: Mapped[int]  # of doors they count against the allowance, unless they were approved
    request_id: Mapped[uuid.UUID | None]
    sha256: Mapped[str | None] = mapped_column(String(64))  # none while it is being written
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))  # secret: whoever has it can forge or wash off the fingerprint


class ExportRequest(Narrowed, Record):
    """A list or ledger that is too long for somebody's day, for a second person to decide on."""

    __table_args__ = (
        CheckConstraint(f"decision IN {DECISIONS}", name="decision_known"),
        CheckConstraint("decided_by IS NULL OR decided_by <> requested_by", name="approver_is_not_requester"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    requested_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    requested_at: Mapped[datetime]
    content: Mapped[str] = mapped_column(default="doors")  # or which ledger
    campaign_id: Mapped[uuid.UUID]
    scope: Mapped[str]
    kind: Mapped[str | None]
    state: Mapped[str | None]  # of a list's doors
    first: Mapped[date | None]  # of a ledger's days
    on: Mapped[date | None]
    phones: Mapped[bool]
    audience: Mapped[str | None]  # of blank slips: for whom all of them are worded; none: each door by its kind
    reason: Mapped[str]
    rows: Mapped[int]  # as many as there were when it was asked
    why: Mapped[str]
    decision: Mapped[str] = mapped_column(default="requested", index=True)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    refusal: Mapped[str | None]
    expires_at: Mapped[datetime | None]
