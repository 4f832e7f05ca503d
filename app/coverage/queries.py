"""The one grouped query behind every rate, rolled up to any level."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add, attrgetter

from sqlalchemy import ColumnElement, or_, select

from app.campaigns.operations import get_campaign
from app.codes import LENGTHS, LEVELS, NO_GRID, at_level, level_of
from app.coverage.figures import Figures
from app.db import db
from app.divisions.models import Division
from app.divisions.operations import official_on
from app.divisions.scope import Scope
from app.households.counting import Doors, count
from app.visits.doors import Wanted


@dataclass(frozen=True)
class Line:
    """A division with its figures."""

    code: str
    name: str
    level: str
    figures: Figures


@dataclass(frozen=True)
class Named:
    """A division as coverage needs it."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class Coverage:
    """The lines of a level, and the total of the scope itself."""

    lines: list[Line]
    total: Figures


def cover(wanted: Wanted, level: str) -> Coverage:
    """Figures of every division of a level in the scope, also of those without a door."""
    finest = "grid" if level == "grid" else "village"
    counted = count(doors_of(wanted), finest)
    divisions = _divisions(wanted.scope, counted, {level, "village"})
    villages = _villages(wanted, divisions, counted)
    figures = {c: _figures(states) for c, states in counted.items()} if level == "grid" else _by_level(villages, level)
    lines = [Line(d.code, d.name, level, figures.get(d.code, Figures())) for d in divisions if d.level == level]
    # From the villages, whatever the lines are: one scope has one total.
    return Coverage(lines, _sum(villages.values()))


def doors_of(wanted: Wanted) -> Doors:
    """The doors that are wanted, as they are counted."""
    return Doors(get_campaign(wanted.campaign_id).number, wanted.scope, wanted.on, wanted.kind)


def _villages(wanted: Wanted, divisions: list[Named], counted: dict[str, Counter[str]]) -> dict[str, Figures]:
    """Figures of every village, with its official number of households where somebody entered it."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for code, doors in counted.items():
        states[at_level(code, "village")].update(doors)
    # An official number speaks of all households, so it says nothing about shops alone.
    official = official_on(wanted.on) if wanted.kind in (None, "family") else {}
    return {
        # Nor does it say anything about a part of the village.
        d.code: _figures(states[d.code], official.get(d.code) if wanted.scope.has(d.code) else None)
        for d in divisions
        if d.level == "village"
    }


def _by_level(villages: dict[str, Figures], level: str) -> dict[str, Figures]:
    if level == "village":
        return villages
    groups: dict[str, list[Figures]] = defaultdict(list)
    for code, figures in villages.items():
        groups[at_level(code, level)].append(figures)
    return {code: _sum(group) for code, group in groups.items()}


def _figures(states: Counter[str], official: int | None = None) -> Figures:
    return Figures(states["covered"], states["excluded"], states["uncovered"], official)


def _sum(group: Iterable[Figures]) -> Figures:
    figures = list(group)
    return reduce(add, figures) if figures else Figures()


def _divisions(scope: Scope, counted: Iterable[str], levels: set[str]) -> list[Named]:
    """Every division of these levels in the scope, those retired too while doors stand in them, in order of code."""
    columns = select(Division.code, Division.name, Division.level, Division.retired_on)
    wanted = columns.where(Division.level.in_(levels), _overlapping(scope))
    stored = db.session.connection().execute(wanted).all()
    names = {row.code: row.name for row in stored}
    standing_in: set[str] = set()
    if any(row.retired_on for row in stored):
        standing_in = {at_level(code, level) for code in counted for level in LEVELS[:-1]} | set(counted)
    known = [
        Named(row.code, row.name, row.level) for row in stored if row.retired_on is None or row.code in standing_in
    ]
    without_grid = [
        Named(code, f"{names.get(code[:12], code[:12])}（未分网格）", "grid")
        for code in counted
        if len(code) == LENGTHS["grid"] and code.endswith(NO_GRID)
    ]
    return sorted(known + without_grid, key=attrgetter("code"))


def _overlapping(scope: Scope) -> ColumnElement[bool]:
    """Whether a division lies in the scope, or the scope in it: a worker's village is more than his grids."""
    above = {
        at_level(prefix, level) for prefix in scope.prefixes for level in LEVELS[:-1] if len(prefix) >= LENGTHS[level]
    }
    return or_(scope.holds(Division.code), Division.code.in_(above))


def level_below(scope_code: str) -> str:
    """What a scope is looked at by when nothing is said: a county by its towns, a village by its grids."""
    level = level_of(scope_code)
    below = LEVELS.index(level) + 1 if level in LEVELS else 0
    return LEVELS[min(below, len(LEVELS) - 1)]
