"""The visits of a period as a ledger has them: counted, and one by one.

A visit is of the day on which it began to count: when the server received it, or when the office accepted it. It
belongs to where its door stands on the period's last day, as coverage of that day has it, so that a figure that was
once reported comes out the same again.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.codes import LENGTHS
from app.db import db
from app.divisions.models import Division
from app.households.models import Cover, Household, Standing
from app.ledgers.periods import Period
from app.people.models import User
from app.slips.models import Slip
from app.visits.doors import Wanted
from app.visits.models import Visit

ROUND = 1000
_grid, _village, _town = aliased(Division), aliased(Division), aliased(Division)
counted_at: ColumnElement[datetime] = func.coalesce(Visit.reviewed_at, Visit.received_at)
DOOR = (Standing.division_code, Standing.kind, Standing.state)
HOME = (
    *(Household.address, Household.householder, Household.title, Household.phone, Household.door_code),
    *(_grid.name.label("grid_name"), _village.name.label("village_name"), _town.name.label("town_name")),
)


def known(wanted: Wanted, period: Period) -> list[ColumnElement[bool]]:
    """What makes a visit one of the period, as known at its end."""
    return [
        Visit.campaign_id == wanted.campaign_id,
        Visit.status == "accepted",
        counted_at >= clock.start_of(period.first),
        counted_at < clock.end_of(period.last),
        or_(
            Visit.withdrawn_on.is_(None),
            and_(Visit.withdrawn_on > period.last, Visit.withdrawal_reaches_back.is_(False)),
        ),
    ]


def standing(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Where doors stand on the day asked for, as far as the scope and kind go."""
    return [
        Standing.campaign_id == wanted.campaign_id,
        Standing.from_on <= wanted.on,
        Standing.until_on > wanted.on,
        wanted.scope.holds(Standing.division_code),
        *([Standing.kind == wanted.kind] if wanted.kind else []),
    ]


def count(wanted: Wanted, period: Period, level: str) -> list[tuple[str, str, int, int]]:
    """By place and outcome: how many visits there were, and how many slips were signed at them."""
    place = func.substr(Standing.division_code, 1, LENGTHS[level])
    is_signed = case((Slip.completed_at < clock.end_of(period.last), 1), else_=0)
    query = _joined(select(place, Visit.outcome, func.count(), func.sum(is_signed)), wanted, period)
    counted = db.session.execute(query.group_by(place, Visit.outcome)).tuples()
    return [(place.ljust(12, "0"), outcome, visits, signed) for place, outcome, visits, signed in counted]


def totals(wanted: Wanted, period: Period) -> tuple[int, int]:
    """How many visits there were, and to how many doors."""
    counted = select(func.count(), func.count(Visit.household_id.distinct()))
    made, doors = db.session.execute(_joined(counted, wanted, period)).one()
    return made, doors


def _joined(query: Select[Any], wanted: Wanted, period: Period) -> Select[Any]:
    return (
        query.select_from(Visit)
        .join(Standing, Standing.household_id == Visit.household_id)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .where(*standing(wanted), *known(wanted, period))
    )


def every(wanted: Wanted, period: Period, limit: int | None = None) -> Iterator[Row[Any]]:
    """The visits one by one, village by village and in the order in which they were made."""
    in_force = (Cover.visit_id == Visit.id, Cover.from_on <= period.last, Cover.until_on > period.last)
    columns = (
        *(Visit.visited_at, Visit.outcome, Visit.witness, Visit.receipt, counted_at.label("counted_at")),
        *(Slip.signer_name, Slip.signer_relation, Slip.completed_at, User.name.label("worker_name")),
        Cover.visit_id.label("covering"),
    )
    query = (
        named(_joined(select(*columns, *DOOR, *HOME), wanted, period))
        .join(User, User.id == Visit.worker_id)
        .outerjoin(Cover, and_(*in_force))
        .order_by(func.substr(Standing.division_code, 1, 12), Visit.visited_at, Visit.id)
        .limit(limit)
        .execution_options(yield_per=ROUND)
    )
    yield from db.session.execute(query)


def named(query: Select[Any]) -> Select[Any]:
    """The same with the door itself and the names of where it stands."""
    code = Standing.division_code
    return (
        query.join(Household, Household.id == Standing.household_id)
        .outerjoin(_grid, _grid.code == code)
        .outerjoin(_village, _village.code == func.substr(code, 1, 12))
        .outerjoin(_town, _town.code == func.substr(code, 1, 9).concat("000"))
    )


def of_doors(ids: list[UUID], wanted: Wanted, period: Period) -> list[Row[Any]]:
    """The visits to these doors, the oldest first, with which of them cover."""
    in_force = (Cover.visit_id == Visit.id, Cover.from_on <= period.last, Cover.until_on > period.last)
    query = (
        select(
            *(Visit.household_id, Visit.visited_at, Visit.outcome, User.name.label("worker_name")),
            *(Slip.signer_name, Slip.signer_relation, Slip.completed_at, Cover.visit_id.label("covering")),
        )
        .join(User, User.id == Visit.worker_id)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .outerjoin(Cover, and_(*in_force))
        .where(Visit.household_id.in_(ids), *known(wanted, period))
        .order_by(Visit.visited_at, Visit.id)
    )
    return list(db.session.execute(query))
