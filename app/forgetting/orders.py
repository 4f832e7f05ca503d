"""Orders that were carried out, by the county's own records of them: what is told in the chain of changes is held against these."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.audit import actions
from app.audit.actions import Action
from app.audit.models import AuditEntry
from app.db import db
from app.forgetting.models import Forgetting
from app.seals import removals

# Those of before that a command gave left only that they were done.
_AGREED = (actions.APPROVE_FORGETTING.word, actions.FORGET_PEOPLE.word)


def carried_out() -> dict[UUID, datetime]:
    """Up to when the people of each door were forgotten: by an order that two agreed to, and that the audit log saw done."""
    done = select(Forgetting.id, Forgetting.household_id, Forgetting.until).where(
        Forgetting.decision == "approved", Forgetting.is_done, Forgetting.until.is_not(None)
    )
    rows = db.session.execute(done).all()
    seen = logged(row.id for row in rows)
    found: dict[UUID, datetime] = {}
    for id_, household_id, until in rows:
        if until and id_ in seen:
            found[household_id] = max(until, found.get(household_id, until))
    return found


def logged(ids: Iterable[UUID]) -> set[UUID]:
    """Those of these orders that the audit log saw done: a row that says so is nobody's word."""
    named = {str(id_): id_ for id_ in ids}  # in most counties none, and then nothing is asked
    if not named:
        return set()
    done = select(AuditEntry.object_id).where(*_done(actions.FORGET_PEOPLE))
    return {named[id_] for id_ in db.session.scalars(done) if id_ in named}


def agreed(rows: Sequence[Forgetting]) -> set[UUID]:
    """Those of these orders that the audit log saw agreed to, or done, and of no other door than theirs."""
    doors = {str(one.id): str(one.household_id) for one in rows}
    seen, other = set(), set()
    columns = select(AuditEntry.object_id, AuditEntry.action, AuditEntry.details).where(AuditEntry.outcome == "done")
    for id_, action, details in db.session.execute(columns.where(AuditEntry.object_id.in_(doors))):
        if action in _AGREED:
            seen.add(UUID(id_))
        if json.loads(details).get("household", doors[id_]) != doors[id_]:
            other.add(UUID(id_))
    return seen - other


def unagreed() -> list[UUID]:
    """Orders whose rows say that two agreed to them, and that the audit log knows nothing of."""
    rows = db.session.scalars(select(Forgetting).where(Forgetting.decision == "approved")).all()
    known = agreed(rows)
    return sorted(one.id for one in rows if one.id not in known)


def _done(action: Action) -> tuple[ColumnElement[bool], ...]:
    return AuditEntry.action == action.word, AuditEntry.outcome == "done"


def untold() -> dict[UUID, datetime]:
    """Those of before the chain of changes was told of them."""
    ordered = carried_out()
    told = removals.removed().doors if ordered else {}
    return {door: until for door, until in ordered.items() if str(door) not in told or told[str(door)] < until}


def disagreements() -> Iterator[str]:
    """What the chain of changes holds as ordered, and nobody ordered."""
    ordered = {str(door): until for door, until in carried_out().items()}
    told = removals.removed()
    for door, until in sorted(told.doors.items()):
        if door not in ordered or ordered[door] < until:
            yield f"household {door}: its people are told to be forgotten, and no order of that was carried out"
    for what, visits, action in (
        ("picture of its slip", told.pictures, actions.FORGET_PICTURE),
        ("content of its slip", told.slips, actions.FORGET_SLIP),
    ):
        seen = set(db.session.scalars(select(AuditEntry.object_id).where(*_done(action)))) if visits else set()
        for visit in sorted(visits.keys() - seen):
            yield f"visit {visit}: the {what} is told to be removed, and no order of that was carried out"
    yield from (f"forgetting {id_}: it is said to be agreed to, and nobody did" for id_ in unagreed())
    runs = list(_runs())
    for kind, end in sorted(told.ends.items()):
        if not any(kind == one and at >= end for one, at in runs):
            yield f"removal of {kind}: it is told up to {end.isoformat()}, and no retention ran that removed any"


def _runs() -> Iterator[tuple[str, datetime]]:
    """What retention removed when, as the audit log saw it."""
    for at, details in db.session.execute(select(AuditEntry.at, AuditEntry.details).where(*_done(actions.FORGET))):
        yield str(json.loads(details).get("kind")), at
