"""How far apart made-up signatures are: of one hand, replayed, and of different people."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from app.grades import thresholds as t
from app.grades.shapes import Shape, distances, shape_of
from tests.grades.pens import Hand, replayed

HANDS = 6_000


@dataclass(frozen=True)
class Measured:
    """How many of how many were taken for alike."""

    compared: int  # pairs of different people with as many strokes
    pairs: int  # all pairs of different people
    taken: int
    same_hand: float  # of pairs of one hand
    replayed: float
    shapeless: float  # of all signatures: too simple to be compared


def measure(hands: int = HANDS, seed: int = 11) -> Measured:
    """Each with each, and each with itself written again and replayed."""
    rng = np.random.default_rng(seed)
    people = [Hand(rng) for _ in range(hands)]
    signed = [person.sign(rng) for person in people]
    shapes = [shape_of(one) for one in signed]
    by_strokes: dict[int, list[Shape]] = defaultdict(list)
    for shape in shapes:
        if shape is not None:
            by_strokes[len(shape)].append(shape)
    apart = [distances(some)[np.triu_indices(len(some), 1)] for some in by_strokes.values()]
    some = [number for number, shape in enumerate(shapes) if shape is not None][:2_000]
    again = [_is_alike(shapes[i], shape_of(people[i].sign(rng))) for i in some]
    copied = [_is_alike(shapes[i], shape_of(replayed(rng, signed[i]))) for i in some]
    return Measured(
        compared=sum(map(len, apart)),
        pairs=hands * (hands - 1) // 2,
        taken=int(sum((one < t.ALIKE).sum() for one in apart)),
        same_hand=float(np.mean(again)),
        replayed=float(np.mean(copied)),
        shapeless=sum(shape is None for shape in shapes) / hands,
    )


def _is_alike(one: Shape | None, other: Shape | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return False
    return bool(distances([one, other])[0, 1] < t.ALIKE)


def figures() -> str:
    """All of it in words."""
    came = measure()
    return (
        f"simulated signatures of {HANDS:,} people; {came.shapeless:.1%} are too simple to be compared\n"
        f"different people: of {came.pairs:,} pairs {came.compared:,} have as many strokes, {came.taken:,} were taken for alike"
        f" ({came.taken / came.pairs:.1e} of all pairs)\n"
        f"one hand, the same name again: {came.same_hand:.1%} alike\nthe same strokes replayed: {came.replayed:.1%} alike"
    )
