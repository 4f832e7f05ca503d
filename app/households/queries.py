"""Lists of exclusions, with the door and the people they are about."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.models import Exclusion, Household
from app.people.models import User

_requester, _decider, _village = aliased(User), aliased(User), aliased(Division)


def exclusions(scope: Scope) -> Select[Any]:
    """Every exclusion in a scope, as the wire shows it."""
    columns = [c for c in Exclusion.__table__.c if c.name not in ("decided_by",)]
    return (
        select(
            *columns,
            Household.householder,
            Household.address,
            Household.division_code,
            _village.name.label("village_name"),
            _requester.name.label("requested_by_name"),
            _decider.name.label("decided_by_name"),
        )
        .join(Household, Household.id == Exclusion.household_id)
        .join(_village, _village.code == func.substr(Household.division_code, 1, 12))
        .join(_requester, _requester.id == Exclusion.requested_by)
        .outerjoin(_decider, _decider.id == Exclusion.decided_by)
        .where(scope.holds(Household.division_code))
    )


def list_exclusions(scope: Scope, state: str, after: UUID | None, limit: int) -> tuple[Sequence[Row[Any]], int]:
    """One page in the order they were asked, and how many there are in all."""
    query = exclusions(scope).where(Exclusion.state == state)
    total = db.session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    if after:
        query = query.where(Exclusion.id > after)
    return db.session.execute(query.order_by(Exclusion.id).limit(limit)).all(), total


def show_exclusion(exclusion_id: UUID, scope: Scope) -> Row[Any]:
    """One exclusion, as the wire shows it."""
    return db.session.execute(exclusions(scope).where(Exclusion.id == exclusion_id)).one()


def exclusions_of(household_id: UUID, scope: Scope) -> Sequence[Row[Any]]:
    """A door's exclusions, newest first."""
    query = exclusions(scope).where(Exclusion.household_id == household_id)
    return db.session.execute(query.order_by(Exclusion.id.desc())).all()
