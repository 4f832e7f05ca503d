"""Which days each visit covers its door, held against what it counts by: nobody's figure is made in the database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, exists, select

from app.clock import day_of
from app.db import db
from app.households.models import FOREVER, Cover
from app.slips.models import Slip
from app.visits.models import Visit

# Between the moment that is kept and the day that is asked for, within one transaction: it may be midnight.
_AT_ONCE = timedelta(minutes=10)


def disagreements() -> Iterator[str]:
    """One line for each visit that covers what it must not, or nothing where it must; and for a cover of no visit."""
    counts = and_(Visit.status == "accepted", Visit.outcome == "taught", Slip.completed_at.is_not(None))
    witnessed = and_(Visit.status == "accepted", Visit.outcome == "refused", Visit.witness.is_not(None))
    rows = db.session.execute(
        select(
            *(Visit.id, counts.label("must"), witnessed.label("may"), Cover.visit_id.label("cover")),
            *(Visit.household_id, Visit.campaign_id, Cover.household_id.label("door"), Cover.campaign_id.label("of")),
            *(Visit.received_at, Visit.reviewed_at, Slip.completed_at, Cover.from_on, Cover.until_on),
            *(Visit.withdrawn_on, Visit.withdrawal_reaches_back),
        )
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .outerjoin(Cover, Cover.visit_id == Visit.id)
        .execution_options(yield_per=1000)
    )
    for row in rows:
        if fault := _fault(row):
            yield f"visit {row.id}: {fault}"
    for visit_id in db.session.scalars(select(Cover.visit_id).where(~exists().where(Visit.id == Cover.visit_id))):
        yield f"visit {visit_id}: it covers a door and is gone"


def _fault(row: Row[Any]) -> str:
    if row.cover is None:
        return "it counts and covers nothing" if row.must and row.withdrawn_on is None else ""
    if not (row.must or row.may):
        return "it covers a door and does not count"
    if (row.door, row.of) != (row.household_id, row.campaign_id):
        return "it covers another door than it was made at, or in another campaign"
    if row.from_on not in _begins(row):
        return "it covers its door since another day than that on which the server held it whole"
    return "" if row.until_on == _ends(row) else "it covers its door until another day than it must"


def _begins(row: Row[Any]) -> set[date]:
    """The day on which it was received, completed and reviewed, whichever came last."""
    held: datetime = max(filter(None, (row.received_at, row.reviewed_at, row.completed_at)))
    return {day_of(held), day_of(held + _AT_ONCE)}


def _ends(row: Row[Any]) -> date:
    if row.withdrawn_on is None:
        return FOREVER
    end: date = row.from_on if row.withdrawal_reaches_back else row.withdrawn_on
    return end
