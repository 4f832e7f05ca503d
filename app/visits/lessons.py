"""What was taught at a visit, kept in columns that can be counted; the answers themselves stay in the event."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db, insert_rows
from app.visits.models import Lesson

Columns = dict[str, Any]

_UNASKED = dict.fromkeys(("quiz_asked", "quiz_right", "adults", "installed", "verified", "warned"))
_NO_FIRM = dict.fromkeys(("role", "posters", "calls_back"))


def read(told: dict[str, Any] | None) -> Columns | None:
    """What an event says of its lesson, as columns."""
    if told is None:
        return None
    quiz = told["quiz"]
    answers = {"quiz_asked": len(quiz), "quiz_right": sum(one["right"] for one in quiz)} if quiz else {}
    return {"audience": told["audience"], **_UNASKED, **answers, **(told["app"] or {}), **(told["firm"] or _NO_FIRM)}


def keep(taught: Iterable[tuple[UUID, Columns]]) -> None:
    """Store the lessons of visits."""
    insert_rows(Lesson, [{"visit_id": visit_id, **columns} for visit_id, columns in taught])


def firms_of(visit_ids: Collection[UUID]) -> dict[UUID, Columns]:
    """What was done at a shop or a firm at these visits, by visit; what says nothing of it is not there."""
    columns = (Lesson.role, Lesson.posters, Lesson.calls_back)
    query = select(Lesson.visit_id, *columns).where(Lesson.visit_id.in_(visit_ids), Lesson.posters.is_not(None))
    return {row.pop("visit_id"): row for row in map(dict, db.session.execute(query).mappings())}
