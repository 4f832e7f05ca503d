"""Reviews held against who made them: the office's entry in the audit log.

That a visit was accepted or refused is in no seal, and a mark on it is nobody's word; neither is that there is none.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.audit import actions
from app.db import db
from app.seals.acts import Acts, Log, is_as_entered
from app.sync.models import Event, Quarantine
from app.visits.models import Visit

UNDONE = "its visit was reviewed, and does not say so"
INVENTED = "its visit is said to be reviewed, and nobody did it"
OTHERWISE = "its visit was not reviewed as it says"
_SORTS = {actions.ACCEPT_ASIDE.word: "accepted", actions.REFUSE_ASIDE.word: "refused"}
_OF_VISIT = select(
    *(Visit.id, Visit.status, Visit.received_at, Visit.reviewed_at, Visit.reviewed_by, Visit.withdrawn_at),
    Event.status.label("as_told"),
).outerjoin(Event, Event.id == Visit.id)


@dataclass(frozen=True)
class _Mark:
    at: datetime
    by: UUID | None


def all_wrong(log: Log) -> dict[UUID, str]:
    """What is wrong with the review of any visit, or with there being none."""
    return _wrong(db.session.execute(_OF_VISIT.execution_options(yield_per=1000)), _acts(log), _kept(None))


def wrong(visit_ids: Collection[UUID], log: Log) -> dict[UUID, str]:
    """The same of these visits."""
    rows = db.session.execute(_OF_VISIT.where(Visit.id.in_(visit_ids))).all()
    return _wrong(rows, _acts(log), _kept(visit_ids))


def _acts(log: Log) -> Acts:
    return log.acts(actions.ACCEPT_ASIDE, actions.REFUSE_ASIDE)


def _kept(visit_ids: Collection[UUID] | None) -> dict[UUID, _Mark]:
    """Of a visit that was made of what was set aside, the mark on that: for a time it was the only one."""
    query = select(Quarantine.accepted_id, Quarantine.resolved_at, Quarantine.resolved_by)
    query = query.where(Quarantine.accepted_id.is_not(None), Quarantine.resolved_at.is_not(None))
    if visit_ids is not None:
        query = query.where(Quarantine.accepted_id.in_(visit_ids))
    return {row.accepted_id: _Mark(row.resolved_at, row.resolved_by) for row in db.session.execute(query)}


def _wrong(rows: Iterable[Row[Any]], done: Acts, kept: Mapping[UUID, _Mark]) -> dict[UUID, str]:
    found = {row.id: _fault(row, done, kept) for row in rows}
    return {visit_id: fault for visit_id, fault in found.items() if fault}


def _fault(row: Row[Any], done: Acts, kept: Mapping[UUID, _Mark]) -> str:
    entry, mark = done.entries.get(row.id), _Mark(row.reviewed_at, row.reviewed_by) if row.reviewed_at else None
    if entry is not None and mark is None:
        mark = kept.get(row.id)
    if mark is None:
        stands = done.is_standing(row.id, int(row.withdrawn_at is not None))
        return UNDONE if stands else _without_a_mark(row, done)
    if entry is None:
        return "" if done.is_of_before(row.received_at, mark.at) else INVENTED
    is_so = row.status == _SORTS[entry.action] and is_as_entered(entry, mark.at, mark.by)
    return "" if is_so else OTHERWISE


def _without_a_mark(row: Row[Any], done: Acts) -> str:
    """Nothing is refused by itself, and what was to wait does not begin to count."""
    is_decided = row.status == "refused" or (row.status == "accepted" and row.as_told == "needs_review")
    return INVENTED if is_decided and not done.is_of_before(row.received_at) else ""
