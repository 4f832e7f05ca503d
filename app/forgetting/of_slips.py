"""The part of slips: their words, their signer and their strokes, at the end of their time as by order."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.db import db
from app.seals.earlier import restate
from app.slips import operations as slips
from app.slips.models import Slip
from app.slips.statement import canonical


def forget_slips(visit_ids: Sequence[UUID]) -> None:
    """Take out what they say; one that waits for its seal keeps its statement, which names nobody, and is sealed all the same."""
    unstated = select(Slip.visit_id).where(Slip.visit_id.in_(visit_ids), ~Slip.is_sealed, Slip.statement.is_(None))
    for visit_id, stated in restate(list(db.session.scalars(unstated))).items():
        db.session.get_one(Slip, visit_id).statement = canonical(stated).decode()
    db.session.flush()
    slips.forget(visit_ids, clock.now())
    db.session.expire_all()
