"""Reading the photos of paper slips as they come, so that those whose code is not the household's can be listed."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app import clock
from app.db import db, hold_names, insert_rows
from app.divisions.scope import Scope
from app.households.models import Household
from app.prints import matching
from app.prints.models import PaperReading
from app.slips.models import Slip
from app.slips.operations import bare_slips_of
from app.vault.refusals import ValueUnreadable
from app.visits.models import Visit

# Photos that are kept in one transaction.
MOST = 20
_DUE = (
    select(Slip.visit_id, Visit.household_id)
    .join(Visit, Visit.id == Slip.visit_id)
    .outerjoin(PaperReading, PaperReading.visit_id == Slip.visit_id)
    .where(Slip.way == "paper", Slip.completed_at.is_not(None), Slip.forgotten_at.is_(None))
    .where(PaperReading.visit_id.is_(None))
    .order_by(Slip.visit_id)
)


def read_some() -> list[dict[str, Any]]:
    """What is in the next photos that were not read yet; outside any transaction, since each takes a while."""
    due = dict(db.session.execute(_DUE.limit(MOST)).tuples().all())
    # Of what is sealed the photo is enough: words that are damaged must not keep it from being read.
    slips = bare_slips_of(due) if due else {}
    found = [_read(slip, due[visit_id]) for visit_id, slip in slips.items()]
    db.session.rollback()
    return found


def _read(slip: Slip, household_id: UUID) -> dict[str, Any]:
    try:
        photo = matching.photo_of(slip)
    except ValueUnreadable:
        photo = b""  # damaged: no code can be read in it, and it must not keep all after it from being read
    match = matching.match(slip, household_id, photo, matching.typed_of(slip), scope=None)
    return {"visit_id": slip.visit_id, "picture": match.picture, "typed": match.typed, "read_at": clock.now()}


def keep(found: list[dict[str, Any]]) -> None:
    """Keep it, but what another process has read meanwhile."""
    hold_names(["paper readings"])
    known = _known([one["visit_id"] for one in found])
    insert_rows(PaperReading, [one for one in found if one["visit_id"] not in known])


def _known(visit_ids: list[UUID]) -> set[UUID]:
    return set(db.session.scalars(select(PaperReading.visit_id).where(PaperReading.visit_id.in_(visit_ids))))


def unread(scope: Scope) -> int:
    """How many paper slips of a scope are there and not read yet."""
    due = (
        _DUE.order_by(None)
        .join(Household, Household.id == Visit.household_id)
        .where(scope.holds(Household.division_code))
    )
    return db.session.scalar(select(func.count()).select_from(due.subquery())) or 0
