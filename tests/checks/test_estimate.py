"""The interval for false doors covers the truth as often as it says, and says nothing where nothing is open."""

from random import Random
from uuid import UUID

import pytest

from app.checks.estimate import false_doors
from app.checks.lot import by_lot, by_risk

VILLAGES = 1_000


@pytest.mark.parametrize(("covered", "false", "asked"), [(300, 15, 52), (60, 6, 25), (40, 0, 18), (900, 270, 52)])
def test_the_truth_lies_within_in_at_least_nineteen_of_twenty_villages(covered: int, false: int, asked: int):
    chance, within = Random(7), 0
    for _ in range(VILLAGES):
        denied = sum(one < false for one in chance.sample(range(covered), asked))
        found = false_doors(covered, asked, denied)
        within += found.low <= false <= found.high
        assert found.low <= found.likely <= found.high
    # Exact means never less than said; 0.95 less three standard errors of a thousand tries.
    assert within / VILLAGES >= 0.93


@pytest.mark.parametrize("denied", [0, 1, 4, 12])
def test_where_all_were_asked_nothing_is_open(denied: int):
    found = false_doors(12, 12, denied)
    assert (found.low, found.likely, found.high) == (denied, denied, denied)


# Clopper and Pearson of 3 in 20, for a village so large that putting back makes no difference.
def test_in_a_large_village_it_is_the_binomial_interval():
    found = false_doors(1_000_000, 20, 3)
    assert (found.low / 1_000_000, found.high / 1_000_000) == pytest.approx((0.0321, 0.3789), abs=1e-4)


def test_the_lot_can_be_drawn_again_and_every_door_is_as_likely():
    doors = [*map(_door, range(6))]
    assert by_lot("a", doors) == by_lot("a", doors[::-1]) != by_lot("b", doors)

    first = [by_lot(f"{seed}", doors)[0] for seed in range(6_000)]
    assert all(first.count(door) == pytest.approx(1_000, abs=100) for door in doors)


def test_heavy_doors_are_drawn_more_often_in_proportion():
    """Of two doors, one three times as heavy comes first three times as often (Efraimidis and Spirakis)."""
    weights = {_door(0): 1.0, _door(1): 3.0}
    first = [by_risk(f"{seed}", weights, 1)[0] for seed in range(4_000)]
    assert first.count(_door(1)) / 4_000 == pytest.approx(0.75, abs=0.02)
    assert by_risk("a", weights, 0) == []


def _door(number: int) -> UUID:
    return UUID(int=number)
