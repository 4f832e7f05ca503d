"""Door tiles of one county: the first, which has the doors read; the fullest; a thousand anywhere."""

from dataclasses import dataclass
from random import Random

import numpy as np
from flask import Flask
from sqlalchemy import select

from app.coverage import mvt
from app.coverage.mercator import BITS, steps
from app.db import db, is_sqlite
from app.households.models import STATES, Household
from tests.bench.figures import Measured, by_turns
from tests.person import Person

TURNS = 11
_RANDOM_TILES = 1_000
_FULL = 50_000
_FARTHEST, _NEAREST = 8, 18


@dataclass(frozen=True)
class Spot:
    """A tile, and how many doors lie in it."""

    z: int
    x: int
    y: int
    doors: int = 0


def tiles(app: Flask, desk: Person) -> list[Measured]:
    """Through HTTP, beside the encoder given as many points that lie in arrays already."""
    app.extensions.pop("door_maps", None)
    processor = is_sqlite()
    first = by_turns({"first": lambda: _size(desk, Spot(_NEAREST, 1, 1))}, 1, processor=processor)["first"]
    across, down = _doors()
    full = _nearest_to(_FULL, across, down)
    points = _points(full.doors)
    taken = by_turns(
        {"tile": lambda: _size(desk, full), "bare": lambda: mvt.tile(*points, STATES)}, TURNS, processor=processor
    )
    rng, times, sizes = Random(7), [], [_size(desk, full)]
    for _ in range(_RANDOM_TILES):
        door, z = rng.randrange(len(across)), rng.randint(_FARTHEST, _NEAREST)
        spot = Spot(z, int(across[door]) >> (BITS - z), int(down[door]) >> (BITS - z))
        times.append(by_turns({"tile": lambda: sizes.append(_size(desk, spot))}, 1, processor=processor)["tile"])  # noqa: B023
    p95 = sorted(times)[int(_RANDOM_TILES * 0.95)]
    return [
        Measured(f"a tile with {full.doors:,} doors in it", taken["tile"], taken["bare"], 30),
        Measured("p95 of 1,000 random tiles, zoom 8 to 18", p95, None, 50),
        Measured("the largest of all these", max(sizes) / 1000, None, 500, "KB"),
        Measured("the first tile of a process, which reads the doors", first),
    ]


def _size(desk: Person, spot: Spot) -> int:
    answer = desk.get(f"/tiles/doors/{spot.z}/{spot.x}/{spot.y}.mvt")
    assert answer.status_code == 200
    return len(answer.data)


def _doors() -> tuple[np.ndarray, np.ndarray]:
    found = db.session.connection().execute(select(Household.lat, Household.lon).where(Household.lat.is_not(None)))
    lat, lon = np.array(found.all()).T
    db.session.rollback()
    return steps(lat, lon)


def _nearest_to(number: int, across: np.ndarray, down: np.ndarray) -> Spot:
    """The tile that holds most nearly so many doors."""
    found = []
    for z in range(_FARTHEST, _NEAREST):
        shift = np.uint64(BITS - z)
        places, doors = np.unique((across >> shift << np.uint64(BITS)) | (down >> shift), return_counts=True)
        at = int(np.argmin(np.abs(doors - number)))
        found.append(Spot(z, int(places[at]) >> BITS, int(places[at]) & (2**BITS - 1), int(doors[at])))
    return min(found, key=lambda spot: abs(spot.doors - number))


def _points(number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    x, y = rng.integers(0, 4096, (2, number))
    return x, y, rng.integers(0, 3, number), np.ones(number, np.int64)
