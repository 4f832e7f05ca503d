"""Drawing doors by lot, so that anybody who is told the seed can draw them again (pure).

Python's own generator of random numbers, from a seed kept with the round: the order of all covered doors by lot is the
random part, its first doors are asked at and the next ones stand in for those where nobody was met. The part by risk is
drawn apart from the rest of the doors, each with a chance that grows with its weight (Efraimidis and Spirakis: the
greatest u^(1/weight) first). Only the random part judges the village; the other is there to find.
"""

from collections.abc import Mapping, Sequence
from random import Random
from uuid import UUID


def by_lot(seed: str, doors: Sequence[UUID]) -> list[UUID]:
    """All of these doors in random order, the same for the same doors whatever order they are given in."""
    drawn = sorted(doors)
    Random(f"{seed} random").shuffle(drawn)  # noqa: S311  a lot, not a secret; nobody knows the seed before the draw
    return drawn


def by_risk(seed: str, weights: Mapping[UUID, float], size: int) -> list[UUID]:
    """So many of these doors, heavy ones rather than light ones."""
    chance = Random(f"{seed} risk")  # noqa: S311
    keys = {door: chance.random() ** (1 / weights[door]) for door in sorted(weights)}
    return sorted(keys, key=lambda door: (-keys[door], door))[:size]
