"""A standing as three whole numbers, by which coverage counts a million of them at once.

Comparing texts takes SQLite three times as long, and their index is three times as wide.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.codes import LENGTHS
from app.db import db
from app.divisions.scope import Scope
from app.households.models import KINDS, STATES, Standing

# From right to left: the state and the kind, by their places, the division's 15 digits, the campaign's number.
_STATES, _KINDS, _DIGITS = 4, 4, 15
_STATE_AT = {state: place for place, state in enumerate(STATES)}
_KIND_AT = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Doors:
    """Those of a campaign, by its number, in a scope on a day; of one kind, or of all."""

    campaign: int
    scope: Scope
    on: date
    kind: str | None


def in_numbers(
    campaign: int, division_code: str, kind: str, state: str, from_on: date, until_on: date
) -> dict[str, int]:
    """The numbers of a standing, as they are stored with it; those that count alike are one stretch of the index."""
    place = (campaign * 10**_DIGITS + int(division_code)) * _KINDS + _KIND_AT[kind]
    return {
        "counted_as": place * _STATES + _STATE_AT[state],
        "from_day": from_on.toordinal(),
        "until_day": until_on.toordinal(),
    }


def parts_of(counted_as: Any) -> tuple[Any, Any, Any]:
    """The division, and the places of the kind and the state, of one such number or of an array of them."""
    place, state = divmod(counted_as, _STATES)
    place, kind = divmod(place, _KINDS)
    return place % 10**_DIGITS, kind, state


def count(doors: Doors, level: str) -> dict[str, Counter[str]]:
    """Doors by state, for every village or grid that has any: one statement, answered from one covering index."""
    if not doors.scope.prefixes:
        return {}
    day, width = doors.on.toordinal(), LENGTHS[level]
    wanted = {"until_day": day, "from_day": day, **_ends(doors)}
    if doors.kind:
        wanted["kind"] = _KIND_AT[doors.kind]
    query = _counting(width, len(doors.scope.prefixes), doors.kind is not None)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for number, place, total in db.session.connection().execute(query, wanted).all():
        counted[f"{number:0{width}}"][STATES[place]] = int(total)
    return counted


def covered_spans(doors: Doors, level: str) -> Iterator[tuple[str, date, date | None, int]]:
    """How many doors of every town, village or grid were covered from one day until another; None: still on that day."""
    for code, _, from_on, until_on, total in stretches(doors, level, date.min, "covered"):
        # A span that ends later is one that goes on: which day that will be was not known.
        yield code, from_on, until_on if until_on <= doors.on else None, total


def stretches(
    doors: Doors, level: str, since: date, state: str | None = None
) -> Iterator[tuple[str, str, date, date, int]]:
    """How many doors of every division were in which state from one day until another, from a day on.

    Of what began earlier it is that day; of what goes on, the day after the last one that is asked for.
    """
    if not doors.scope.prefixes:
        return
    width, first, end = LENGTHS[level], since.toordinal(), doors.on.toordinal() + 1
    alike = (
        select(Standing.counted_as, Standing.from_day, Standing.until_day, func.count().label("doors"))
        .where(_within(len(doors.scope.prefixes)), Standing.from_day < end, Standing.until_day > first)
        # In the order of the index, so that of a million only what is left of them is sorted.
        .group_by(Standing.counted_as, Standing.until_day, Standing.from_day)
    )
    if state:
        alike = alike.where(_part(Standing.counted_as, 1, _STATES) == _STATE_AT[state])
    if doors.kind:
        alike = alike.where(_part(Standing.counted_as, _STATES, _KINDS) == _KIND_AT[doors.kind])
    some = alike.subquery().c
    spans = select(
        _part(some.counted_as, _KINDS * _STATES * 10 ** (_DIGITS - width), 10**width).label("code"),
        _part(some.counted_as, 1, _STATES).label("state"),
        case((some.from_day > first, some.from_day), else_=first).label("first"),
        case((some.until_day < end, some.until_day), else_=end).label("end"),
        some.doors,
    ).subquery()
    # Grouped by their names: PostgreSQL takes an expression with a parameter for another one each time.
    columns = (spans.c.code, spans.c.state, spans.c.first, spans.c.end)
    query = select(*columns, func.sum(spans.c.doors)).group_by(*columns)
    for number, place, from_day, until_day, total in db.session.connection().execute(query, _ends(doors)):
        yield f"{number:0{width}}", STATES[place], date.fromordinal(from_day), date.fromordinal(until_day), int(total)


def _ends(doors: Doors) -> dict[str, int]:
    """Where in the index the stretches begin and end that a scope is."""
    base, size = doors.campaign * 10**_DIGITS, _KINDS * _STATES
    ends = {}
    for number, prefix in enumerate(doors.scope.prefixes):
        ends[f"first_{number}"] = (base + int(prefix.ljust(_DIGITS, "0"))) * size
        ends[f"last_{number}"] = (base + int(prefix.ljust(_DIGITS, "9"))) * size + size - 1
    return ends


def _within(stretches: int) -> ColumnElement[bool]:
    """The stretches themselves, their ends to be named."""
    return or_(*(Standing.counted_as.between(_whole(f"first_{n}"), _whole(f"last_{n}")) for n in range(stretches)))


@cache
def _counting(width: int, stretches: int, of_kind: bool) -> Select[Any]:
    """Built once: with few doors that takes longer than the counting."""
    alike = (
        select(Standing.counted_as, func.count().label("doors"))
        .where(_within(stretches), Standing.until_day > _whole("until_day"), Standing.from_day <= _whole("from_day"))
        # In the order of the index, so that nothing is sorted.
        .group_by(Standing.counted_as)
        .subquery()
    )
    # Numbers of ours and no parameters: PostgreSQL sees no other way that both mentions of a sum are the same one.
    code = _part(alike.c.counted_as, _KINDS * _STATES * 10 ** (_DIGITS - width), 10**width)
    state = _part(alike.c.counted_as, 1, _STATES)
    query = select(code, state, func.sum(alike.c.doors)).group_by(code, state)
    return query.where(_part(alike.c.counted_as, _STATES, _KINDS) == _whole("kind")) if of_kind else query


def _whole(name: str) -> BindParameter[int]:
    return bindparam(name, type_=BigInteger())


def _part(whole: ColumnElement[int] | InstrumentedAttribute[int], behind: int, size: int) -> ColumnElement[int]:
    """Some digits from the middle of a number."""
    return whole // literal_column(str(behind), Integer) % literal_column(str(size), Integer)
