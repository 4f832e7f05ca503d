"""A handful of made-up signatures: the pen's strokes and the picture of them (pure)."""

import hashlib
import json
import math
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from random import Random

WIDTH, HEIGHT = 240, 96
Strokes = list[list[list[int]]]


@dataclass(frozen=True)
class Signature:
    """What a finger drew."""

    strokes: str
    png: bytes
    sha256: str


def make_signatures(rng: Random, count: int) -> list[Signature]:
    """So many different ones."""
    return [_make(rng) for _ in range(count)]


def _make(rng: Random) -> Signature:
    strokes = [_stroke(rng, number) for number in range(rng.randint(9, 12))]
    png = _png(_ink(strokes))
    return Signature(json.dumps(strokes, separators=(",", ":")), png, hashlib.sha256(png).hexdigest())


def _stroke(rng: Random, number: int) -> list[list[int]]:
    """A short curve of [x, y, milliseconds]."""
    # Three strokes to a character, across or down as a brush goes.
    x, y = 22 + 52 * (number // 3) + rng.uniform(-4, 16), rng.uniform(18, 48)
    heading = rng.choice((-0.15, 0.1, 1.2, 1.6, 2.2))
    points, milliseconds = [], 400 * number
    for _ in range(rng.randint(5, 8)):
        heading += rng.uniform(-0.25, 0.25)
        x, y = x + 6 * math.cos(heading), y + 6 * math.sin(heading)
        milliseconds += rng.randint(14, 22)
        points.append([min(max(round(x), 3), WIDTH - 4), min(max(round(y), 3), HEIGHT - 4), milliseconds])
    return points


def _ink(strokes: Strokes) -> list[bytearray]:
    rows = [bytearray(b"\xff" * WIDTH) for _ in range(HEIGHT)]
    for stroke in strokes:
        for (x0, y0, _), (x1, y1, _) in pairwise(stroke):
            for step in range(9):
                x, y = x0 + (x1 - x0) * step // 8, y0 + (y1 - y0) * step // 8
                for row in rows[y - 1 : y + 2]:
                    row[x - 1 : x + 2] = b"\x10\x10\x10"
    return rows


def _png(rows: list[bytearray]) -> bytes:
    """An 8-bit grey PNG."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
