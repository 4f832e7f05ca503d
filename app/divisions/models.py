"""The tree of divisions, their outlines, and who walks which grid."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.codes import LEVELS
from app.db import Record, new_id


class Division(Record):
    """A node of the tree. Its ancestors are its code's prefixes; `parent_code` is the next one up."""

    __table_args__ = (CheckConstraint(f"level IN {LEVELS}", name="level_known"),)

    code: Mapped[str] = mapped_column(String(15), primary_key=True)
    level: Mapped[str]
    name: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("division.code"), index=True)
    # Gone from a newer edition of the official list; kept while doors or history hang on it.
    retired_on: Mapped[date | None]
    # The place that bore this code before a newer edition gave it to another one; kept until somebody
    # has looked at the doors that came with the code.
    former_name: Mapped[str | None]


class OfficialCount(Record):
    """A dated fact: from a day on, a village's official number of resident households (None: unknown again)."""

    code: Mapped[str] = mapped_column(ForeignKey("division.code"), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    households: Mapped[int | None]


class Outline(Record):
    """A division's shape on the map: imported, or made from its doors."""

    __table_args__ = (CheckConstraint("source IN ('imported', 'doors')", name="source_known"),)

    code: Mapped[str] = mapped_column(ForeignKey("division.code"), primary_key=True)
    geometry: Mapped[str] = mapped_column(Text)  # GeoJSON, WGS-84
    source: Mapped[str]


class Assignment(Record):
    """A worker walks a grid."""

    grid_code: Mapped[str] = mapped_column(ForeignKey("division.code"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)
    since: Mapped[datetime]


class FormerAssignment(Record):
    """A dated fact: a worker walked a grid until then; what they recorded there still counts for a while."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    grid_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
