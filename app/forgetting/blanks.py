"""What was handed in and is empty now: by rule or by order, as the chain of changes and the audit log hold it, or taken away."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from app.audit import actions
from app.audit.models import AuditEntry
from app.db import db
from app.forgetting.mentions import OF_EVENT
from app.seals import removals
from app.seals.removals import ASIDES, ORIGINALS, Removed
from app.sync.models import Event, Quarantine
from app.vault.lengths import says_something

GONE = "what was handed in is gone, and nobody ordered it"
_NEVER = datetime(1, 1, 2, tzinfo=UTC)
# Between what the chain is told of an order and its entry in the log, which ends the same transaction.
_AT_ONCE = timedelta(minutes=10)


def disagreements() -> Iterator[str]:
    """Each that is empty by no rule and no order, and what is told to be so by an order that nobody carried out."""
    told = removals.removed()
    for name, query, due_at, end in (
        ("event", _events(), Event.received_at, _end(told, ORIGINALS)),
        ("quarantined item", _asides(), Quarantine.resolved_at, _end(told, ASIDES)),
    ):
        rows = db.session.execute(query.where(due_at.is_(None) | (due_at >= end)).order_by(due_at))
        yield from (f"{name} {row.id}: {GONE}" for row in rows if not _is_ordered(row, told))
    yield from _unordered(told)


def _events() -> Select[Any]:
    return select(Event.id, OF_EVENT.label("door")).where(~says_something(Event, "body"))


def _asides() -> Select[Any]:
    return select(Quarantine.id, Quarantine.household_id.label("door")).where(~says_something(Quarantine, "raw"))


def _is_ordered(row: Any, told: Removed) -> bool:
    """By an order on the people of its door, or by one that found them in it elsewhere."""
    return str(row.door) in told.doors or str(row.id) in {**told.originals, **told.slips}


def _end(told: Removed, kind: str) -> datetime:
    """Until when they were removed by age. The audit log alone knows of what ran before the chain was told of it."""
    return told.ends.get(kind) or max(_runs(kind), default=_NEVER)


def _runs(kind: str) -> Iterator[datetime]:
    for at, details in _done(actions.FORGET.word):
        if json.loads(details).get("kind") == kind:
            yield at


def _unordered(told: Removed) -> Iterator[str]:
    orders = [at for at, _ in _done(actions.FORGET_PEOPLE.word)] if told.originals else []
    for name, moment in sorted(told.originals.items()):
        if not any(timedelta() <= at - moment < _AT_ONCE for at in orders):
            yield f"original {name}: it is told to be removed, and no order of that was carried out"


def _done(word: str) -> Any:
    query = select(AuditEntry.at, AuditEntry.details).where(AuditEntry.action == word, AuditEntry.outcome == "done")
    return db.session.execute(query).all()
