"""What the office did to visits, as its audit log and the chain of changes hold it: a mark on a visit alone is nobody's word."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from app.audit import actions
from app.audit.actions import Action
from app.audit.models import AuditEntry
from app.changes import Change
from app.db import db
from app.sync.models import Quarantine

# Between the mark on the visit and the entry in the log, which ends the same transaction.
_AT_ONCE = timedelta(minutes=10)
_SORTS = (actions.WITHDRAW_VISIT, actions.ACCEPT_ASIDE, actions.REFUSE_ASIDE)


@dataclass(frozen=True)
class Acts:
    """The acts of one sort, and what tells whether they stand."""

    entries: Mapping[UUID, Row[Any]]  # the last of each visit, in the audit log
    told: Counter[UUID]  # how often the chain of changes told its worker what became of a visit
    restored_at: int  # the log's entry of the last restore
    begun_at: datetime | None  # when the log began

    def is_standing(self, visit_id: UUID, marks: int) -> bool:
        """Whether an act on a visit must show, which shows so many others.

        What was done between a backup and its restore was undone by that; the log goes on over it, the chain does not.
        """
        entry = self.entries.get(visit_id)
        return entry is not None and (entry.seq > self.restored_at or self.told[visit_id] > marks)

    def is_of_before(self, *moments: datetime) -> bool:
        """Whether something is older than the log."""
        return self.begun_at is None or max(moments) < self.begun_at


def is_as_entered(entry: Row[Any], at: datetime, by: UUID | None) -> bool:
    """Whether a mark names who the log names, and when."""
    between: timedelta = entry.at - at
    return bool(entry.actor_id == by) and timedelta() <= between < _AT_ONCE


@dataclass(frozen=True)
class Log:
    """What tells of acts on some visits, or on all; read once, whichever sorts are asked for."""

    entries: Sequence[tuple[UUID, Row[Any]]]
    told: Counter[UUID]
    restored_at: int
    begun_at: datetime | None

    def acts(self, *sorts: Action) -> Acts:
        """Those of some sorts."""
        words = {sort.word for sort in sorts}
        entries = {visit_id: row for visit_id, row in self.entries if row.action in words}
        return Acts(entries, self.told, self.restored_at, self.begun_at)


def read_log(visit_ids: Collection[UUID] | None = None) -> Log:
    """All that tells of acts on these visits, or on all."""
    visit_of = _names(visit_ids)
    entries, changes = _entries(), select(Change.entity_id).where(Change.kind == "verdict")
    if visit_ids is not None:
        entries = entries.where(AuditEntry.object_id.in_(visit_of))
        changes = changes.where(Change.entity_id.in_(visit_of))
    restored = select(func.max(AuditEntry.seq)).where(AuditEntry.action == actions.RESTORE_BACKUP.word)
    named = ((_visit(row.object_id, visit_of), row) for row in db.session.execute(entries))
    told = (_visit(name, visit_of) for name in db.session.scalars(changes))
    return Log(
        entries=[(visit_id, row) for visit_id, row in named if visit_id],
        told=Counter(filter(None, told)),
        restored_at=db.session.scalar(restored) or 0,
        begun_at=db.session.scalar(select(AuditEntry.at).order_by(AuditEntry.seq).limit(1)),
    )


def _entries() -> Select[Any]:
    columns = (AuditEntry.object_id, AuditEntry.seq, AuditEntry.at, AuditEntry.actor_id, AuditEntry.action)
    done = (AuditEntry.action.in_([sort.word for sort in _SORTS]), AuditEntry.outcome == "done")
    return select(*columns, AuditEntry.details).where(*done).order_by(AuditEntry.seq)


def _names(visit_ids: Collection[UUID] | None) -> dict[str, UUID]:
    """By what visits are called; those that were set aside at first, by what they were called then, too."""
    kept = select(Quarantine.id, Quarantine.event_id, Quarantine.accepted_id).where(Quarantine.accepted_id.is_not(None))
    if visit_ids is not None:
        kept = kept.where(Quarantine.accepted_id.in_(visit_ids))
    names = {str(visit_id): visit_id for visit_id in visit_ids or ()}
    for row in db.session.execute(kept):
        names |= {str(row.id): row.accepted_id, row.event_id: row.accepted_id}
    return names


def _visit(name: str, visit_of: Mapping[str, UUID]) -> UUID | None:
    if name in visit_of:
        return visit_of[name]
    try:
        return UUID(name) if str(UUID(name)) == name else None
    except ValueError:
        return None
