"""The little map: doors lie where they are, north is up, a metre is a metre, and no number covers another."""

import math
import re
from random import Random

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from app.walks.drawing import Dot, draw
from tests.walks.test_order import metres, scattered

pytestmark = pytest.mark.one_database

OUTLINE = shapely.box(118.53, 30.27, 118.57, 30.31)


def dots(places: list[tuple[float, float]]) -> list[Dot]:
    return [Dot(lat, lon, number, number) for number, (lat, lon) in enumerate(places, start=1)]


@given(st.integers(0, 10**6), st.integers(1, 120), st.booleans())
@settings(deadline=None, max_examples=40)
def test_every_door_is_inside_and_distances_are_true(seed: int, count: int, has_outline: bool):
    places = scattered(seed, count, 3)

    found = draw(dots(places), OUTLINE if has_outline else None)

    assert found is not None
    spots = [dot["at"] for dot in found["dots"]]
    assert all(0 < x < found["width"] and 0 < y < found["height"] for x, y in spots)
    number, unit = re.fullmatch(r"(\d+) (米|公里)", found["bar"]["name"]).groups()
    a_mm = int(number) * (1000 if unit == "公里" else 1) / found["bar"]["mm"]
    assert 15 < found["bar"]["mm"] <= 50.01
    for _ in range(5):
        one, other = Random(seed).choices(range(count), k=2)
        assert math.dist(spots[one], spots[other]) * a_mm == pytest.approx(
            metres(places[one], places[other]), rel=0.01, abs=0.05 * a_mm
        )
    north, east = max(places), max(places, key=lambda place: place[1])
    assert spots[places.index(north)][1] == min(y for _, y in spots)
    assert spots[places.index(east)][0] == max(x for x, _ in spots)


@given(st.integers(0, 10**6), st.integers(1, 300))
@settings(deadline=None, max_examples=20)
def test_no_number_covers_another_or_a_door_and_what_has_none_is_counted(seed: int, count: int):
    found = draw(dots(scattered(seed, count, 4)), None)

    assert found is not None
    boxes = [shapely.box(x, y, x + one["width"], y + one["height"]) for one in found["labels"] for x, y in [one["at"]]]
    tree = shapely.STRtree(boxes)
    for number, box in enumerate(boxes):
        assert [other for other in tree.query(box, "overlaps") if other != number] == []
        assert shapely.within(box, shapely.box(0, 0, found["width"], found["height"]))
    points = shapely.points([dot["at"] for dot in found["dots"]])
    assert len(tree.query(points, "within")[0]) == 0
    assert found["unlabelled"] == count - len(boxes)
    texts = [one["text"] for one in found["labels"]]
    assert len(set(texts)) == len(texts)


def test_a_dozen_doors_all_have_their_number():
    places = [(30.28 + 0.001 * (n // 4), 118.54 + 0.001 * (n % 4)) for n in range(12)]

    found = draw(dots(places), None)

    assert found is not None
    assert {one["text"] for one in found["labels"]} == {str(n) for n in range(1, 13)}


def test_a_building_says_from_which_door_to_which():
    found = draw([Dot(30.28, 118.54, 1, 36), Dot(30.281, 118.54, 37, 37)], None)

    assert found is not None
    assert {one["text"] for one in found["labels"]} == {"1–36", "37"}
    assert [dot["several"] for dot in found["dots"]] == [True, False]


def test_of_a_far_larger_outline_only_what_comes_into_the_picture():
    places = [(30.28, 118.54), (30.2805, 118.5405)]

    near, far = draw(dots(places), None), draw(dots(places), OUTLINE)

    assert near is not None
    assert far is not None
    assert near["bar"] == far["bar"]
    assert near["outline"] == []
    assert len(far["outline"]) == 1


def test_an_outline_with_holes_and_parts_is_drawn_whole():
    hole = shapely.box(118.545, 30.285, 118.55, 30.29)
    two = shapely.union(OUTLINE.difference(hole), shapely.box(118.58, 30.27, 118.59, 30.28))

    found = draw(dots(scattered(1, 30, 3)), two)

    assert found is not None
    assert len(found["outline"]) == 3


def test_without_any_position_there_is_none():
    assert draw([], OUTLINE) is None
