"""The order in which doors are walked: nearest neighbour, improved by 2-opt and or-opt (pure).

Distances are great circles. The walk is open: it begins at a given place and ends wherever the last door is. Doors at one
point, a building's, stay together as they came, floor by floor; those without a position come last, as they came.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float | None, float | None]  # lat, lon in WGS-84

EARTH_M = 6_371_009.0  # as geopy has it
# Nothing is changed for less than a centimetre, so that rounding never decides.
LEAST_M = 0.01
# Doors as near as this are one building: 5 places of a degree are a metre.
_PLACES = 5
# As many doors in a row are moved at once.
_LONGEST_MOVE = 3


class Walk(NamedTuple):
    """The numbers of the points as they are walked, and how many doors each stop on the way has."""

    order: list[int]
    stops: list[int]  # without those that have no position


def walk(points: Sequence[Point], start: Point = (None, None)) -> Walk:
    """Order these doors, which come by address; from a start, else from the first that has a position."""
    stops: dict[tuple[float, float], list[int]] = {}
    lost: list[int] = []
    for number, (lat, lon) in enumerate(points):
        if lat is None or lon is None:
            lost.append(number)
        else:
            stops.setdefault((round(lat, _PLACES), round(lon, _PLACES)), []).append(number)
    doors = list(stops.values())
    line = _shortened(_nearest(_on_the_globe([points[stop[0]] for stop in doors]), _on_the_globe([start])))
    return Walk([door for stop in line for door in doors[stop]] + lost, [len(doors[stop]) for stop in line])


def length_m(points: Sequence[Point]) -> float:
    """How long a walk past these points is."""
    return float(_legs(_on_the_globe(points)).sum())


class _Line:
    """Stops in a row: their numbers, where they lie, and how far each is from the next."""

    def __init__(self, stops: list[int], places: Floats) -> None:
        self.stops, self.places = np.array(stops, dtype=np.intp), places[stops]
        self.legs = _legs(self.places)

    def take(self, order: NDArray[np.intp]) -> None:
        """Put them in another order."""
        self.stops, self.places = self.stops[order], self.places[order]
        self.legs = _legs(self.places)

    def turn(self, first: int, last: int) -> None:
        """Walk a part of it the other way round."""
        for row in (self.stops, self.places):
            row[first : last + 1] = row[first : last + 1][::-1].copy()
        near, far = max(0, first - 1), min(len(self.stops), last + 2)
        self.legs[near : far - 1] = _legs(self.places[near:far])


def _nearest(places: Floats, start: Floats) -> _Line:
    """Always on to the nearest stop that is left; of several as near, to the first."""
    left = np.ones(len(places), dtype=bool)
    line: list[int] = []
    here = start[0] if len(start) else None
    for _ in range(len(places)):
        stop = 0 if here is None else int(np.where(left, _metres(places, here), np.inf).argmin())
        left[stop], here = False, places[stop]
        line.append(stop)
    return _Line(line, places)


def _shortened(line: _Line) -> list[int]:
    """The same, until neither turning a part round nor moving one makes it shorter. The first stop stays."""
    while _untangle(line) or _move(line):
        pass
    return [int(stop) for stop in line.stops]


def _untangle(line: _Line) -> bool:
    """2-opt: wherever it is shorter, walk a part the other way round. Whether anything was changed."""
    changed, end = False, len(line.stops)
    for first in range(1, end - 1):
        before, here, legs = line.places[first - 1], line.places[first], line.legs
        # For each stop after this one that the part may end with.
        longer = _metres(line.places[first + 1 :], before) - legs[first - 1]
        longer[:-1] += _metres(line.places[first + 2 :], here) - legs[first + 1 :]
        best = int(longer.argmin())
        if longer[best] < -LEAST_M:
            line.turn(first, first + 1 + best)
            changed = True
    return changed


def _move(line: _Line) -> bool:
    """Or-opt: wherever it is shorter, walk up to three stops elsewhere on the way. Whether anything was changed."""
    changed = False
    for count in range(1, _LONGEST_MOVE + 1):
        for first in range(1, len(line.stops) - count + 1):
            changed |= _move_part(line, first, first + count)
    return changed


def _move_part(line: _Line, first: int, after: int) -> bool:
    """Move a part, from `first` until before `after`, to where it makes the line shortest."""
    places, legs, is_last = line.places, line.legs, after == len(line.stops)
    head, tail = places[first], places[after - 1]
    saved = legs[first - 1]
    if not is_last:
        saved += legs[after - 1] - _metres(places[first - 1 : first], places[after])[0]
    if saved <= LEAST_M:
        return False
    # Behind each of the others, as it is or turned round; behind the last of them nothing follows.
    to_head = _metres(places, head)
    to_tail = to_head if after == first + 1 else _metres(places, tail)
    straight, turned = to_head.copy(), to_tail.copy()
    straight[:-1] += to_tail[1:] - legs
    turned[:-1] += to_head[1:] - legs
    added = np.minimum(straight, turned)
    added[first - 1 : after] = np.inf
    behind = int(added.argmin())
    if added[behind] - saved >= -LEAST_M:
        return False
    part = np.arange(first, after)
    rest = np.delete(np.arange(len(line.stops)), part)
    where = behind + 1 if behind < first else behind + 1 - len(part)
    line.take(np.insert(rest, where, part if straight[behind] <= turned[behind] else part[::-1]))
    return True


def _on_the_globe(points: Sequence[Point]) -> Floats:
    """Where points lie, in metres from the middle of the earth; without those that have no position."""
    known = [point for point in points if None not in point]
    lat, lon = np.radians(np.array(known, dtype=np.float64).reshape(-1, 2)).T
    return EARTH_M * np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _legs(places: Floats) -> Floats:
    return _metres(places[1:], places[:-1])


def _metres(places: Floats, other: Floats) -> Floats:
    """Great circles, from the straight line through the earth."""
    apart = places - other
    chord = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    arc: Floats = 2 * EARTH_M * np.arcsin(chord / (2 * EARTH_M))
    return arc
