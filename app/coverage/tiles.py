"""Doors as vector tiles: one dot for what stands in one place, with its true number."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from app.coverage import mvt
from app.coverage.doormap import DoorMap, Doors
from app.coverage.mercator import BITS, stretch
from app.coverage.mvt import EXTENT
from app.households.models import STATES
from app.visits.doors import Wanted

MIN_ZOOM, MAX_ZOOM = 5, 20
# A tile is shown on 256 points of the screen. Farther out than this one pixel of a sharp screen is one place.
_APART_ZOOM = 17
_PIXEL_BITS = 3
# At 21 bytes each, a tile stays under 500 KB.
MOST_DOTS = 20_000
_EXTENT_BITS = EXTENT.bit_length() - 1


@dataclass(frozen=True)
class Tile:
    """The doors of one tile, and which of them share a dot."""

    doors: Doors
    x: NDArray[np.int64]  # from its north-western corner, in 4,096ths
    y: NDArray[np.int64]
    dot: NDArray[np.int64]  # the number of the dot that stands for it
    first: NDArray[np.int64]  # of each dot: the door it is drawn at
    counts: NDArray[np.int64]


def cut(door_map: DoorMap, wanted: Wanted, z: int, x: int, y: int) -> Tile:
    """The doors of a tile; dots are put together until they are few enough, and none is left out."""
    found = door_map.doors().stretch(*stretch(z, x, y)).within(wanted.scope, wanted.kind)
    shift = np.uint64(BITS - _EXTENT_BITS - z)
    across, down = ((one >> shift).astype(np.int64) & (EXTENT - 1) for one in (found.x, found.y))
    coarse = 0 if z >= _APART_ZOOM else _PIXEL_BITS
    while True:
        place = (down >> coarse << _EXTENT_BITS | across >> coarse) * len(STATES) + found.state
        _, first, dot, counts = np.unique(place, return_index=True, return_inverse=True, return_counts=True)
        if len(first) <= MOST_DOTS:
            return Tile(found, across, down, dot.reshape(-1), first, counts)
        coarse += 1


def encode(tile: Tile) -> bytes:
    """The tile as the map reads it: each dot with its state and how many doors it stands for."""
    first = tile.first
    states = tile.doors.state[first].astype(np.int64)
    return mvt.tile(tile.x[first], tile.y[first], states, tile.counts, STATES)


def behind(tile: Tile, x: int, y: int) -> list[UUID]:
    """The doors of every state that the dots drawn at this point of a tile stand for."""
    drawn = np.flatnonzero((tile.x[tile.first] == x) & (tile.y[tile.first] == y))
    return tile.doors.where(np.isin(tile.dot, drawn)).uuids()
