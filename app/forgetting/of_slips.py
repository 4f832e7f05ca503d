"""The part of slips: their words, their signer and their strokes, at the end of their time as by order."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.db import db, update_rows
from app.forgetting.people import People
from app.seals.earlier import restate
from app.seals.faults import part_of, read
from app.seals.models import SlipSeal
from app.seals.record import moment
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
    rows = db.session.execute(select(SlipSeal.visit_id, SlipSeal.record).where(of_door, *waits)).all()
    return [row.visit_id for row in rows if people.live_there or _made_at(row.record) <= moment(people.until)]


def _made_at(record: str) -> str:
    """When the slip was made, as its record says; first of all where it does not say."""
    return str(part_of(read(record) or {}, "interval").get("best", ""))


def erase_awaited(_people: People, ids: Sequence[UUID]) -> None:
    """They wait on, and open nothing."""
    update_rows(SlipSeal, [{"visit_id": each, "awaits": ""} for each in ids])
