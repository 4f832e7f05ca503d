"""Made-up signatures: names of characters that a village shares, each written in a hand of its own."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Strokes = list[list[list[int]]]
Glyph = NDArray[np.float64]  # strokes × 4 control points × 2

GLYPHS, SURNAMES = 300, 8
# How far hands differ from the model of a character, and how far one hand from itself; in widths of a character.
BETWEEN_HANDS, WITHIN_HAND = 0.07, 0.025
# Of a hundred people so many draw something simple: a line, a tick, a wave, a ring.
SIMPLE = 0.06


def glyphs(seed: int = 1) -> list[Glyph]:
    """Characters: three to ten strokes, each a curve."""
    rng = np.random.default_rng(seed)
    return [_glyph(rng) for _ in range(GLYPHS)]


def _glyph(rng: Generator) -> Glyph:
    strokes = int(rng.integers(3, 11))
    starts, ways = rng.uniform(0, 1, (strokes, 2)), rng.normal(0, 0.35, (strokes, 2))
    steps = np.linspace(0, 1, 4)[None, :, None]
    bent = rng.normal(0, 0.05, (strokes, 4, 2))
    return np.clip(starts[:, None, :] + ways[:, None, :] * steps + bent, -0.1, 1.1)


_GLYPHS = glyphs()


class Hand:
    """Somebody with a name and a way of writing it."""

    def __init__(self, rng: Generator) -> None:
        given = [int(i) for i in rng.integers(SURNAMES, GLYPHS, int(rng.integers(1, 3)))]
        self.slant, self.tall = rng.normal(0, 0.15), rng.uniform(0.8, 1.3)
        self.control = _simple(rng) if rng.random() < SIMPLE else self._name(rng, [int(rng.integers(SURNAMES)), *given])

    def _name(self, rng: Generator, characters: Sequence[int]) -> list[Glyph]:
        gap = rng.uniform(1.05, 1.4)
        placed = [_GLYPHS[one] + (place * gap, 0.0) for place, one in enumerate(characters)]
        return [glyph + rng.normal(0, BETWEEN_HANDS, glyph.shape) for glyph in placed]

    def sign(self, rng: Generator) -> Strokes:
        """A signature: never twice the same."""
        size, x, y = rng.uniform(50, 90), rng.uniform(5, 40), rng.uniform(5, 25)
        strokes, at = [], 0
        for glyph in self.control:
            for curve in glyph + rng.normal(0, WITHIN_HAND, glyph.shape):
                points = _along(curve, int(rng.integers(6, 14)))
                points[:, 0] += self.slant * points[:, 1]
                points = points * (size, size * self.tall) + (x, y) + rng.normal(0, 0.6, points.shape)
                strokes.append([[round(px), round(py), at + 16 * n] for n, (px, py) in enumerate(points)])
                at += 16 * len(points) + 120
        return strokes


def _simple(rng: Generator) -> list[Glyph]:
    steps = np.linspace(0, 1, 4)
    shape = rng.choice(["line", "tick", "wave", "ring"])
    rows = {
        "line": np.stack([2 * steps, 0.1 * steps], axis=1),
        "tick": np.array([[0, 0.4], [0.3, 0.9], [0.8, 0.3], [1.5, -0.2]]),
        "wave": np.array([[0, 0.5], [0.7, -0.8], [1.3, 1.8], [2, 0.5]]),
        "ring": np.array([[0, 0], [1.4, 0.1], [1.3, 1.3], [0.05, 0.1]]),
    }
    return [(rows[shape] + rng.normal(0, 0.1, (4, 2)))[None]]


def _along(curve: Glyph, points: int) -> Glyph:
    """A cubic curve through its control points' hull."""
    at = np.linspace(0, 1, points)[:, None]
    a, b, c, d = curve
    return a * (1 - at) ** 3 + 3 * b * at * (1 - at) ** 2 + 3 * c * at**2 * (1 - at) + d * at**3


def replayed(rng: Generator, strokes: Strokes) -> Strokes:
    """The same strokes once more, at another place and size, and a little shaken."""
    size, x, y = rng.uniform(0.7, 1.3), rng.uniform(-20, 20), rng.uniform(-10, 10)
    return [
        [[round(px * size + x + rng.normal(0, 0.5)), round(py * size + y + rng.normal(0, 0.5)), at] for px, py, at in s]
        for s in strokes
    ]
