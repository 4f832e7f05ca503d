"""A village's doors: hamlets along lanes, or streets with blocks of flats in a town (pure)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from app.demo.land import Ground, Spot

_HAMLETS = (  # noqa: SIM905 - a row of words reads better than a row of quotes
    "上庄 下庄 东头 西头 前村 后村 桥头 河边 塘口 岭脚 坞里 山下 新屋 老屋 大坦 田畈 石桥 竹园 樟树 茶亭 "
    "祠堂 柏树 沙洲 水碓 横路 井边 枫树 油坊 外庄 里庄"
).split()
_STREETS = (  # noqa: SIM905
    "和平路 新桥路 河滨路 文昌街 东山路 桃源路 学府路 梓阳路 西湖巷 书院巷 城隍街 梅溪路 "
    "北门街 西门巷 建设路 凤凰路 徽水路 龙门巷"
).split()
_ESTATES = "滨河花园 翠竹苑 阳光小区 丽景苑 东方新村 锦绣家园 书香苑 山水城".split()  # noqa: SIM905
_PLOT_M = 17
_FLOORS, _UNITS = 6, 3


@dataclass(frozen=True)
class Door:
    """Where a door is, in words and on the ground."""

    address: str
    spot: Spot
    is_on_main_road: bool


@dataclass(frozen=True)
class Patch:
    """The doors of one grid."""

    name: str
    doors: list[Door]


def lay_out(rng: Random, ground: Ground, grids: int, doors: int) -> list[Patch]:
    """So many doors in so many grids, each grid a part of the village one can walk."""
    hamlets = _hamlets(rng, ground.centre, ground.reach, 2 * grids)
    names = rng.sample(_STREETS if ground.urban else _HAMLETS, 2 * grids)
    patches = []
    for number in range(grids):
        share = doors * (number + 1) // grids - doors * number // grids
        parts = [(share + 1) // 2, share // 2]
        laid: list[Door] = []
        for part, wanted in enumerate(parts):
            place = 2 * number + part
            walk = _street if ground.urban else _hamlet
            laid += islice(walk(rng, names[place], hamlets[place]), wanted)
        patches.append(Patch(f"第{number + 1}网格", laid))
    return patches


def _hamlets(rng: Random, centre: Spot, reach: float, count: int) -> list[Spot]:
    """Spots around a centre, in the order of a walk around it, so that neighbours share a grid."""
    spots: list[Spot] = [centre]
    while len(spots) < count:
        candidates = [_near(rng, centre, reach) for _ in range(12)]
        spots.append(max(candidates, key=lambda spot: min(math.dist(spot, other) for other in spots)))
    return sorted(spots, key=lambda spot: math.atan2(spot[1] - centre[1], spot[0] - centre[0]))


def _near(rng: Random, centre: Spot, reach: float) -> Spot:
    angle, distance = rng.uniform(0, math.tau), reach * math.sqrt(rng.random())
    return centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)


def _hamlet(rng: Random, name: str, spot: Spot) -> Iterator[Door]:
    """Houses on both sides of bending lanes, numbered as they come; never runs out."""
    number = 0
    while True:
        heading, (x, y) = rng.uniform(0, math.tau), _near(rng, spot, 90)
        is_main = number == 0
        for _ in range(rng.randint(6, 13)):
            heading += rng.gauss(0, 0.12)
            x, y = x + _PLOT_M * math.cos(heading), y + _PLOT_M * math.sin(heading)
            for side in (-1, 1):
                number += 1
                yield Door(f"{name}组{number}号", _beside(rng, (x, y), heading, side), is_main)


def _street(rng: Random, name: str, spot: Spot) -> Iterator[Door]:
    """Shops and houses along a street, then blocks of flats behind it; never runs out."""
    heading, (x, y) = rng.uniform(0, math.tau), spot
    for plot in range(10):
        x, y = x + _PLOT_M * math.cos(heading), y + _PLOT_M * math.sin(heading)
        for side in (-1, 1):
            yield Door(f"{name}{2 * plot + (side + 3) // 2}号", _beside(rng, (x, y), heading, side), True)
    estate, block = rng.choice(_ESTATES), 0
    while True:
        block += 1
        front = _near(rng, spot, 170)
        for unit in range(1, _UNITS + 1):
            for floor in range(1, _FLOORS + 1):
                for side in (1, 2):
                    address = f"{name}{estate}{block}幢{unit}单元{floor}0{side}室"
                    yield Door(address, (front[0] + 14 * unit, front[1]), False)


def _beside(rng: Random, spot: Spot, heading: float, side: int) -> Spot:
    away = side * rng.uniform(8, 14)
    return (
        spot[0] - away * math.sin(heading) + rng.gauss(0, 2),
        spot[1] + away * math.cos(heading) + rng.gauss(0, 2),
    )
