"""On which day the goal will be reached, with a range that is as wide as the last weeks are uneven (pure).

The method and how often its range held are in docs/pace.md; `python -m tests.pace` measures it again.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.float64]
# Whole weeks, so that every weekday counts as often: what is looked at at most, and what is needed at least.
WEEKS, FEWEST_WEEKS = 6, 2
FEWEST_DOORS = 10
# Nobody knows what comes later than this many times the weeks that were looked at.
AHEAD = 3
# How much each week back counts for less; how unsteady the pace is taken to be at least and at most, week to week.
_FADES, _STEADIEST, _UNSTEADIEST = 0.75, 0.12, 0.5
_PATHS = 400
# Two paths in five keep their pace to the end; on the others the last doors open ever more slowly, from one in ten of
# all of them at most. Less than this much of a door is none.
_STEADY, _SLOW_FROM, _LAST = 0.4, 0.1, 0.6
# Four times in five the day lies between these.
RANGE = (0.1, 0.9)

Verdict = Literal["done", "no_target", "too_short", "too_few", "told", "beyond"]


@dataclass(frozen=True)
class Forecast:
    """Days from the last one known: 1 is the next. What lies beyond the days that can be seen is None."""

    verdict: Verdict
    earliest: int | None = None
    expected: int | None = None
    latest: int | None = None
    sees: int = 0  # how many days ahead it looks
    weeks: int = 0  # how many weeks back it looked


@dataclass(frozen=True)
class Doors:
    """What is to be covered: the doors of the target, how many are not covered, and how many of those may stay so."""

    target: int
    uncovered: int
    spare: int = 0

    @property
    def left(self) -> int:
        return self.uncovered - self.spare


@dataclass(frozen=True)
class Fan:
    """How many doors more there will be by each day ahead: a low, a middle and a high reckoning."""

    low: list[int]
    middle: list[int]
    high: list[int]


def forecast(daily: Days, doors: Doors) -> Forecast:
    """When the goal will be reached, from how many doors were covered on each day up to now, the oldest first."""
    if doors.left <= 0:
        return Forecast("done")
    recent = _recent(daily)
    if len(recent) < FEWEST_WEEKS:
        return Forecast("too_short")
    if not _tells(recent):
        return Forecast("too_few", weeks=len(recent))
    reached = _paths(recent) >= _effort(doors)[:, None]
    sees = reached.shape[1]
    # The day on which each of the paths arrives, and by which a share of them has.
    arrived = np.sort(np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, sees + 1))
    earliest, expected, latest = (_seen(arrived[int(share * _PATHS)], sees) for share in (RANGE[0], 0.5, RANGE[1]))
    return Forecast("beyond" if earliest is None else "told", earliest, expected, latest, sees, len(recent))


def fan_of(daily: Days, doors: Doors) -> Fan | None:
    """How many doors more there will be by each day ahead; none where nothing can be told."""
    recent = _recent(daily)
    if doors.left <= 0 or len(recent) < FEWEST_WEEKS or not _tells(recent):
        return None
    effort, slow = _paths(recent), _slow(doors)[:, None]
    before = doors.uncovered - slow
    with np.errstate(divide="ignore", invalid="ignore"):
        uncovered = np.where(
            effort <= before, doors.uncovered - effort, slow * np.exp(-np.maximum(effort - before, 0) / slow)
        )
    covered = doors.uncovered - np.nan_to_num(np.maximum(uncovered, 0))
    # The last one counts when less than that of it is left, as in _effort.
    covered = np.where(effort >= _effort(doors)[:, None], np.maximum(covered, doors.left), covered)
    # The very paths that the days are told by: so many have come to the goal when the line has.
    ranked = np.sort(covered, axis=0)
    lines = (ranked[_PATHS - 1 - int(share * _PATHS)] for share in (RANGE[1], 0.5, RANGE[0]))
    return Fan(*(np.floor(line).astype(int).tolist() for line in lines))


def _slow(doors: Doors) -> Days:
    """From how few uncovered doors on each path goes ever more slowly; some never do."""
    return np.minimum(_slowing() * doors.target, doors.uncovered)


def _effort(doors: Doors) -> Days:
    """The doors that the present pace would have covered by the time at which each path has come to the goal.

    Where the last ones are slow, the pace falls with what is left of them: whoever has been out three times at the same
    ten doors covers none of them as fast as the first ten.
    """
    slow, spare = _slow(doors), doors.spare + _LAST
    with np.errstate(divide="ignore", invalid="ignore"):
        slowly = doors.uncovered - slow + slow * np.log(slow / spare)
    return np.where(slow > spare, slowly, float(doors.left))


def _recent(daily: Days) -> Days:
    """The last weeks, one to a row."""
    weeks = min(len(daily) // 7, WEEKS)
    return daily[len(daily) - 7 * weeks :].reshape(weeks, 7)


def _tells(recent: Days) -> bool:
    return bool(recent.sum() >= FEWEST_DOORS and recent[-FEWEST_WEEKS:].sum() > 0)


def _seen(day: np.int64, sees: int) -> int | None:
    return int(day) if day <= sees else None


def _paths(recent: Days) -> Days:
    """What may come, added up day by day: weeks like those that were, at a pace that wanders as it has wandered.

    Each week ahead is one of the weeks behind, drawn again as a whole, since weekdays differ and a rainy week is rainy
    for all of its days. Its level starts from where the pace is now and takes a step each week. A pace that has been
    falling goes on falling; one that has been rising is not promised to rise.
    """
    weeks = len(recent)
    totals = np.maximum(recent.sum(axis=1), 0.5)
    weights = _FADES ** np.arange(weeks)[::-1]
    level = (weights * totals).sum() / weights.sum()
    logs = np.log(totals)
    # Two weeks make no trend, six make a whole one.
    drift = min(_slope(logs, weights * totals), 0.0) * (weeks - FEWEST_WEEKS) / (WEEKS - FEWEST_WEEKS)
    step = float(np.clip(np.diff(logs).std() if weeks > FEWEST_WEEKS else 0, _STEADIEST, _UNSTEADIEST))
    draws = _draws(weeks)
    ahead = draws.which.shape[1]
    paces = (level / totals.mean()) * np.exp(drift * np.arange(1, ahead + 1) + step * draws.steps)
    days = paces[:, :, None] * recent[draws.which]
    return np.cumsum(days.reshape(_PATHS, ahead * 7), axis=1)


def _slope(logs: Days, weights: Days) -> float:
    """How the pace changes from week to week, as a line through the last weeks has it."""
    ages = np.arange(len(logs)) - np.average(np.arange(len(logs)), weights=weights)
    return float((weights * ages * logs).sum() / (weights * ages**2).sum())


@dataclass(frozen=True)
class _Draws:
    which: NDArray[np.int64]  # the week that each week ahead is like
    steps: Days  # how far the level has wandered by then, in standard steps


@cache
def _draws(weeks: int) -> _Draws:
    """The same for whoever asks, and each time: one question has one answer."""
    rng = np.random.default_rng(weeks)
    ahead = AHEAD * weeks
    which, steps = rng.integers(0, weeks, (_PATHS, ahead)), rng.standard_normal((_PATHS, ahead)).cumsum(axis=1)
    return _Draws(which, steps)


@cache
def _slowing() -> Days:
    """The share of all doors from which on each path slows down."""
    shares = np.maximum(np.linspace(-_STEADY / (1 - _STEADY), 1, _PATHS), 0) * _SLOW_FROM
    return np.random.default_rng(_PATHS).permutation(shares)
