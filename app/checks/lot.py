"""Drawing doors by lot, so that anybody who is told the seed can draw them again, in any language (pure).

Each door's lot is the SHA-256 of the seed and its id, read as a fraction: nobody knows the seed before the draw, so nobody
can choose a door's lot. In the order of their lots all covered doors are the random part; its first doors are asked at and
the next ones stand in for those where nobody was met. The part by risk is drawn apart, each door with a chance that grows
with its weight (Efraimidis and Spirakis: the greatest u^(1/weight) first). Only the random part judges the village; the
other is there to find.
"""

import hashlib
from collections.abc import Iterable, Mapping
from uuid import UUID


def by_lot(seed: str, doors: Iterable[UUID]) -> list[UUID]:
    """All of these doors in the order of their lots."""
    return sorted(doors, key=lambda door: _lot(f"{seed}|lot|{door}"))


def by_risk(seed: str, weights: Mapping[UUID, float], size: int) -> list[UUID]:
    """So many of these doors, heavy ones rather than light ones."""
    keys = {door: _lot(f"{seed}|risk|{door}") ** (1 / weight) for door, weight in weights.items()}
    return sorted(keys, key=lambda door: (-keys[door], door))[:size]


def _lot(words: str) -> float:
    """A number from 0 to 1 that nobody chose."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big") / 2**64
