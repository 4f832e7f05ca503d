"""The little map above a walking list: doors, the way past them, the outline, a scale bar; in millimetres of paper (pure)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import Geometry

# On paper.
WIDTH, LEAST_HEIGHT, MARGIN = 182.0, 40.0, 7.0
# Of a few doors the map leaves room for all of them on its page; of many it must be large.
MOST_HEIGHT, FEW, HEIGHT_OF_MANY = 86.0, 40, 165.0
# A village of three houses is not drawn as if it were a county.
_LEAST_M = 80.0
_DEGREE_M = 111_195.0
# An outline so many times as large as what is walked is drawn whole.
_AS_LARGE = 1.4
# Of a number beside its dot: what a digit takes, and how far it stands off.
_DIGIT, _TALL, _OFF = 1.25, 2.4, 1.1
# What is taken already, to half a millimetre.
_FINE = 2


@dataclass(frozen=True)
class Dot:
    """A stop on the walk, with the numbers of its first and last door."""

    lat: float
    lon: float
    first: int
    last: int

    @property
    def label(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def draw(dots: Sequence[Dot], outline: Geometry | None) -> dict[str, Any] | None:
    """What the template needs, or None where no door has a position."""
    if not dots:
        return None
    paper = _Paper(dots, outline)
    spots = [paper.spot(dot.lon, dot.lat) for dot in dots]
    labels = _labels(paper, dots, spots)
    return {
        "width": WIDTH,
        "height": paper.height,
        "outline": paper.rings(outline) if outline else [],
        "way": spots,
        "dots": [
            {"at": spot, "first": dot.first, "several": dot.first < dot.last}
            for dot, spot in zip(dots, spots, strict=True)
        ],
        "labels": labels,
        "unlabelled": len(dots) - len(labels),
        "bar": _bar(paper.metres_a_mm),
    }


class _Paper:
    """How the ground lies on the paper: north is up, and a metre is a metre both ways."""

    def __init__(self, dots: Sequence[Dot], outline: Geometry | None) -> None:
        west, east = min(dot.lon for dot in dots), max(dot.lon for dot in dots)
        south, north = min(dot.lat for dot in dots), max(dot.lat for dot in dots)
        self.lat, self.lon = (south + north) / 2, (west + east) / 2
        self._lon_m = _DEGREE_M * math.cos(math.radians(self.lat))
        wide, high = self._size(west, south, east, north)
        # The whole outline where it is about as large as what is walked; else what of it comes into the picture.
        if outline is not None:
            around = shapely.union(outline, shapely.box(west, south, east, north)).bounds
            if max(self._size(*around)) <= _AS_LARGE * max(wide, high):
                wide, high = self._size(*around)
                self.lat, self.lon = (around[1] + around[3]) / 2, (around[0] + around[2]) / 2
        inner = WIDTH - 2 * MARGIN
        most = MOST_HEIGHT if len(dots) <= FEW else HEIGHT_OF_MANY
        self.height = min(most, max(LEAST_HEIGHT, inner * high / wide + 2 * MARGIN))
        self.metres_a_mm = max(wide / inner, high / (self.height - 2 * MARGIN))

    def _size(self, west: float, south: float, east: float, north: float) -> tuple[float, float]:
        return max((east - west) * self._lon_m, _LEAST_M), max((north - south) * _DEGREE_M, _LEAST_M / 2)

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """Where it lies, from the upper left corner."""
        x = WIDTH / 2 + (lon - self.lon) * self._lon_m / self.metres_a_mm
        y = self.height / 2 - (lat - self.lat) * _DEGREE_M / self.metres_a_mm
        return round(x, 2), round(y, 2)

    def rings(self, outline: Geometry) -> list[list[tuple[float, float]]]:
        """The outline's rings, with nothing finer than a pen draws."""
        fine = shapely.simplify(outline, 0.2 * self.metres_a_mm / _DEGREE_M)
        lines = shapely.get_parts(shapely.boundary(fine))
        return [[self.spot(lon, lat) for lon, lat in shapely.get_coordinates(line)] for line in lines]


def _labels(paper: _Paper, dots: Sequence[Dot], spots: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    """Numbers beside as many dots as have room for one: first those by which one finds the others."""
    taken = np.zeros((int(paper.height * _FINE) + 1, int(WIDTH * _FINE) + 1), dtype=bool)
    for x, y in spots:
        _cells(taken, x - 0.5, y - 0.5, 1.0, 1.0)[:] = True
    labels = []
    for number in _by_weight(len(dots)):
        (x, y), text = spots[number], dots[number].label
        wide = _DIGIT * len(text) + 0.4
        for left, top in _beside(x, y, wide):
            cells = _cells(taken, left, top, wide, _TALL)
            if cells.size and _lies_inside(left, top, wide, paper.height) and not cells.any():
                cells[:] = True
                labels.append({"at": (round(left, 2), round(top, 2)), "width": wide, "height": _TALL, "text": text})
                break
    return labels


def _by_weight(count: int) -> list[int]:
    """The first and the last, then every tenth, every fifth, and the rest."""
    weight = {0: 0, count - 1: 0}
    return sorted(
        range(count), key=lambda n: (weight.get(n, 1 if (n + 1) % 10 == 0 else 2 if (n + 1) % 5 == 0 else 3), n)
    )


def _beside(x: float, y: float, wide: float) -> Iterable[tuple[float, float]]:
    middle = y - _TALL / 2
    return (
        (x + _OFF, middle),
        (x - _OFF - wide, middle),
        (x - wide / 2, y - _OFF - _TALL),
        (x - wide / 2, y + _OFF),
    )


def _lies_inside(left: float, top: float, wide: float, height: float) -> bool:
    return left >= 1 and top >= 1 and left + wide <= WIDTH - 1 and top + _TALL <= height - 1


def _cells(taken: np.ndarray[Any, Any], left: float, top: float, wide: float, tall: float) -> Any:
    rows = slice(max(0, int(top * _FINE)), max(0, math.ceil((top + tall) * _FINE)))
    return taken[rows, max(0, int(left * _FINE)) : max(0, math.ceil((left + wide) * _FINE))]


def _bar(metres_a_mm: float) -> dict[str, Any]:
    """A round number of metres that is some 20 to 50 mm long."""
    most = 50 * metres_a_mm
    power = 10 ** math.floor(math.log10(most))
    metres = next(int(step * power) for step in (5, 2, 1) if step * power <= most)
    name = f"{metres // 1000} 公里" if metres >= 1000 and metres % 1000 == 0 else f"{metres} 米"
    return {"mm": round(metres / metres_a_mm, 2), "name": name}
