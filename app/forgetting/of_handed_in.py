"""The part of what phones handed in, word for word: applied, or set aside."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app import clock
from app.changes import note
from app.db import db, update_rows
from app.forgetting.of_checks import answers_of_door
from app.forgetting.of_proposals import proposals_of
from app.forgetting.people import People
from app.households.models import FORGOTTEN, Exclusion
from app.seals import removals
from app.sync.events import read_raw
from app.sync.models import Event, Quarantine
from app.vault.lengths import says_something
from app.visits.models import Visit


def event_ids(people: People) -> Any:
    """The ids of their visits, exclusions, answers and proposals, which are those of what was handed in."""
    visits = select(Visit.id).where(Visit.household_id == people.household_id, Visit.visited_at <= people.until)
    asked = (Exclusion.household_id == people.household_id, Exclusion.requested_at <= people.until)
    return visits.union_all(select(Exclusion.id).where(*asked), answers_of_door(people), proposals_of(people))


def originals_due(people: People) -> list[UUID]:
    """The events of the door that are still kept word for word."""
    query = select(Event.id).where(Event.id.in_(event_ids(people)), says_something(Event, "body"))
    return list(db.session.scalars(query))


def erase_originals(_people: People, ids: Sequence[UUID]) -> None:
    """An empty text in their place; what they hashed to stays in the chain."""
    update_rows(Event, [{"id": each, "body": ""} for each in ids])


def asides_due(people: People) -> list[UUID]:
    """What names the door or one of its events; of what came since, what was made before, by its own clock."""
    ids = [str(each) for each in db.session.scalars(event_ids(people))]
    theirs = or_(Quarantine.household_id == people.household_id, Quarantine.event_id.in_(ids))
    found = db.session.execute(
        select(Quarantine.id, Quarantine.received_at, Quarantine.raw).where(theirs, says_something(Quarantine, "raw"))
    )
    return [each for each, came_at, raw in found if came_at <= people.until or _made_before(raw, people.until)]


def _made_before(raw: str, until: datetime) -> bool:
    try:
        return datetime.fromisoformat(str((read_raw(raw) or {})["device_time"])) <= until
    except (KeyError, ValueError, TypeError):  # no time, or none that says where
        return False


def erase_asides(people: People, ids: Sequence[UUID]) -> None:
    """What waited for the office is decided by it: nobody could any more."""
    for one in db.session.scalars(select(Quarantine).where(Quarantine.id.in_(ids))):
        one.raw = ""
        one.resolution_reason = one.resolution_reason and FORGOTTEN
        if one.resolution is None:
            one.resolution, one.resolution_reason = "refused", FORGOTTEN
            one.resolved_by, one.resolved_at = people.by, clock.now()
        note("verdict", one.event_id, "", audience_id=one.author_id)
        removals.tell_original(one.id)
    db.session.flush()


def asides_of(people: People) -> Iterator[dict[str, Any]]:
    """The bodies of what was set aside of this door, as far as they can be read."""
    for raw in db.session.scalars(select(Quarantine.raw).where(Quarantine.id.in_(asides_due(people)))):
        yield read_raw(raw) or {}
