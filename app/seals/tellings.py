"""How often the chain of changes told what became of a visit, beside the acts that are known: one more is one that somebody hid."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select

from app.audit import actions
from app.db import db
from app.seals.acts import Log
from app.seals.removals import removed
from app.sync.models import Quarantine


@dataclass(frozen=True)
class Told:
    """Of each visit how often it was told, and how often that was of what had been set aside under its names."""

    of_all: Counter[UUID]
    of_aside: Counter[UUID]
    put_right: frozenset[UUID]  # made by the office: its review is that telling
    reviewed: Collection[UUID]  # in the audit log
    forgotten: Collection[str]  # doors; that an order took the reasons out is told, too

    def is_hiding(self, row: Row[Any]) -> bool:
        """Whether a visit that does not say so was taken back all the same. What a restore undid, the chain does not tell."""
        if not self.of_all[row.id] or str(row.household_id) in self.forgotten:
            return False
        is_reviewed = row.id not in self.put_right and (row.reviewed_at is not None or row.id in self.reviewed)
        return self.of_all[row.id] > self.of_aside[row.id] + int(is_reviewed)


def tellings(log: Log, visit_ids: Collection[UUID] | None = None) -> Told:
    """All that is needed for these visits, or for all."""
    q = Quarantine
    query = select(q.event_id, q.accepted_id, q.household_id).where(q.resolution.is_not(None))
    if visit_ids is not None:
        theirs = q.accepted_id.in_(visit_ids)
        names = [*(str(each) for each in visit_ids), *db.session.scalars(select(q.event_id).where(theirs))]
        query = query.where(or_(theirs, q.event_id.in_(names)))
    rows = db.session.execute(query).all()
    became = {row.event_id: str(row.accepted_id) for row in rows if row.accepted_id}
    return Told(
        of_all=log.told,
        of_aside=Counter(UUID(name) for row in rows if _is_id(name := became.get(row.event_id, row.event_id))),
        put_right=frozenset(
            row.accepted_id for row in rows if row.accepted_id and str(row.accepted_id) != row.event_id
        ),
        reviewed=log.acts(actions.ACCEPT_ASIDE, actions.REFUSE_ASIDE).entries.keys(),
        forgotten=removed().doors.keys(),
    )


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
