"""How cases go with coverage from village to village, with how sure that is (pure).

A Poisson line through the villages: the logarithm of a village's rate changes evenly with its coverage. Villages differ by
more than chance, so the interval is made as much wider as they scatter more than chance would let them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

# Fewer villages, or fewer cases, leave an interval that any line fits; villages that are all alike have no line.
FEWEST_VILLAGES, FEWEST_CASES, LEAST_SPREAD = 10, 20, 0.1
_STEPS, _ENOUGH = 50, 1e-10
_Z = 1.959964

Reals = NDArray[np.float64]
Verdict = Literal["too_few_villages", "too_few_cases", "too_alike", "told"]


@dataclass(frozen=True)
class Village:
    """Cases, the time at risk, and the share of it in which homes were covered."""

    cases: int
    time: float
    coverage: float


@dataclass(frozen=True)
class Slope:
    """By how many times the rate changes with ten points more of coverage."""

    verdict: Verdict
    value: float | None = None
    low: float | None = None
    high: float | None = None


def slope_of(villages: Sequence[Village]) -> Slope:
    """The line through the villages that have homes."""
    some = [village for village in villages if village.time > 0]
    coverage = np.array([village.coverage for village in some])
    cases = np.array([village.cases for village in some], float)
    if len(some) < FEWEST_VILLAGES:
        return Slope("too_few_villages")
    if cases.sum() < FEWEST_CASES:
        return Slope("too_few_cases")
    if coverage.max() - coverage.min() < LEAST_SPREAD:
        return Slope("too_alike")
    line, error = _line(cases, coverage, np.array([village.time for village in some]))
    reach = _student(len(some) - 2) * error
    return Slope("told", *(exp((line + side * reach) / 10) for side in (0, -1, 1)))


def _line(cases: Reals, coverage: Reals, time: Reals) -> tuple[float, float]:
    """The steepness of the line, and its standard error, by Newton's method."""
    steep = 0.0
    for _ in range(_STEPS):
        expected = _expected(cases, coverage, time, steep)
        centre = coverage - (expected * coverage).sum() / expected.sum()
        step = float((centre * (cases - expected)).sum() / (expected * centre**2).sum())
        # Never more than a little at a time: a far step overshoots where few cases lie at one end.
        steep += min(max(step, -2.0), 2.0)
        if abs(step) < _ENOUGH:
            break
    expected = _expected(cases, coverage, time, steep)
    centre = coverage - (expected * coverage).sum() / expected.sum()
    return steep, sqrt(max(_alike(cases, expected, centre), _each(cases, expected, centre)))


def _alike(cases: Reals, expected: Reals, centre: Reals) -> float:
    """The variance of the steepness where all villages scatter alike beyond chance, and never less than by chance."""
    scatter = float(((cases - expected) ** 2 / expected).sum()) / (len(cases) - 2)
    return max(scatter, 1.0) / float((expected * centre**2).sum())


def _each(cases: Reals, expected: Reals, centre: Reals) -> float:
    """The same where each scatters as it does, a large village more: White's, as corrected for few (HC3)."""
    around = float((expected * centre**2).sum())
    pulls = expected * (1 / expected.sum() + centre**2 / around)
    off = (cases - expected) / np.maximum(1 - pulls, 0.05)
    return float(((centre * off) ** 2).sum()) / around**2


def _expected(cases: Reals, coverage: Reals, time: Reals, steep: float) -> Reals:
    """The cases of each village under a line, all of them together as many as there were."""
    weight = time * np.exp(steep * (coverage - coverage.mean()))
    expected: Reals = weight * (cases.sum() / weight.sum())
    return expected


def _student(freedom: int) -> float:
    """Student's 97.5 % point, by the series of Cornish and Fisher; right to the third digit from eight on."""
    first = (_Z**3 + _Z) / 4
    second = (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96
    third = (3 * _Z**7 + 19 * _Z**5 + 17 * _Z**3 - 15 * _Z) / 384
    return _Z + first / freedom + second / freedom**2 + third / freedom**3
