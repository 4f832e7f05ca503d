"""From what a spot check found to how many of a village's covered doors are true (pure).

The doors are drawn by lot from those that were covered, without putting back, so the number of denials is hypergeometric
in the number of false doors. The interval holds every number of false doors that would not make what was found rarer
than one time in forty on either side: exact, after Clopper and Pearson, for few doors as for many, and of no width where
all were asked.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import comb

_TAIL = 0.025


@dataclass(frozen=True)
class FalseDoors:
    """So many of the covered doors are false: the likeliest number, and between which it lies in 19 of 20 checks."""

    likely: float
    low: int
    high: int


def false_doors(covered: int, asked: int, denied: int) -> FalseDoors:
    """How many of the `covered` doors are false when `denied` of `asked` drawn by lot said so; asked is at least 1."""
    possible = range(denied, covered - (asked - denied) + 1)

    def so_many_or_more(false: int) -> float:
        return 1 - _at_most(denied - 1, asked, covered, false)

    def so_many_or_fewer(false: int) -> float:
        return -_at_most(denied, asked, covered, false)

    low = possible[bisect_right(possible, _TAIL, key=so_many_or_more)] if denied else 0
    high = possible[bisect_left(possible, -_TAIL, key=so_many_or_fewer) - 1]
    return FalseDoors(covered * denied / asked, low, high)


def _at_most(denied: int, asked: int, covered: int, false: int) -> float:
    """How likely at most so many of the doors asked are among the false ones."""
    ways = sum(comb(false, one) * comb(covered - false, asked - one) for one in range(denied + 1))
    return ways / comb(covered, asked)
