"""The lines of the ledgers that name homes: one a visit, and one a household."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from app import clock
from app.db import db
from app.exports.lists import KINDS, OUTCOMES, STATES, local_minute
from app.households.models import Household, Standing
from app.ledgers import columns, visits
from app.ledgers.periods import BEGINNING, Period
from app.ledgers.visits import Counted
from app.slips.relations import related
from app.visits import narrowing
from app.visits.doors import Wanted, line, rounds_of

# How an address and a telephone number are written in this file.
Marks = tuple[Callable[[str], str], Callable[[str | None], str | None]]


def visit_lines(
    wanted: Wanted, period: Period, counted: list[Counted], marks: Marks, limit: int | None = None
) -> Iterator[columns.Row]:
    """One line a visit."""
    for number, visit in enumerate(visits.every(wanted, period, counted, limit), start=1):
        yield {
            "number": number,
            **_home(visit, marks),
            "visited_at": local_minute(visit.visited_at),
            "counted_on": clock.day_of(visit.counted_at).isoformat(),
            "worker": visit.worker_name,
            "outcome": OUTCOMES[visit.outcome],
            "witness": visit.witness,
            "receipt": f"{visit.receipt}" if visit.receipt else "",
            "covers": "是" if visit.covering else "否",
            **_slip(visit, visit.kind, period),
        }


def household_lines(wanted: Wanted, marks: Marks, limit: int | None = None) -> Iterator[columns.Row]:
    """One line a household, in walking order: what came of all visits so far, and which of them covers it."""
    period, number = Period(BEGINNING, wanted.on), 0
    for doors in _rounds(wanted, limit):
        made = _by_door([door.id for door in doors], wanted, period)
        for number, door in enumerate(doors, start=number + 1):  # noqa: B020 - it goes on where the round before ended
            yield {
                "number": number,
                **_home(door, marks),
                "residents_count": door.residents_count,
                "state": STATES[door.state],
                **_work(made[door.id], door.kind, period),
            }


def _rounds(wanted: Wanted, limit: int | None) -> Iterator[list[Row[Any]]]:
    """Some doors after others: put in order are only the grids that they stand in."""
    left = limit
    for first, last in rounds_of(wanted):
        some = _of_grids(wanted, first, last).limit(left).execution_options(yield_per=visits.ROUND)
        with db.session.execute(some) as result:
            for doors in result.partitions():
                left = None if left is None else left - len(doors)
                yield list(doors)
        if left == 0:
            return


def _of_grids(wanted: Wanted, first: str, last: str) -> Select[Any]:
    shown = (Household.id, Household.residents_count, *visits.DOOR, *visits.HOME)
    return (
        visits.named(select(*shown).select_from(Standing))
        .where(*narrowing.stands(wanted), Standing.division_code.between(first, last))
        .order_by(*line())
    )


def _by_door(ids: list[UUID], wanted: Wanted, period: Period) -> dict[UUID, list[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for visit in visits.of_doors(ids, wanted, period):
        found[visit.household_id].append(visit)
    return found


def _work(made: list[Row[Any]], kind: str, period: Period) -> columns.Row:
    """What the visits to one door come to; it is taught by the first that still covers it."""
    last = made[-1] if made else None
    taught = next((visit for visit in made if visit.covering), None)
    return {
        "attempts": len(made),
        "last_outcome": OUTCOMES[last.outcome] if last else "未走访",
        "last_visited_at": local_minute(last.visited_at) if last else "",
        **(
            {
                "taught_on": clock.day_of(taught.visited_at).isoformat(),
                "worker": taught.worker_name,
                **_slip(taught, kind, period),
            }
            if taught
            else {}
        ),
    }


def _home(door: Row[Any], marks: Marks) -> columns.Row:
    mark_address, mark_phone = marks
    return {
        "town": door.town_name,
        "village": door.village_name,
        "grid": door.grid_name or "未分网格",
        "division_code": door.division_code,
        "address": mark_address(door.address),
        "householder": door.householder,
        "title": door.title,
        "kind": KINDS[door.kind],
        "phone": mark_phone(door.phone),
        "door_code": door.door_code,
    }


def _slip(visit: Row[Any], kind: str, period: Period) -> columns.Row:
    if visit.way is None:
        return {"signed": "未签收" if visit.outcome == "taught" else ""}
    if visit.way == "refused":
        return {"signed": "拒绝签字"}
    is_here = visit.completed_at is not None and visit.completed_at < clock.end_of(period.last)
    return {
        "signer": visit.signer_name,
        "relation": related(visit.signer_relation, kind),
        "signed": "已签收" if is_here else "签名未到" if visit.way in ("signed", "adult") else "照片未到",
    }
