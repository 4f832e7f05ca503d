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
from app.visits.models import Visit

# Photos that are kept in one transaction.
MOST = 20
_ANYWHERE = Scope(("",))
_DUE = (
    select(Slip, Visit.household_id)
    .join(Visit, Visit.id == Slip.visit_id)
    .outerjoin(PaperReading, PaperReading.visit_id == Slip.visit_id)
    .where(Slip.way == "paper", Slip.completed_at.is_not(None), Slip.forgotten_at.is_(None))
    .where(PaperReading.visit_id.is_(None))
    .order_by(Slip.visit_id)
)


def read_some() -> list[dict[str, Any]]:
    """What is in the next photos that were not read yet; outside any transaction, since each takes a while."""
    found = [
        {"visit_id": slip.visit_id, "picture": match.picture, "typed": match.typed, "read_at": clock.now()}
        for slip, household_id in db.session.execute(_DUE.limit(MOST)).all()
        for match in (matching.of_visit(slip, household_id, _ANYWHERE),)
    ]
    db.session.rollback()
    return found


def keep(found: list[dict[str, Any]]) -> None:
    """Keep it, but what another process has read meanwhile."""
    hold_names(["paper readings"])
    known = _known([one["visit_id"] for one in found])
    insert_rows(PaperReading, [one for one in found if one["visit_id"] not in known])


def _known(visit_ids: list[UUID]) -> set[UUID]:
    return set(db.session.scalars(select(PaperReading.visit_id).where(PaperReading.visit_id.in_(visit_ids))))


def unread(scope: Scope) -> int:
    """How many paper slips of a scope are there and not read yet."""
    due = _DUE.with_only_columns(Slip.visit_id, maintain_column_froms=True).order_by(None)
    due = due.join(Household, Household.id == Visit.household_id).where(scope.holds(Household.division_code))
    return db.session.scalar(select(func.count()).select_from(due.subquery())) or 0
