"""Made-up counties of which the real finish is known: weekdays, weather, holidays, tired crews, doors that never open."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.float64]
# Monday to Sunday: people are at home in the evening and at the weekend, offices are not.
WEEKDAYS = np.array([0.9, 1.0, 1.05, 1.0, 0.85, 1.4, 0.8])
LONGEST = 400


def _counts(rng: np.random.Generator, means: Days, dispersion: float) -> Days:
    """Counts that vary more than chance alone would have them: negative binomial, variance = mean * (1 + dispersion * mean)."""
    shape = 1 / dispersion
    return rng.poisson(rng.gamma(shape, np.maximum(means, 1e-9) / shape)).astype(float)


def _calendar(rng: np.random.Generator) -> Days:
    weekdays = WEEKDAYS * rng.uniform(0.7, 1.3, 7)
    weather = np.exp(rng.normal(0, 0.2, LONGEST // 7 + 1)).repeat(7)[:LONGEST]
    return np.tile(np.roll(weekdays, rng.integers(7)), LONGEST // 7 + 1)[:LONGEST] * weather


def steady(rng: np.random.Generator, doors: int) -> Days:
    """A crew that keeps its pace, but for weekdays and weather."""
    return _counts(rng, doors / 60 * _calendar(rng), rng.uniform(0.05, 0.4))


def wandering(rng: np.random.Generator, doors: int) -> Days:
    """A crew whose pace drifts: people fall ill, are lent elsewhere, come back."""
    drift = np.exp(np.cumsum(rng.normal(0, 0.15, LONGEST // 7 + 1))).repeat(7)[:LONGEST]
    return _counts(rng, doors / 60 * _calendar(rng) * drift, rng.uniform(0.05, 0.4))


def holidays(rng: np.random.Generator, doors: int) -> Days:
    """As steady, with three to seven days off somewhere, twice within the first hundred."""
    days = steady(rng, doors)
    for start in rng.integers(10, 100, 2):
        days[start : start + rng.integers(3, 8)] *= 0.05
    return np.rint(days)


def hurried(rng: np.random.Generator, doors: int) -> Days:
    """Slow at first, then the county lends people, and it goes half as fast again."""
    means = doors / 80 * _calendar(rng)
    means[rng.integers(15, 50) :] *= 1.5
    return _counts(rng, means, rng.uniform(0.05, 0.4))


def hard_to_find(rng: np.random.Generator, doors: int) -> Days:
    """Door by door: the same number of knocks, at those that are left, and who is seldom at home is left longest."""
    opens = rng.beta(2.0, 1.0, doors).clip(min=0.15)
    knocks = _counts(rng, doors / 42 * _calendar(rng), rng.uniform(0.05, 0.3))
    covered, left = np.zeros(LONGEST), opens
    for day in range(LONGEST):
        if not len(left):
            break
        tried = rng.permutation(len(left))[: int(knocks[day])]
        opened = tried[rng.random(len(tried)) < left[tried]]
        covered[day] = len(opened)
        left = np.delete(left, opened)
    return covered


COUNTIES: dict[str, Callable[[np.random.Generator, int], Days]] = {
    "steady": steady,
    "wandering": wandering,
    "hurried": hurried,
    "holidays": holidays,
    "hard to find": hard_to_find,
}
