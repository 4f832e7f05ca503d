"""What was taught at a visit, kept in columns that can be counted; the answers themselves stay in the event."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from app.db import insert_rows
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
