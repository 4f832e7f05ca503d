"""Web-mercator in whole numbers, and the order in which the doors of any tile lie side by side (pure)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.uint64]
# The world is 2^32 steps wide and high: a centimetre each at the equator.
BITS = 32
_WORLD = 1 << BITS
# Spreads 32 bits so that the other half finds room between them.
_SPREAD = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def steps(lat: Floats, lon: Floats) -> tuple[Whole, Whole]:
    """Degrees (WGS-84) as steps from the west and from the north; what lies beyond the map is put on its edge."""
    across = (lon + 180.0) / 360.0
    down = (1.0 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2.0
    return _whole(across), _whole(down)


def _whole(share: Floats) -> Whole:
    return np.clip(share * _WORLD, 0, _WORLD - 1).astype(np.uint64)


def morton(x: Whole, y: Whole) -> Whole:
    """The bits of x and y by turns (Z-order, G. M. Morton 1966): each tile of each zoom is one stretch of it."""
    return _spread(x) | (_spread(y) << np.uint64(1))


def _spread(values: Whole) -> Whole:
    for shift, mask in _SPREAD:
        values = (values | (values << np.uint64(shift))) & np.uint64(mask)
    return values


def stretch(z: int, x: int, y: int) -> tuple[int, int]:
    """The first number in Z-order that lies in a tile, and the last."""
    corner: Any = morton(np.array([x], np.uint64), np.array([y], np.uint64))[0]
    shift = 2 * (BITS - z)
    first = int(corner) << shift
    return first, first + (1 << shift) - 1
