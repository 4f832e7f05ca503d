"""How sure a count is (pure): within which means it is not one of the unlikely twentieth."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
# Outside the interval as often on either side: one time in twenty together.
TAIL = 0.025
# Nobody's value lies beyond, as a logarithm; halved as often as makes the seventh digit sure.
_WIDEST, _STEPS = 25.0, 30


@cache  # of a few hundred villages most have as many as another
def interval_of(count: int) -> tuple[float, float]:
    """Between which means of a Poisson law lies what gave so many; exact, after Garwood (1936)."""
    so_many = np.arange(count + 1)
    falls = np.array([math.lgamma(number + 1) for number in so_many])

    def at_most(log_mean: float, most: int) -> float:
        return float(np.exp(so_many * log_mean - math.exp(log_mean) - falls)[: most + 1].sum())

    low = root(lambda log_mean: 1 - at_most(log_mean, count - 1) - TAIL) if count else 0.0
    return low, root(lambda log_mean: TAIL - at_most(log_mean, count))


def root(rising: Callable[[float], float]) -> float:
    """Where a function of the logarithm of a value that rises passes nought, by halving."""
    low, high = -_WIDEST, _WIDEST
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return float(np.exp((low + high) / 2))
