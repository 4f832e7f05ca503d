"""Asking the database about many things at once, some at a time: a statement takes only so many parameters."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.db import db, some_at_a_time


def of_some(query: Any, column: Any, ids: Sequence[Any]) -> Iterable[Any]:
    """The rows of these, some of them at a time."""
    for some in some_at_a_time(ids):
        yield from db.session.execute(query.where(column.in_(some)))
