"""Which villages are named: the rule worked out a second time with whole numbers, and its false alarms counted."""

from fractions import Fraction
from math import comb
from random import Random

import pytest

from app.coverage.outliers import FALSE_ALARM, named_from

# Villages' doors, and the county's excluded doors.
COUNTIES = [([40, 60, 300, 12], 25), ([500] * 20, 300), ([1, 1, 1], 2), ([30, 70], 99), ([250, 3], 1)]


def chance_of_as_many(number: int, doors: int, county_doors: int, county_excluded: int) -> Fraction:
    ways = (
        comb(county_excluded, x) * comb(county_doors - county_excluded, doors - x)
        for x in range(number, min(doors, county_excluded) + 1)
    )
    return Fraction(sum(ways), comb(county_doors, doors))


@pytest.mark.parametrize(("villages", "excluded"), COUNTIES)
def test_it_is_the_least_number_that_is_rare_enough(villages: list[int], excluded: int):
    rare = Fraction(str(FALSE_ALARM)) / len(villages)
    for doors in villages:
        number = named_from(doors, sum(villages), excluded, len(villages))

        assert chance_of_as_many(number, doors, sum(villages), excluded) <= rare
        assert chance_of_as_many(number - 1, doors, sum(villages), excluded) > rare


def test_where_chance_alone_deals_it_names_somebody_on_one_day_in_twenty_at_most():
    rng, villages, excluded, rounds = Random(26), [40, 80, 120, 160, 200, 400], 60, 2000
    home = [village for village, doors in enumerate(villages) for _ in range(doors)]
    limits = [named_from(doors, len(home), excluded, len(villages)) for doors in villages]

    alarms = 0
    for _ in range(rounds):
        dealt = rng.sample(home, excluded)
        alarms += any(dealt.count(village) >= limit for village, limit in enumerate(limits))

    # Bonferroni and whole numbers make it fewer; a rule that never fires would be no rule.
    assert 0.005 < alarms / rounds <= FALSE_ALARM


def test_a_county_of_one_village_and_one_without_exclusions_name_nobody():
    assert named_from(100, 100, 40, 1) == 41
    assert named_from(100, 1000, 0, 5) == 1
    assert named_from(0, 1000, 10, 5) == 1


def test_a_village_that_leaves_out_three_times_as_many_as_the_county_is_named():
    assert named_from(300, 30_000, 900, 68) <= 27


def test_a_million_doors_are_reckoned_as_exactly():
    number = named_from(2_000, 1_000_000, 30_000, 500)

    assert chance_of_as_many(number, 2_000, 1_000_000, 30_000) <= Fraction(1, 10_000)
    assert chance_of_as_many(number - 1, 2_000, 1_000_000, 30_000) > Fraction(1, 10_000)
