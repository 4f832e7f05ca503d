"""Runs a village's week many times, honest and with some of its visits made up, through the product's own rules."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from app.grades.facts import Seen
from app.grades.flags import look
from app.grades.grading import LETTERS, grade
from tests.grades.cheats import CHEATS, Shapes
from tests.grades.village import DAYS, DOORS, honest_days, make_village, shapes_for

SHARES = (0.05, 0.10, 0.20)
# What says that a phone's clock is off says nothing of its owner.
CARE = {"clock_off"}


@dataclass
class Honest:
    """What became of honest weeks."""

    weeks: int = 0
    days: int = 0
    flagged_weeks: int = 0
    flagged_days: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)


def flags_of(visits: Sequence[Seen], shapes: Shapes) -> set[str]:
    """What the product finds in a worker's visits."""
    return {flag.code for flag in look(visits, shapes).flags} - CARE


def grades_of(visits: Sequence[Seen]) -> Counter[str]:
    """How many of a worker's visits have each grade."""
    return Counter(grade(one, some).grade for some in _days(visits) for one in some)


def honest(runs: int, seed: int) -> Honest:
    """One worker's honest week a run, looked at whole and day by day."""
    rng, came = np.random.default_rng([seed, 0]), Honest()
    for _ in range(runs):
        visits = honest_days(rng, make_village(rng).part(int(rng.integers(3))))
        shapes = shapes_for(rng, visits)
        flags = flags_of(visits, shapes)
        came.weeks, came.flagged_weeks = came.weeks + 1, came.flagged_weeks + bool(flags)
        came.flags.update(flags)
        came.grades.update(grades_of(visits))
        for day in _days(visits):
            came.days, came.flagged_days = came.days + 1, came.flagged_days + bool(flags_of(day, shapes))
    return came


def _days(visits: Sequence[Seen]) -> list[list[Seen]]:
    dates = sorted({one.at.date() for one in visits})
    assert len(dates) <= DAYS
    return [[one for one in visits if one.at.date() == date] for date in dates]


def cheating(cheat: str, share: float, rng: Generator) -> tuple[set[str], Counter[str]]:
    """One worker who made up that share of the village's visits: what is found, and the grades of those visits."""
    village = make_village(rng)
    doors = village.part(int(rng.integers(3)))
    made_up = [doors[int(i)] for i in sorted(rng.choice(len(doors), round(share * DOORS), replace=False))]
    numbers = {door.number for door in made_up}
    walked = honest_days(rng, [door for door in doors if door.number not in numbers])
    made = CHEATS[cheat][1](rng, village, made_up)
    visits = sorted([*walked, *made.visits], key=lambda one: one.at)
    found = flags_of(visits, {**shapes_for(rng, walked), **made.shapes})
    return found, Counter(grade(one, visits).grade for one in made.visits)


@dataclass(frozen=True)
class Caught:
    """How often a way of making visits up was flagged, by which flag, and how the visits were graded."""

    rate: float
    flags: Counter[str]
    grades: dict[str, float]


def caught(cheat: str, share: float, runs: int, seed: int) -> Caught:
    """So many weeks with that way of cheating, at that share of the village's visits."""
    rng = np.random.default_rng([seed, list(CHEATS).index(cheat) + 1, round(share * 100)])
    flags, grades, times = Counter[str](), Counter[str](), 0
    for _ in range(runs):
        found, graded = cheating(cheat, share, rng)
        times += bool(found)
        flags.update(found)
        grades.update(graded)
    total = sum(grades.values())
    return Caught(times / runs, flags, {letter: grades[letter] / total for letter in LETTERS})
