"""Points as a Mapbox Vector Tile (specification 2.1), encoded by numpy (pure).

A number in a tile takes as few bytes as it needs, which only a loop can tell. Here each takes two, which the format
allows: every feature is then equally long, and all of them are one array of bytes.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LAYER = "doors"
EXTENT = 4096
_Bytes = NDArray[np.uint8]
_Numbers = NDArray[np.int64]
# The fields of a layer (2: features, 3: keys, 4: values, 5: extent, 15: version), each before its length or number.
_NAME, _FEATURE, _KEY, _VALUE, _SIZE, _VERSION = b"\x0a", b"\x12", b"\x1a", b"\x22", b"\x28", b"\x78"
# Ten bytes of tags (two pairs of two), then: a point, then one step to x, y from the corner.
_SHAPE = bytes([0x12, 8, 0x80, 0, 0, 0, 0x81, 0, 0, 0, 0x18, 1, 0x22, 5, 9, 0, 0, 0, 0])
MOST = 1 << 14  # what two bytes can say


def tile(x: _Numbers, y: _Numbers, states: _Numbers, counts: _Numbers, names: Sequence[str]) -> bytes:
    """One layer of points with `state`, by its place among the names, and `n`; x and y from the north-west corner."""
    numbers, place = np.unique(counts, return_inverse=True)
    features = _features(x, y, states, place.reshape(-1) + len(names))
    said = [*(b"\x0a" + _framed(name.encode()) for name in names), *(b"\x28" + _varint(int(n)) for n in numbers)]
    layer = [
        _VERSION + b"\x02",
        _NAME + _framed(LAYER.encode()),
        *(_KEY + _framed(key) for key in (b"state", b"n")),
        *(_VALUE + _framed(value) for value in said),
        _SIZE + _varint(EXTENT),
        features.tobytes(),
    ]
    return _KEY + _framed(b"".join(layer))  # field 3 of a tile: a layer


def _features(x: _Numbers, y: _Numbers, states: _Numbers, places: _Numbers) -> _Bytes:
    rows = np.empty((len(x), 2 + len(_SHAPE)), np.uint8)
    rows[:] = np.frombuffer(_FEATURE + bytes([len(_SHAPE)]) + _SHAPE, np.uint8)
    # Where each number stands in a row; steps are zigzag-coded, so that they could go back.
    for at, values in ((6, states), (10, places), (17, x << 1), (19, y << 1)):
        rows[:, at] = (values & 0x7F) | 0x80
        rows[:, at + 1] = values >> 7
    return rows


def _framed(data: bytes) -> bytes:
    return _varint(len(data)) + data


def _varint(number: int) -> bytes:
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])
