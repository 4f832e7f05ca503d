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
    """The doors of one tile, and the dots that stand for them."""

    doors: Doors
    x: NDArray[np.int64]  # of each door, from the tile's north-western corner, in 4,096ths
    y: NDArray[np.int64]
    coarse: int  # how many bits of x and y doors may differ in and still share a dot
    dots: NDArray[np.int64]  # the place of each dot, times the number of states, plus its state
    counts: NDArray[np.int64]  # how many doors each stands for


def cut(door_map: DoorMap, wanted: Wanted, z: int, x: int, y: int) -> Tile:
    """The doors of a tile; dots are put together until they are few enough, and none is left out."""
    found = door_map.doors().stretch(*stretch(z, x, y)).within(wanted.scope, wanted.kind)
    shift = np.uint64(BITS - _EXTENT_BITS - z)
    across, down = ((one >> shift).astype(np.int64) & (EXTENT - 1) for one in (found.x, found.y))
    coarse = 0 if z >= _APART_ZOOM else _PIXEL_BITS
    while True:
        places = (down >> coarse << _EXTENT_BITS) | (across >> coarse)
        dots, counts = np.unique(places * len(STATES) + found.state, return_counts=True)
        if len(dots) <= MOST_DOTS:
            return Tile(found, across, down, coarse, dots, counts)
        coarse += 1


def encode(tile: Tile) -> bytes:
    """The tile as the map reads it: each dot with its state and how many doors it stands for."""
    places, states = np.divmod(tile.dots, len(STATES))
    half = (1 << tile.coarse) // 2
    x, y = places & (EXTENT - 1), places >> _EXTENT_BITS
    return mvt.tile((x << tile.coarse) + half, (y << tile.coarse) + half, states, tile.counts, STATES)


def behind(tile: Tile, x: int, y: int) -> list[UUID]:
    """The doors that the dots at this point of a tile stand for, whatever their state."""
    here = (tile.x >> tile.coarse == x >> tile.coarse) & (tile.y >> tile.coarse == y >> tile.coarse)
    return tile.doors.where(here).uuids()
