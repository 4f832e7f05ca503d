"""The made-up register: exact numbers, walkable grids, the same again for the same seed (pure)."""

import math
from datetime import UTC, datetime
from random import Random

import pytest

from app.demo.crew import hire
from app.demo.land import METRES_A_DEGREE_LAT, METRES_A_DEGREE_LON
from app.demo.register import Village, make_register
from app.demo.signatures import make_signatures

AT = datetime(2026, 11, 1, tzinfo=UTC)
VILLAGES = [
    ("341825100001", "南门居委会"),
    ("341825100200", "新庄村委会"),
    ("341825101201", "朱旺村委会"),
    ("341825109204", "陈岭村委会"),
]


def register(households: int = 2_000, seed: int = 1) -> list[Village]:
    return make_register(Random(seed), VILLAGES, households, AT)


@pytest.mark.parametrize("households", [0, 1, 7, 2_000])
def test_it_makes_exactly_as_many_as_asked_for(households: int) -> None:
    assert sum(1 for village in register(households) for _ in village.houses) == households


def test_the_same_seed_gives_the_same_county() -> None:
    assert register() == register()
    assert register() != register(seed=2)


def test_no_two_doors_of_a_village_share_an_address_or_a_number() -> None:
    for village in register():
        houses = list(village.houses)

        assert len({house.address for house in houses}) == len(houses)
        assert len({house.door_code for house in houses}) == len(houses)


def test_villages_keep_apart_and_within_the_county() -> None:
    for village in register():
        spots = [
            (house.lon * METRES_A_DEGREE_LON, house.lat * METRES_A_DEGREE_LAT) for house in village.houses if house.lat
        ]

        middle = (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))
        assert max(math.dist(spot, middle) for spot in spots) < 4_000


def test_most_doors_are_homes_and_the_others_have_a_name_over_the_door() -> None:
    houses = [house for village in register(8_000) for house in village.houses]
    homes = [house for house in houses if house.kind == "family"]

    assert 0.86 < len(homes) / len(houses) < 0.96
    assert all((house.title is None) == (house.kind == "family") for house in houses)


def test_every_grid_is_walked_by_somebody_of_its_village() -> None:
    villages = register()
    crew = hire(Random(1), [("341825100000", "旌阳镇"), ("341825101000", "蔡家桥镇")], villages, AT)
    scopes = {member.id: member.scope for member in crew.members}

    for village in villages:
        assert {scopes[crew.worker_of[grid.code]] for grid in village.grids} == {village.code}
    assert len({member.username for member in crew.members}) == len(crew.members)


def test_signatures_are_pictures_of_their_strokes() -> None:
    signatures = make_signatures(Random(1), 5)

    assert len({signature.sha256 for signature in signatures}) == 5
    assert all(signature.png.startswith(b"\x89PNG") and len(signature.png) < 4_000 for signature in signatures)
