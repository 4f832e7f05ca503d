"""What a county or a town is to bring down."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id


class FallGoal(Record):
    """A dated fact: from then on, by how many per cent cases and loss are to fall against the year before (None: no goal).

    The newest one holds; those before it say what held before.
    """

    __table_args__ = (
        CheckConstraint("cases_percent BETWEEN 0 AND 100", name="cases_percent_sane"),
        CheckConstraint("loss_percent BETWEEN 0 AND 100", name="loss_percent_sane"),
        Index(None, "division_code", "set_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    division_code: Mapped[str] = mapped_column(String(12), ForeignKey("division.code"))
    cases_percent: Mapped[int | None]
    loss_percent: Mapped[int | None]
    set_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]
