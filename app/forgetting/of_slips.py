"""The part of slips: their words, their signer and their strokes, at the end of their time as by order."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.db import db, update_rows
from app.forgetting.people import People
from app.seals.earlier import restate
from app.seals.models import SlipSeal
from app.slips import operations as slips
from app.slips.models import Slip
from app.slips.statement import canonical
from app.vault.lengths import says_something


def forget_slips(visit_ids: Sequence[UUID]) -> None:
    """Take out what they say; one that waits for its seal keeps its statement, which names nobody, and is sealed all the same."""
    unstated = select(Slip.visit_id).where(Slip.visit_id.in_(visit_ids), ~Slip.is_sealed, Slip.statement.is_(None))
    for visit_id, stated in restate(list(db.session.scalars(unstated))).items():
        db.session.get_one(Slip, visit_id).statement = canonical(stated).decode()
    db.session.flush()
    slips.forget(visit_ids, clock.now())
    db.session.expire_all()


def awaited_due(people: People) -> list[UUID]:
    """Seals of the door that were carried over a restore, and hold the seed of a slip that has not come again."""
    of_door = SlipSeal.record.contains(f'"household":"{people.household_id}"', autoescape=True)
    waits = (SlipSeal.awaits.is_not(None), says_something(SlipSeal, "awaits"))
    return list(db.session.scalars(select(SlipSeal.visit_id).where(of_door, *waits)))


def erase_awaited(_people: People, ids: Sequence[UUID]) -> None:
    """They wait on, and open nothing."""
    update_rows(SlipSeal, [{"visit_id": each, "awaits": ""} for each in ids])
