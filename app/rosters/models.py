"""An uploaded roster, and each of its rows with the verdict on it."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.db import Record, new_id
from app.vault.sealed import Sealed

STATES = ("reading", "ready", "committing", "committed", "failed")
VERDICTS = ("new", "changed", "same", "merge", "bad", "skipped")


class Roster(Record):
    """One uploaded file. The file itself is not kept, only its rows."""

    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state_known"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    file_name: Mapped[str]
    scope: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="reading")
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    code: Mapped[str | None]  # of the problem, when it failed
    message: Mapped[str] = mapped_column(default="")
    layout: Mapped[dict[str, object] | None] = mapped_column(JSON)
    labels: Mapped[list[str]] = mapped_column(JSON, default=list)  # the header, flattened to one row
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    # NULL when it came by command line.
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    # Whoever works on it promises to have said something by then; later, the work is known to be dead.
    alive_until: Mapped[datetime]


class RosterRow(Record):
    """A row as the file has it, and what becomes of it."""

    __table_args__ = (
        CheckConstraint(f"verdict IN {VERDICTS}", name="verdict_known"),
        Index(None, "roster_id", "verdict", "row_no"),
    )

    roster_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("roster.id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # as Excel numbers it
    verdict: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("roster_row.reason"))  # quotes what is no telephone number
    # The row of the householder, for somebody who lives there; its own for a household.
    head_row: Mapped[int | None]
    householder: Mapped[str | None]
    address: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Sealed("roster_row.phone"))
    kind: Mapped[str | None]
    division_code: Mapped[str | None]
    merge_with: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    taken: Mapped[bool] = mapped_column(default=False)
    cells: Mapped[list[str]] = deferred(mapped_column(Sealed("roster_row.cells", "json"), nullable=False))
    # The whole door as it would be written; only on its head row.
    door: Mapped[dict[str, object] | None] = deferred(mapped_column(Sealed("roster_row.door", "json")))
