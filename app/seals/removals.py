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
# The kinds (app/retention) that a seal, or the chain of changes itself, is held against.
PLACES, PHOTOS, CONTENTS, ORIGINALS, ASIDES = _HELD = "positions", "photos", "slip_contents", "originals", "asides"
# Of app/forgetting: the people of one door; of a visit elsewhere the picture that shows their sheet, or the slip that one of them
# signed; and what was handed in that names them.
_DOOR, _PICTURE, _SLIP, _ORIGINAL = "door", "picture", "slip", "original"


class Removed(NamedTuple):
    """Up to when each kind was removed, as far as any was; up to when the people of which doors were forgotten; what of which visits."""

    ends: Mapping[str, datetime] = {}
    doors: Mapping[str, datetime] = {}
    pictures: Mapping[str, datetime] = {}  # by visit
    slips: Mapping[str, datetime] = {}  # by visit
    originals: Mapping[str, datetime] = {}  # by the id of the event, or of what was set aside

    def has_contents_of(self, row: Any) -> bool:
        """Whether the contents of a slip were: of an ended campaign by rule, of its door by order, or its own."""
        until, end = self.doors.get(str(row.household_id)), self.ends.get(CONTENTS)
        by_order = (until is not None and row.visited_at <= until) or str(row.visit_id) in self.slips
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


def tell_picture(visit_id: UUID) -> None:
    """The picture of a visit's slip is being removed by order, and nothing else of it; inside the transaction that does it."""
    note(REMOVAL_CHANGE, f"{_PICTURE} {visit_id} {clock.now().isoformat()}", "")


def tell_slip(visit_id: UUID) -> None:
    """What a visit's slip says is being removed by order, with its picture; inside the transaction that does it."""
    note(REMOVAL_CHANGE, f"{_SLIP} {visit_id} {clock.now().isoformat()}", "")


def tell_original(item_id: UUID) -> None:
    """What was handed in is being emptied by order, as it names people of another door; inside the transaction that does it."""
    note(REMOVAL_CHANGE, f"{_ORIGINAL} {item_id} {clock.now().isoformat()}", "")


def removed() -> Removed:
    """All of it."""
    found = Removed({}, {}, {}, {}, {})
    of_one = {_DOOR: found.doors, _PICTURE: found.pictures, _SLIP: found.slips, _ORIGINAL: found.originals}
    for told in db.session.scalars(select(Change.entity_id).where(Change.kind == REMOVAL_CHANGE)):
        *of, before = told.split(" ")
        kept: dict[str, datetime] = of_one.get(of[0], found.ends)  # type: ignore[assignment]
        end = datetime.fromisoformat(before)
        kept[of[-1]] = max(end, kept.get(of[-1], end))
    return found
