"""Two rates held against each other, with how sure that is (pure).

Given how many cases there were in a week, how many of them are of covered homes is a draw of so many: each is of a covered
home with a chance that follows from the time at risk on either side and from the ratio of the two rates. That leaves
nothing to guess but the ratio, and makes the interval exact, after Clopper and Pearson, however few cases there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.figures.interval import TAIL, Reals, root


@dataclass(frozen=True)
class Stratum:
    """Cases and time at risk on both sides, within which nothing else differs."""

    covered_cases: int
    uncovered_cases: int
    covered_time: float
    uncovered_time: float

    @property
    def tells(self) -> bool:
        """Whether there was a choice: where all homes are of one side, its cases say nothing of the ratio."""
        return self.cases > 0 and self.covered_time > 0 and self.uncovered_time > 0

    @property
    def cases(self) -> int:
        return self.covered_cases + self.uncovered_cases


@dataclass(frozen=True)
class Ratio:
    """How many times as high the covered rate is; no upper end where even any ratio fits."""

    value: float | None
    low: float
    high: float | None
    cases: int  # those that say something of it


def ratio_of(strata: Sequence[Stratum]) -> Ratio | None:
    """The ratio of the covered to the uncovered rate; none where nothing tells of it."""
    telling = [stratum for stratum in strata if stratum.tells]
    if not telling:
        return None
    odds = np.log([one.covered_time / one.uncovered_time for one in telling])
    cases = np.array([one.cases for one in telling])
    ways = [_ways(one.cases) for one in telling]
    covered, total = sum(one.covered_cases for one in telling), int(cases.sum())

    def mean(log_ratio: float) -> float:
        return float((cases * _chance(odds + log_ratio)).sum()) - covered

    def at_least(log_ratio: float) -> float:
        return float(_draws(ways, odds + log_ratio)[covered:].sum()) - TAIL

    def at_most(log_ratio: float) -> float:
        return TAIL - float(_draws(ways, odds + log_ratio)[: covered + 1].sum())

    value = 0.0 if covered == 0 else None if covered == total else root(mean)
    low = 0.0 if covered == 0 else root(at_least)
    return Ratio(value, low, None if covered == total else root(at_most), total)


def _chance(log_odds: Reals) -> Reals:
    chance: Reals = 1 / (1 + np.exp(-log_odds))
    return chance


def _draws(ways: Sequence[Reals], log_odds: Reals) -> Reals:
    """How likely each number of covered cases is, over all strata together."""
    likely = np.ones(1)
    for stratum, odds in zip(ways, log_odds, strict=True):
        # By logarithms, so that no chance is rounded to none or to all.
        count = len(stratum) - 1
        terms = stratum + np.arange(count + 1) * odds
        likely = np.convolve(likely, np.exp(terms - count * np.logaddexp(0, odds)))
    return likely


def _ways(cases: int) -> Reals:
    """In how many ways each number can be drawn of so many cases, as logarithms."""
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, cases + 1)))))
    ways: Reals = logs[cases] - logs - logs[::-1]
    return ways
