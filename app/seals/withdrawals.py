"""Withdrawals held against who made them: the event of a phone, the office's entry in the audit log.

A mark on the visit alone is nobody's word, and neither is that there is none any more.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from app.audit import actions
from app.audit.models import AuditEntry
from app.changes import Change
from app.clock import day_of
from app.db import db
from app.sync.models import Event
from app.vault.sealed import CLOSED, going_on
from app.visits.models import Visit

UNDONE = "its visit was taken back, and does not say so"
INVENTED = "its visit is said to be taken back, and nobody did it"
OTHERWISE = "its visit was not taken back as it says"
# Between the mark on the visit and the entry in the log, which ends the same transaction.
_AT_ONCE = timedelta(minutes=10)
_OF_VISIT = (
    *(Visit.id, Visit.worker_id, Visit.received_at, Visit.withdrawn_at, Visit.withdrawn_on, Visit.withdrawn_by),
    Visit.withdrawal_reaches_back,
)


@dataclass
class Known:
    """What is known of withdrawals beside the visits' own rows."""

    office: dict[UUID, Row[Any]]  # the entry of each, in the audit log
    told: set[UUID]  # those that the chain of changes told their workers something of
    phones: set[tuple[UUID, UUID]] = field(default_factory=set)  # visit and worker
    blank: set[UUID] = field(default_factory=set)  # workers of whom an original is gone, or does not open
    restored_at: int = 0  # the log's entry of the last restore
    begun_at: datetime | None = None  # when the log began


def all_wrong() -> dict[UUID, str]:
    """What is wrong with the withdrawal of any visit, or with there being none."""
    entries, changes = _entries(), select(Change.entity_id).where(Change.kind == "verdict")
    return _wrong(
        db.session.execute(select(*_OF_VISIT).execution_options(yield_per=1000)), _known(entries, changes), _phones()
    )


def wrong(visit_ids: Collection[UUID]) -> dict[UUID, str]:
    """The same of these visits; phones' events, which nothing leads to, are read where something needs them."""
    names = [str(visit_id) for visit_id in visit_ids]
    changes = select(Change.entity_id).where(Change.kind == "verdict", Change.entity_id.in_(names))
    known = _known(_entries().where(AuditEntry.object_id.in_(names)), changes)
    rows = db.session.execute(select(*_OF_VISIT).where(Visit.id.in_(visit_ids))).all()
    needs = {row.worker_id for row in rows if row.id not in known.office and (row.withdrawn_at or row.id in known.told)}
    return _wrong(rows, known, _phones().where(Event.author_id.in_(needs)) if needs else None)


def _entries() -> Select[Any]:
    columns = (AuditEntry.object_id, AuditEntry.seq, AuditEntry.at, AuditEntry.actor_id, AuditEntry.details)
    return select(*columns).where(AuditEntry.action == actions.WITHDRAW_VISIT.word, AuditEntry.outcome == "done")


def _phones() -> Select[Any]:
    return select(Event.author_id, Event.body).where(Event.type == "withdrawal")


def _known(entries: Select[Any], changes: Select[Any]) -> Known:
    restored = select(func.max(AuditEntry.seq)).where(AuditEntry.action == actions.RESTORE_BACKUP.word)
    return Known(
        office={UUID(row.object_id): row for row in db.session.execute(entries.order_by(AuditEntry.seq))},
        told={UUID(name) for name in db.session.scalars(changes) if _is_id(name)},
        restored_at=db.session.scalar(restored) or 0,
        begun_at=db.session.scalar(select(AuditEntry.at).order_by(AuditEntry.seq).limit(1)),
    )


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _wrong(rows: Iterable[Row[Any]], known: Known, phones: Select[Any] | None) -> dict[UUID, str]:
    if phones is not None:
        with going_on():
            for worker_id, body in db.session.execute(phones):
                # At the end of its time an original is empty.
                if body is CLOSED or not body:
                    known.blank.add(worker_id)
                else:
                    known.phones.add((UUID(json.loads(body)["visit_id"]), worker_id))
    found = {row.id: _fault(row, known) for row in rows}
    return {visit_id: fault for visit_id, fault in found.items() if fault}


def _fault(row: Row[Any], known: Known) -> str:
    by_phone, entry = (row.id, row.worker_id) in known.phones, known.office.get(row.id)
    if row.withdrawn_at is None:
        # What the office did between a backup and its restore was undone by that; the log goes on over it, the chain does not.
        stands = entry is not None and (entry.seq > known.restored_at or row.id in known.told)
        return UNDONE if by_phone or stands or row.withdrawn_on else ""
    if row.withdrawn_on != day_of(row.withdrawn_at):
        return OTHERWISE
    if by_phone and row.withdrawn_by == row.worker_id:
        return ""
    if entry is not None:
        return "" if _is_as_done(row, entry) else OTHERWISE
    return "" if _may_be(row, known) else INVENTED


def _is_as_done(row: Row[Any], entry: Row[Any]) -> bool:
    reaches_back = bool(json.loads(entry.details).get("reaches_back"))
    is_then = timedelta() <= entry.at - row.withdrawn_at < _AT_ONCE
    return is_then and (entry.actor_id, reaches_back) == (row.withdrawn_by, row.withdrawal_reaches_back)


def _may_be(row: Row[Any], known: Known) -> bool:
    """Of a phone's whose original is gone the chain of changes still tells; of before there was a log nothing does."""
    of_before = known.begun_at is None or max(row.received_at, row.withdrawn_at) < known.begun_at
    return of_before or (row.withdrawn_by == row.worker_id and row.worker_id in known.blank and row.id in known.told)
