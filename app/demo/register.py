"""The demo county's households, village by village and grid by grid (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from random import Random
from uuid import UUID

from app.codes import NO_GRID
from app.demo import land, people
from app.demo.doors import Door, lay_out
from app.demo.ids import id_at

DOORS_A_GRID = 115
FEWEST_GRIDS, MOST_GRIDS = 3, 8
# Of a hundred doors: so many on the register without a position, so many new ones without a grid.
_WITHOUT_POSITION, _WITHOUT_GRID = 0.03, 0.004


@dataclass(frozen=True)
class House:
    """One household to be."""

    id: UUID
    number: int
    division_code: str
    kind: str
    title: str | None
    householder: str
    phone: str | None
    address: str
    lat: float | None
    lon: float | None
    residents_count: int | None

    @property
    def door_code(self) -> str:
        """Its 户号: the village's part of the code, then a running number."""
        return f"{self.division_code[6:12]}{self.number:04}"


@dataclass(frozen=True)
class Grid:
    """A grid to be, with its doors."""

    code: str
    name: str
    houses: list[House]


@dataclass(frozen=True)
class Village:
    """A village with its grids; `name` as people say it."""

    code: str
    name: str
    grids: list[Grid]

    @property
    def houses(self) -> Iterator[House]:
        for grid in self.grids:
            yield from grid.houses


def make_register(rng: Random, villages: Sequence[tuple[str, str]], households: int, at: datetime) -> list[Village]:
    """So many households over these (code, official name) villages; ids as if made at an instant."""
    grounds = land.place_villages(rng, list(villages))
    shares = _shares(rng, [name for _, name in villages], households)
    return [_village(rng, code, grounds[code], share, at) for (code, _), share in zip(villages, shares, strict=True)]


def _shares(rng: Random, names: list[str], total: int) -> list[int]:
    """How many doors each village has: neighbourhoods more, and the sum exactly the total."""
    weights = [rng.uniform(1.3, 1.9) if land.is_urban(name) else rng.uniform(0.55, 1.35) for name in names]
    edges = [0.0]
    for weight in weights:
        edges.append(edges[-1] + weight)
    marks = [round(total * edge / edges[-1]) for edge in edges]
    return [after - before for before, after in pairwise(marks)]


def _village(rng: Random, code: str, ground: land.Ground, doors: int, at: datetime) -> Village:
    count = min(max(round(doors / DOORS_A_GRID), FEWEST_GRIDS), MOST_GRIDS)
    patches = lay_out(rng, ground, count, doors)
    number = 0
    grids = []
    for order, patch in enumerate(patches, 1):
        grid_code = f"{code}{order:03}"
        houses = []
        for door in patch.doors:
            number += 1
            place = code + NO_GRID if rng.random() < _WITHOUT_GRID else grid_code
            houses.append(_house(rng, number, place, door, at))
        grids.append(Grid(grid_code, patch.name, houses))
    return Village(code, ground.name, grids)


def _house(rng: Random, number: int, division_code: str, door: Door, at: datetime) -> House:
    kind = _kind(rng, door)
    householder = people.person(rng)
    lat, lon = (None, None) if rng.random() < _WITHOUT_POSITION else land.to_degrees(door.spot)
    return House(
        id=id_at(rng, at),
        number=number,
        division_code=division_code,
        kind=kind,
        title=_title(rng, kind, householder),
        householder=householder,
        phone=people.phone(rng) if rng.random() < 0.88 else None,
        address=door.address,
        lat=lat,
        lon=lon,
        residents_count=rng.choice((1, 2, 2, 3, 3, 4, 5)) if kind == "family" else None,
    )


def _kind(rng: Random, door: Door) -> str:
    # Shops and works stand on main roads: together some 8 % of all doors.
    draw = rng.random()
    if door.is_on_main_road:
        return "merchant" if draw < 0.16 else "enterprise" if draw < 0.20 else "family"
    return "merchant" if draw < 0.008 else "enterprise" if draw < 0.016 else "family"


def _title(rng: Random, kind: str, householder: str) -> str | None:
    if kind == "merchant":
        return people.shop(rng, householder)
    return people.works(rng) if kind == "enterprise" else None
