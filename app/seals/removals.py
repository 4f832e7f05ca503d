"""What was taken out by rule or by order, as the chain of changes holds it: beyond that, what is missing was taken away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.changes import Change, note
from app.db import db

REMOVAL_CHANGE = "removal"
# The kinds (app/retention) that a seal is held against.
PLACES, PHOTOS, CONTENTS = _HELD = "positions", "photos", "slip_contents"
# The people of one door (app/forgetting).
_DOOR = "door"


class Removed(NamedTuple):
    """Up to when each kind was removed, as far as any was, and up to when the people of which doors were forgotten."""

    ends: Mapping[str, datetime] = {}
    doors: Mapping[str, datetime] = {}

    def has_contents_of(self, row: Any) -> bool:
        """Whether the contents of a slip were: of an ended campaign by rule, or of its door by order."""
        until, end = self.doors.get(str(row.household_id)), self.ends.get(CONTENTS)
        by_order = until is not None and row.visited_at <= until
        return by_order or (end is not None and row.deadline_on is not None and row.deadline_on < clock.day_of(end))


def tell(kind: str, before: datetime) -> None:
    """Everything of this kind that came before a moment is being removed; inside the transaction that does it.

    Of kinds that no seal is held against nothing is told.
    """
    if kind in _HELD:
        note(REMOVAL_CHANGE, f"{kind} {before.isoformat()}", "")


def tell_door(household_id: UUID, until: datetime) -> None:
    """The people of a door are being forgotten, up to a moment; inside the transaction that does it."""
    note(REMOVAL_CHANGE, f"{_DOOR} {household_id} {until.isoformat()}", "")


def removed() -> Removed:
    """All of it."""
    found = Removed({}, {})
    for told in db.session.scalars(select(Change.entity_id).where(Change.kind == REMOVAL_CHANGE)):
        *of, before = told.split(" ")
        kept: dict[str, datetime] = found.doors if of[0] == _DOOR else found.ends  # type: ignore[assignment]
        end = datetime.fromisoformat(before)
        kept[of[-1]] = max(end, kept.get(of[-1], end))
    return found
