"""The log as the county looks through it: newest first, by person, action, object or day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from app import clock
from app.audit import log
from app.audit.models import AuditEntry, AuditHead, AuditRoot
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.oversight import words
from app.people.models import User

# Rows a round, in files of any length.
ROUND = 1000
Entry = dict[str, Any]


@dataclass(frozen=True)
class Sought:
    """Which entries: in a scope (None is the whole log), and perhaps of a person, an action, an object or a day."""

    scope: Scope | None
    who: str | None = None
    action: str | None = None
    object_id: str | None = None
    on: date | None = None
    outcome: str | None = None


def page(sought: Sought, before: int | None, limit: int) -> list[Entry]:
    """The next entries, newest first."""
    query = _matching(sought)
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    return _shown(db.session.execute(query.limit(limit)).all())


def every(sought: Sought) -> Iterator[Entry]:
    """All of them, newest first, a round at a time."""
    for rows in db.session.execute(_matching(sought).execution_options(yield_per=ROUND)).partitions():
        yield from _shown(rows)


def total(sought: Sought) -> int:
    """How many there are in all; of the whole log its end says so, since no number is missing."""
    if sought == Sought(None):
        return log.end().seq
    return db.session.execute(select(func.count()).select_from(_matching(sought).subquery())).scalar_one()


def state() -> dict[str, Any]:
    """How far the log goes, how far it is signed, and what the last verification found."""
    head = db.session.scalars(select(AuditHead).where(AuditHead.id == 1)).one()
    signed = db.session.scalars(
        select(AuditRoot).where(AuditRoot.signature.is_not(None)).order_by(AuditRoot.last_seq.desc()).limit(1)
    ).first()
    return {
        "entries": head.value,
        "signed_seq": signed.last_seq if signed else None,
        "signed_on": signed.day if signed else None,
        "verified_at": head.verified_at,
        "verified_seq": head.verified_seq,
        "faults": head.verified_faults,
    }


def _matching(sought: Sought) -> Select[Any]:
    e = AuditEntry
    query = select(e, User.name).outerjoin(User, User.id == e.actor_id).order_by(e.seq.desc())
    exact = {e.username: sought.who, e.action: sought.action, e.object_id: sought.object_id, e.outcome: sought.outcome}
    query = query.where(*(column == value for column, value in exact.items() if value))
    if sought.on:
        query = query.where(e.at >= clock.start_of(sought.on), e.at < clock.end_of(sought.on))
    return query.where(sought.scope.holds(e.scope)) if sought.scope else query


def _shown(rows: Sequence[Row[Any]]) -> list[Entry]:
    entries = [row.AuditEntry for row in rows]
    names = _names(named for entry in entries for named in words.ids_in(entry.details))
    places = _places({code for entry in entries for code in (entry.scope, entry.object_id) if code})
    return [_entry(row.AuditEntry, row.name, names, places) for row in rows]


def _entry(entry: AuditEntry, name: str | None, names: dict[str, str], places: dict[str, str]) -> Entry:
    return {
        **{column.name: getattr(entry, column.name) for column in AuditEntry.__table__.columns},
        "name": name,
        "action_name": words.action_name(entry.action),
        "object_name": places.get(entry.object_id) or words.KINDS.get(entry.object_kind, entry.object_kind),
        "scope_name": places.get(entry.scope),
        "said": words.said(entry.details, entry.problem, names),
    }


def _names(ids: Iterable[str]) -> dict[str, str]:
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_({UUID(text) for text in ids})))
    return {str(user_id): name for user_id, name in rows}


def _places(codes: set[str]) -> dict[str, str]:
    return dict(db.session.execute(select(Division.code, Division.name).where(Division.code.in_(codes))).tuples().all())
