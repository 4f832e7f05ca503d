"""The walking order: everybody once, never longer than going on to the nearest, nothing left that turning round would mend."""

import math
from itertools import pairwise
from random import Random

import pytest
from geopy.distance import great_circle
from hypothesis import given, settings
from hypothesis import strategies as st

from app.walks.order import LEAST_M, Point, length_m, walk

pytestmark = pytest.mark.one_database

Placed = tuple[float, float]
# The earth as the product has it; the way to a distance is another one.
RADIUS_M = 6_371_009.0


def metres(a: Placed, b: Placed) -> float:
    """Haversine, in plain Python."""
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, place)) for place in (a, b))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * RADIUS_M * math.asin(math.sqrt(half))


def length(line: list[Placed]) -> float:
    return sum(metres(a, b) for a, b in pairwise(line))


def scattered(seed: int, count: int, around: int = 0) -> list[Placed]:
    """Doors anywhere within two kilometres, or in so many hamlets; no two within a metre, which would be one building."""
    random = Random(seed)

    def anywhere() -> Placed:
        return 30.28 + random.random() * 0.02, 118.54 + random.random() * 0.02

    centres = [anywhere() for _ in range(around)]
    found: dict[Placed, None] = {}
    while len(found) < count:
        lat, lon = random.choice(centres) if centres else anywhere()
        off = 4e-4 if centres else 0.0
        found[round(lat + random.gauss(0, off), 5), round(lon + random.gauss(0, off), 5)] = None
    return list(found)


def nearest_first(places: list[Placed], start: Placed | None = None) -> list[Placed]:
    left, line = list(places), [start or places[0]]
    if start is None:
        left.pop(0)
    while left:
        line.append(left.pop(min(range(len(left)), key=lambda n: metres(line[-1], left[n]))))
    return line if start is None else line[1:]


positions = st.one_of(
    st.tuples(st.none(), st.none()),
    # On a grid, so that many lie at one point and many distances are the same.
    st.tuples(st.integers(0, 6).map(lambda n: 30.28 + n / 1000), st.integers(0, 6).map(lambda n: 118.54 + n / 1000)),
)


@given(st.lists(positions, max_size=60))
@settings(deadline=None, max_examples=200)
def test_everybody_is_there_once_and_the_same_again(points: list[Point]):
    found = walk(points)

    assert sorted(found.order) == list(range(len(points)))
    assert walk(points) == found
    lost = [number for number, point in enumerate(points) if point[0] is None]
    assert found.order[len(points) - len(lost) :] == lost
    assert sum(found.stops) == len(points) - len(lost)


@given(st.lists(positions, min_size=1, max_size=60))
@settings(deadline=None, max_examples=200)
def test_a_building_is_walked_through_before_the_next_as_its_doors_came(points: list[Point]):
    found = walk(points)

    begin = 0
    for count in found.stops:
        stop = found.order[begin : begin + count]
        assert len({points[number] for number in stop}) == 1
        assert stop == sorted(stop)
        begin += count
    placed = [points[number] for number in found.order[:begin]]
    assert sum(a != b for a, b in pairwise(placed)) == max(0, len(found.stops) - 1)


@given(st.integers(0, 10**6), st.integers(2, 70), st.integers(0, 5), st.booleans())
@settings(deadline=None, max_examples=60)
def test_it_is_never_longer_than_nearest_first_and_no_crossing_is_left(
    seed: int, count: int, hamlets: int, has_start: bool
):
    places = scattered(seed, count, hamlets)
    start = scattered(seed + 1, 1)[0] if has_start else None

    line = [places[number] for number in walk(places, start or (None, None)).order]

    assert length(line) <= length(nearest_first(places, start)) + 1e-6
    # Each way of walking a part the other way round, one by one.
    for first in range(1, len(line) - 1):
        for last in range(first + 1, len(line)):
            before = metres(line[first - 1], line[first])
            after = metres(line[first - 1], line[last])
            if last + 1 < len(line):
                before += metres(line[last], line[last + 1])
                after += metres(line[first], line[last + 1])
            assert after > before - LEAST_M - 1e-6


def test_it_is_clearly_shorter_on_the_whole():
    """Or the improving could do nothing at all, and pass above."""
    lines = [scattered(seed, 200, 6) for seed in range(5)]
    walked = [length([places[number] for number in walk(places).order]) for places in lines]

    assert sum(walked) < 0.9 * sum(length(nearest_first(places)) for places in lines)


def test_few_doors_are_walked_the_shortest_way():
    """A street both ways: the far side back."""
    places = [(30.280, 118.540), (30.2801, 118.541), (30.280, 118.542), (30.2801, 118.543), (30.280, 118.544)]

    assert walk(places).order == [0, 1, 2, 3, 4]


def test_it_begins_with_the_first_address_or_near_whoever_walks():
    places: list[Point] = [(30.282, 118.54), (30.281, 118.54), (30.283, 118.54), (30.280, 118.54)]

    assert walk(places).order[0] == 0
    assert walk([(None, None), *places]).order[0] == 1
    assert walk(places, (30.279, 118.54)).order == [3, 1, 0, 2]


@pytest.mark.parametrize("points", [[], [(None, None)], [(30.28, 118.54)], [(30.28, 118.54)] * 3])
def test_there_may_be_hardly_anybody(points: list[Point]):
    assert walk(points).order == list(range(len(points)))
    assert length_m(points[:1]) == 0


def test_distances_are_great_circles():
    places = scattered(7, 30)

    due = sum(great_circle(a, b).meters for a, b in pairwise(places))

    assert length_m(places) == pytest.approx(due, rel=1e-6)
    assert length_m([(30.0, 118.0), (31.0, 119.0)]) == pytest.approx(
        great_circle((30.0, 118.0), (31.0, 119.0)).meters, rel=1e-9
    )
