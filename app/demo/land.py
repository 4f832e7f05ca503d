"""Where the demo county's towns and villages lie, in metres around its seat (pure)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

Spot = tuple[float, float]

SEAT_LON, SEAT_LAT = 118.540, 30.290
METRES_A_DEGREE_LAT = 111_320
METRES_A_DEGREE_LON = METRES_A_DEGREE_LAT * math.cos(math.radians(SEAT_LAT))

# Roughly where each town is seen from the seat, so that the map has the county's proportions.
_TOWNS: dict[str, Spot] = {
    "341825100000": (0, 0),
    "341825101000": (-3_600, 6_800),
    "341825102000": (-8_600, 12_400),
    "341825103000": (-10_800, -2_400),
    "341825104000": (-14_800, -8_600),
    "341825105000": (9_000, 5_000),
    "341825106000": (-11_200, 4_800),
    "341825107000": (-1_400, 14_000),
    "341825108000": (2_200, -7_800),
    "341825109000": (9_200, 13_000),
}
_TOWN_REACH_M = 6_200
_SEAT_REACH_M = 1_500
_HAMLETS_REACH_M = 1_500
_STREETS_REACH_M = 420
_TRIES = 60


@dataclass(frozen=True)
class Ground:
    """Where a village lies, how far it reaches, and whether it has streets."""

    name: str
    centre: Spot
    reach: float
    urban: bool


def to_degrees(spot: Spot) -> tuple[float, float]:
    """(lat, lon) in WGS-84, to the six decimals a phone gives."""
    x, y = spot
    return round(SEAT_LAT + y / METRES_A_DEGREE_LAT, 6), round(SEAT_LON + x / METRES_A_DEGREE_LON, 6)


def is_urban(village_name: str) -> bool:
    """Whether people live in streets and blocks there."""
    return village_name.endswith("居委会")


def place_villages(rng: Random, villages: list[tuple[str, str]]) -> dict[str, Ground]:
    """The ground of each (code, official name): neighbourhoods close to their town, villages spread around it."""
    placed: dict[str, Spot] = {}
    for code, name in villages:
        town = code[:9] + "000"
        reach = _SEAT_REACH_M if is_urban(name) else _TOWN_REACH_M
        candidates = [_around(rng, _TOWNS[town], reach) for _ in range(_TRIES)]
        own = [spot for spot in candidates if _nearest_town(spot) == town]
        placed[code] = max(own, key=lambda spot: _room(spot, placed.values()))
    return {code: _ground(code, name, placed) for code, name in villages}


def _ground(code: str, name: str, placed: dict[str, Spot]) -> Ground:
    # Less than half the way to the next village, or their hamlets would mix.
    others = [spot for other, spot in placed.items() if other != code]
    reach = min(_STREETS_REACH_M if is_urban(name) else _HAMLETS_REACH_M, 0.42 * _room(placed[code], others))
    spoken = name.replace("居委会", "社区").replace("村委会", "村")
    return Ground(spoken, placed[code], reach, is_urban(name))


def _around(rng: Random, centre: Spot, reach: float) -> Spot:
    angle, distance = rng.uniform(0, math.tau), reach * math.sqrt(rng.random())
    return centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)


def _nearest_town(spot: Spot) -> str:
    return min(_TOWNS, key=lambda town: math.dist(_TOWNS[town], spot))


def _room(spot: Spot, others: Iterable[Spot]) -> float:
    return min((math.dist(spot, other) for other in others), default=math.inf)
