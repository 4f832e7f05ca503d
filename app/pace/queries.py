"""The pace of a scope, of each of its divisions, or of whoever walks its grids."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import add
from uuid import UUID

from app import clock
from app.campaigns.models import Plan
from app.codes import at_level, prefix_of
from app.coverage import queries as coverage
from app.coverage.figures import Figures
from app.coverage.turns import Turns, turns
from app.pace.forecast import Fan
from app.pace.reckoning import Frame, Pace, fan_ahead, reckon, series
from app.pace.workers import Crew, covered_by_whom, crews_on
from app.visits.doors import Wanted

WORKER = "worker"


@dataclass(frozen=True)
class Line:
    """A division with its pace, or the grids that the same people walk."""

    code: str
    name: str
    figures: Figures
    pace: Pace
    crew: tuple[str, ...] = ()
    grids: tuple[str, ...] = ()
    by_crew: int | None = None  # of the covered doors, those that the crew's own visits covered


@dataclass(frozen=True)
class Whole:
    """A scope's pace, the covered doors of each day, what the days ahead may bring, and its parts."""

    figures: Figures
    pace: Pace
    days: list[tuple[date, int]]
    fan: Fan | None
    lines: list[Line]


def frame_of(plan: Plan, on: date) -> Frame:
    """What a day is held against. Before the drive little was meant to be done, so it tells nothing of the drive."""
    basis_on = on - timedelta(days=1) if on == clock.today() else on
    since_on = plan.drive_on if plan.drive_on <= on else plan.starts_on
    return Frame(on, basis_on, since_on, plan.deadline_on, plan.target_percent)


def pace_of(wanted: Wanted, by: str, plan: Plan) -> Whole:
    """The pace of a scope and of its parts."""
    level = "grid" if by == WORKER else by
    frame = frame_of(plan, wanted.on)
    covered = coverage.cover(wanted, level)
    turned = turns(wanted, level)
    lines = _crew_lines(wanted, frame, covered.lines, turned) if by == WORKER else _lines(frame, covered.lines, turned)
    all_turns: Counter[date] = Counter()
    for by_day in turned.values():
        all_turns.update(by_day)
    figures = covered.total
    pace = reckon(frame, figures.target, figures.covered, all_turns)
    days = series(all_turns, min(plan.starts_on, wanted.on), wanted.on)
    return Whole(figures, pace, days, fan_ahead(frame, pace, figures.target, all_turns), lines)


def _lines(frame: Frame, lines: Iterable[coverage.Line], turned: Turns) -> list[Line]:
    return [
        Line(
            line.code, line.name, line.figures, _pace(frame, line.figures, turned.get(prefix_of(line.code), Counter()))
        )
        for line in lines
    ]


def _crew_lines(wanted: Wanted, frame: Frame, grids: list[coverage.Line], turned: Turns) -> list[Line]:
    """A line for each set of people and village, in the order of their grids: nobody is first or last by numbers.

    Grids are put together by who walks all of them, so that every door is in one line and the lines add up.
    """
    crews, covered_by = crews_on(wanted.scope, wanted.on), covered_by_whom(wanted)
    together: dict[tuple[str, Crew], list[coverage.Line]] = defaultdict(list)
    for grid in grids:
        together[at_level(grid.code, "village"), crews.get(grid.code, ())].append(grid)
    return [_crew_line(frame, crew, walked, turned, covered_by) for (_, crew), walked in together.items()]


def _crew_line(
    frame: Frame, crew: Crew, grids: list[coverage.Line], turned: Turns, covered_by: dict[str, Counter[UUID]]
) -> Line:
    figures = reduce(add, (grid.figures for grid in grids))
    by_day: Counter[date] = Counter()
    for grid in grids:
        by_day.update(turned.get(grid.code, Counter()))
    by_crew = sum(covered_by.get(grid.code, Counter())[user_id] for grid in grids for _, user_id in crew)
    return Line(
        code=grids[0].code,
        name="、".join(grid.name for grid in grids),
        figures=figures,
        pace=_pace(frame, figures, by_day),
        crew=tuple(name for name, _ in crew),
        grids=tuple(grid.code for grid in grids),
        by_crew=by_crew,
    )


def _pace(frame: Frame, figures: Figures, by_day: Counter[date]) -> Pace:
    return reckon(frame, figures.target, figures.covered, by_day)
