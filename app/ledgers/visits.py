"""The visits of a period as a ledger has them: counted, and one by one.

A visit is of the day on which it began to count: when the server received it, or when the office accepted it. It
belongs to where its door stands on the period's last day, as coverage of that day has it, so that a figure that was
once reported comes out the same again.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, select
from sqlalchemy.orm import aliased

from app import clock
from app.codes import LENGTHS
from app.db import db
from app.divisions.models import Division
from app.households.models import Cover, Household, Standing
from app.ledgers.periods import BEGINNING, Period
from app.people.models import User
from app.slips.models import Slip
from app.visits import narrowing
from app.visits.doors import Wanted
from app.visits.models import Visit
from app.visits.narrowing import counted_at

ROUND = 1000
_grid, _village, _town = aliased(Division), aliased(Division), aliased(Division)
DOOR = (Standing.division_code, Standing.kind, Standing.state)
HOME = (
    *(Household.address, Household.householder, Household.title, Household.phone, Household.door_code),
    *(_grid.name.label("grid_name"), _village.name.label("village_name"), _town.name.label("town_name")),
)


def known(wanted: Wanted, period: Period) -> list[ColumnElement[bool]]:
    """What makes a visit one of the period, as known at its end."""
    since = [counted_at >= clock.start_of(period.first)] if period.first > BEGINNING else []
    return [*narrowing.counted(replace(wanted, on=period.last)), *since]


@dataclass(frozen=True)
class Counted:
    """Visits to the doors of one place with one outcome: of the period, and all so far, where that was asked for."""

    place: str
    outcome: str
    visits: int
    signed: int  # slips that were signed at them, and are whole
    so_far: int


def count(wanted: Wanted, period: Period, level: str, *, so_far: bool = False, signed: bool = False) -> list[Counted]:
    """All that is counted of visits, in one statement: it is the dearest of a ledger, and looks no further than it is asked to."""
    place = func.substr(Standing.division_code, 1, LENGTHS[level])
    is_of_it = counted_at >= clock.start_of(period.first)
    is_signed = and_(is_of_it, Slip.way != "refused", Slip.completed_at < clock.end_of(period.last))
    of_it = func.sum(case((is_of_it, 1), else_=0)) if so_far else func.count()
    slips = func.sum(case((is_signed, 1), else_=0)) if signed else literal(0)
    query = _joined(
        select(place, Visit.outcome, of_it, slips, func.count()),
        wanted,
        Period(BEGINNING, period.last) if so_far else period,
    )
    query = query.outerjoin(Slip, Slip.visit_id == Visit.id) if signed else query
    rows = db.session.execute(query.group_by(place, Visit.outcome)).tuples()
    return [Counted(place.ljust(12, "0"), *rest) for place, *rest in rows]


def _joined(query: Select[Any], wanted: Wanted, period: Period) -> Select[Any]:
    return (
        query.select_from(Visit)
        .join(Standing, Standing.household_id == Visit.household_id)
        .where(*narrowing.stands(wanted), *known(wanted, period))
    )


def every(wanted: Wanted, period: Period, counted: list[Counted], limit: int | None = None) -> Iterator[Row[Any]]:
    """The visits one by one, village by village and in the order in which they were made.

    `counted` says how many each village has: no more of them are read and put in order at once than a round, or a village.
    """
    left = limit
    for first, last in _rounds(counted):
        query = _of_villages(wanted, period, first, last).limit(left)
        with db.session.execute(query.execution_options(yield_per=ROUND)) as result:
            for visit in result:
                yield visit
                left = None if left is None else left - 1
        if left == 0:
            return


def _rounds(counted: list[Counted]) -> Iterator[tuple[str, str]]:
    """Neighbouring villages that have a round of visits together, as first and last."""
    by_village: Counter[str] = Counter()
    for one in counted:
        by_village[one.place] += one.visits
    first, village, found = "", "", 0
    for village, visits in sorted(by_village.items()):
        first, found = first or village, found + visits
        if found >= ROUND:
            yield first, village
            first, found = "", 0
    if first:
        yield first, village


def _of_villages(wanted: Wanted, period: Period, first: str, last: str) -> Select[Any]:
    in_force = (Cover.visit_id == Visit.id, Cover.from_on <= period.last, Cover.until_on > period.last)
    columns = (
        *(Visit.visited_at, Visit.outcome, Visit.witness, Visit.receipt, counted_at.label("counted_at")),
        *(Slip.way, Slip.signer_name, Slip.signer_relation, Slip.completed_at, User.name.label("worker_name")),
        Cover.visit_id.label("covering"),
    )
    return (
        named(_joined(select(*columns, *DOOR, *HOME), wanted, period))
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .join(User, User.id == Visit.worker_id)
        .outerjoin(Cover, and_(*in_force))
        .where(Standing.division_code.between(first, f"{last}999"))
        .order_by(func.substr(Standing.division_code, 1, 12), Visit.visited_at, Visit.id)
    )


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
            *(Slip.way, Slip.signer_name, Slip.signer_relation, Slip.completed_at, Cover.visit_id.label("covering")),
        )
        .join(User, User.id == Visit.worker_id)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .outerjoin(Cover, and_(*in_force))
        .where(Visit.household_id.in_(ids), *known(wanted, period))
        .order_by(Visit.visited_at, Visit.id)
    )
    return list(db.session.execute(query))
