"""Paper slips whose code is another household's, or that cannot be read: for the office to look at. They count all the same."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.codes import LENGTHS
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.models import Household
from app.people.models import User
from app.prints.matching import Match, codes_typed
from app.prints.models import IS_OTHER, IS_UNREADABLE, PaperReading
from app.prints.reading import unread
from app.slips.models import Slip
from app.visits.models import Visit

FOUND = ("other", "unreadable")
_CONDITIONS: dict[str | None, ColumnElement[bool]] = {
    "other": IS_OTHER,
    "unreadable": IS_UNREADABLE,
    None: or_(IS_OTHER, IS_UNREADABLE),
}


def page(
    scope: Scope, found: str | None, after: UUID | None, limit: int
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """One page of them, the newest visit first; and how many there are of each, with those that were not read yet."""
    query = _listed(scope).where(_CONDITIONS[found])
    if after is not None:
        query = query.where(_comes_after(after))
    rows = db.session.execute(query.order_by(Visit.visited_at.desc(), Visit.id.desc()).limit(limit)).all()
    codes = codes_typed([row.visit_id for row in rows if row.typed in FOUND])
    return [_shown(dict(row._mapping), codes.get(row.visit_id, "")) for row in rows], counts(scope)


def _comes_after(visit_id: UUID) -> ColumnElement[bool]:
    """The place of a visit in the list; of one that is not there, the end."""
    when = select(Visit.visited_at).where(Visit.id == visit_id).scalar_subquery()
    return (Visit.visited_at < when) | ((Visit.visited_at == when) & (Visit.id < visit_id))


def counts(scope: Scope) -> dict[str, int]:
    """How many of each."""
    listed = _listed(scope)
    numbers = {name: _count(listed.where(_CONDITIONS[name])) for name in FOUND}
    return {**numbers, "unread": unread(scope)}


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _listed(scope: Scope) -> Select[Any]:
    """Of visits that stand or wait: what was taken back or turned down has been seen to, and what was forgotten shows nothing."""
    return (
        select(
            *(Visit.id.label("visit_id"), Visit.visited_at, Visit.status, Visit.household_id),
            *(PaperReading.picture, PaperReading.typed),
            *(Household.householder, Household.address, User.name.label("worker_name")),
            Division.name.label("village_name"),
        )
        .select_from(PaperReading)
        .join(Visit, Visit.id == PaperReading.visit_id)
        .join(Slip, Slip.visit_id == Visit.id)
        .join(Household, Household.id == Visit.household_id)
        .join(User, User.id == Visit.worker_id)
        .outerjoin(Division, Division.code == func.substr(Household.division_code, 1, LENGTHS["village"]))
        .where(scope.holds(Household.division_code), Slip.forgotten_at.is_(None))
        .where(Visit.withdrawn_at.is_(None), Visit.status != "refused")
    )


def _shown(row: dict[str, Any], code: str) -> dict[str, Any]:
    return {**row, "note": Match(row["picture"], row["typed"], code).note}
