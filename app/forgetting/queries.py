"""Forgettings as the wire shows them, and what one that waits would come to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from app import clock
from app.db import db, rows_of
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.forgetting import doubtful, elsewhere, operations
from app.forgetting.held import HELD
from app.forgetting.models import BASES, Forgetting
from app.forgetting.whom import people_of
from app.households.models import FormerHousehold, Household
from app.people.models import User

# Of an order that leaves those alone who live there now: the householder that it is about.
_LEFT = (
    select(FormerHousehold.householder)
    .where(FormerHousehold.household_id == Forgetting.household_id, FormerHousehold.until == Forgetting.until)
    .order_by(FormerHousehold.id)
    .limit(1)
    .scalar_subquery()
)
_asker, _decider = aliased(User), aliased(User)


def page(scope: Scope, decision: str | None, after: UUID | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Those of a scope's doors, newest first, and how many there are in all."""
    query = _listed().where(scope.holds(Household.division_code))
    if decision:
        query = query.where(Forgetting.decision == decision)
    total = db.session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    if after:
        query = query.where(Forgetting.id < after)
    rows: Sequence[Row[Any]] = db.session.execute(query.order_by(Forgetting.id.desc()).limit(limit)).all()
    return [_shown(row) for row in rows], total


def show(forgetting_id: UUID, scope: Scope) -> dict[str, Any]:
    """One, with what would go and which texts elsewhere quote these people, while it waits; later, with what cannot be told by its time."""
    shown = _shown(db.session.execute(_listed().where(Forgetting.id == forgetting_id)).one())
    household = db.session.get_one(Household, shown["household_id"])
    until = shown["until"]
    unclear = list(doubtful.find(household.id, until)) if until else []
    if shown["decision"] != "requested":
        return shown | {"would_go": [], "mentions": unclear, "mentions_elsewhere": 0}
    people = people_of(household, until or clock.now(), None)
    found = elsewhere.find(people)
    mine = elsewhere.in_reach(found, scope, household.division_code)
    return shown | {
        "would_go": _counted(operations.would_go(people)),
        "mentions": [*mine, *unclear],
        "mentions_elsewhere": len(found) - len(mine),
    }


def _shown(row: Row[Any]) -> dict[str, Any]:
    columns = dict(row._mapping)
    return columns | {"basis_name": BASES[columns["basis"]], "removed": _counted(columns["removed"])}


def _counted(counts: dict[str, int]) -> list[dict[str, Any]]:
    names = {held.word: held.name for held in HELD} | {"mentions": "别处文字里的姓名和号码"}
    return [{"word": word, "name": name, "count": counts[word]} for word, name in names.items() if word in counts]


def _listed() -> Any:
    return (
        select(
            *rows_of(Forgetting).c,
            func.coalesce(_LEFT, Household.householder).label("householder"),
            Household.address,
            Division.name.label("village_name"),
            _asker.name.label("requested_by_name"),
            _decider.name.label("decided_by_name"),
        )
        .join(Household, Household.id == Forgetting.household_id)
        .outerjoin(Division, Division.code == func.substr(Household.division_code, 1, 12))
        .outerjoin(_asker, _asker.id == Forgetting.requested_by)
        .outerjoin(_decider, _decider.id == Forgetting.decided_by)
    )
