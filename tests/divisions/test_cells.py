"""Outlines made from doors tile the land: no gap between neighbours, no overlap (pure)."""

from random import Random

import pytest
import shapely
from shapely import Geometry, Point

from app.divisions.cells import make_outlines

Doors = list[tuple[str, float, float]]


def village(code: str, lon: float, lat: float, doors: int = 200) -> Doors:
    rng = Random(code)
    return [(code, lon + rng.gauss(0, 0.004), lat + rng.gauss(0, 0.004)) for _ in range(doors)]


@pytest.fixture(scope="module")
def doors() -> Doors:
    return [
        door
        for number in range(12)
        for door in village(f"34182510{number:04}", 118.5 + 0.03 * (number % 4), 30.2 + 0.03 * (number // 4))
    ]


@pytest.fixture(scope="module")
def shapes(doors: Doors) -> dict[str, Geometry]:
    return make_outlines(doors)


def test_every_village_gets_an_outline(shapes: dict[str, Geometry]) -> None:
    assert len(shapes) == 12
    assert all(shape.is_valid and shape.area > 0 for shape in shapes.values())


def test_neighbours_share_their_border_and_nothing_else(shapes: dict[str, Geometry]) -> None:
    held = list(shapes.values())
    whole = shapely.union_all(held)

    assert sum(shape.area for shape in held) == pytest.approx(whole.area, rel=1e-6)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0


def test_nearly_every_door_lies_in_its_own_village(shapes: dict[str, Geometry], doors: Doors) -> None:
    inside = sum(shapes[code].contains(Point(lon, lat)) for code, lon, lat in doors)

    assert inside / len(doors) > 0.97


def test_the_land_ends_a_short_walk_behind_the_last_door(shapes: dict[str, Geometry], doors: Doors) -> None:
    west, south, east, north = shapely.union_all(list(shapes.values())).bounds

    assert 0.002 < min(lon for _, lon, _ in doors) - west < 0.008
    assert 0.002 < north - max(lat for _, _, lat in doors) < 0.008
    assert east > west
    assert north > south


def test_one_door_placed_in_another_province_does_not_pull_the_map_apart(doors: Doors) -> None:
    stray = (doors[0][0], 104.0, 31.5)

    assert shapely.union_all(list(make_outlines([*doors, stray]).values())).bounds[0] > 118


@pytest.mark.parametrize(
    "few",
    [
        [("341825100001", 118.5, 30.2)],
        [("341825100001", 118.5, 30.2)] * 5,
        [("341825100001", 118.5, 30.2), ("341825100002", 118.5, 30.2)],
        [("341825100001", 118.5 + 0.001 * n, 30.2) for n in range(4)],
    ],
)
def test_a_village_of_few_doors_is_drawn_too(few: Doors) -> None:
    shape = make_outlines(few)["341825100001"]

    assert shape.is_valid
    assert shape.contains(Point(118.5, 30.2))


def test_no_doors_make_no_map() -> None:
    assert make_outlines([]) == {}
