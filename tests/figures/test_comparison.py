"""Cases against coverage: the time at risk is that of a plain recount, and a real visit moves a home from one side to the other."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import time_machine

from app.figures.schemas import ComparisonSchema
from tests.county import EAST, HILL, OTHER_TOWN, TOWN, WEST, County
from tests.figures.world import GRIDS, Home, World, day_of, state_of
from tests.person import Person
from tests.phone import Phone, png

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
TODAY, STARTS_ON = date(2026, 11, 26), date(2026, 10, 28)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(county: County) -> World:
    """The four doors of every county are registered today."""
    world = World(county)
    world.begin(STARTS_ON)
    for name, village in (("王一", EAST), ("李二", EAST), ("赵三", WEST), ("钱四", HILL)):
        world.homes.append(Home(county.doors[name], village, TODAY))
    return world


def shown(person: Person, **query) -> dict:
    answer = person.get("/cases/comparison", **query).json
    assert ComparisonSchema().validate(answer) == {}
    return answer


def test_time_and_cases_are_those_of_a_recount(world: World, carol: Person, dora: Person, charlie: Person):
    rng = Random(6)
    for _ in range(40):
        covered = TODAY - timedelta(days=rng.randrange(40)) if rng.random() < 0.7 else None
        world.add_home(rng.choice(GRIDS), TODAY - timedelta(days=rng.randrange(60)), covered)
    for number in range(60):
        begun = NOW - timedelta(hours=rng.randrange(24 * 40))
        hours = min(rng.choice((0, 0, 0, 40)), (NOW - begun) // timedelta(hours=1))
        home = rng.choice(world.homes)
        case = world.report(charlie if home.village == HILL else carol, home.village, begun, hours=hours)
        if number % 5:
            world.match(dora, case, home)

    for person, scope, villages in (
        (dora, None, (EAST, WEST, HILL)), (dora, OTHER_TOWN, (HILL,)), (carol, TOWN, (EAST, WEST)), (carol, WEST, (WEST,)),
    ):  # fmt: skip
        for on in (TODAY, TODAY - 3 * DAY):
            check(world, shown(person, scope=scope, on=on.isoformat()), villages, on)


def check(world: World, answer: dict, villages: tuple[str, ...], on: date) -> None:
    cases = [case for case in world.frauds if case.code in villages and STARTS_ON <= day_of(case.begun) <= on]
    states = Counter(state_of(case, STARTS_ON) for case in cases)
    days: Counter[tuple[str, str]] = Counter()
    for home in world.homes:
        for number in range((on - STARTS_ON).days + 1):
            day = STARTS_ON + number * DAY
            state = home.on(day)
            # The day on which it was covered is of neither side.
            if state and not (state == "covered" and home.on(day - DAY) != "covered"):
                days[home.village, state] += 1

    homes = answer["homes"]
    for side in ("covered", "uncovered"):
        assert homes[side]["cases"] == states[side]
        assert homes[side]["household_weeks"] == sum(days[village, side] for village in villages) / 7
    assert homes["left_out"] == {name: states[name] for name in homes["left_out"]}
    assert sum(homes["left_out"].values()) + homes["covered"]["cases"] + homes["uncovered"]["cases"] == len(cases)
    items = {item["code"]: item for item in answer["villages"]["items"]}
    assert set(items) == set(villages)
    for village in villages:
        whole = days[village, "covered"] + days[village, "uncovered"]
        assert items[village]["mean_coverage"] == (days[village, "covered"] / whole if whole else None)
        own = sum(case.code == village for case in cases)
        here = sum(home.village == village and home.on(on) is not None for home in world.homes)
        assert (items[village]["cases"], items[village]["registered"]) == (own, here)
        assert items[village]["per_1000"] == (1000 * own / here if here else None)
        assert (items[village]["low"] is None) == (here == 0)


def test_a_visit_moves_a_home_to_the_other_side(world: World, alice: Person, carol: Person, county: County):
    """Through the front door: a case before it, one after it."""
    (east, *_) = (home for home in world.homes if home.village == EAST)
    with time_machine.travel(NOW + 2 * DAY, tick=False):
        phone = Phone(alice, county)
        (verdict,) = phone.verdicts(phone.taught(east.id), blobs=(png(),))
        assert verdict["status"] == "created"
    with time_machine.travel(NOW + 9 * DAY, tick=False):
        for days in (1, 2, 3):
            world.match(carol, world.report(carol, EAST, NOW + days * DAY), east)
        homes = shown(carol, scope=EAST)["homes"]

    assert (homes["uncovered"]["cases"], homes["covered"]["cases"], homes["left_out"]["unclear"]) == (1, 1, 1)
    # Ten days of two homes: two and seven of the one that was visited on the third, ten of the other.
    assert homes["uncovered"]["household_weeks"] * 7 == pytest.approx(12)
    assert homes["covered"]["household_weeks"] * 7 == pytest.approx(7)


def test_few_cases_are_said_to_be_too_few(world: World, carol: Person):
    home = world.add_home(GRIDS[0], TODAY - 30 * DAY, TODAY - 10 * DAY)
    world.match(carol, world.report(carol, EAST, NOW - 5 * DAY), home)

    answer = shown(carol)
    assert answer["homes"]["by_week"]["verdict"] == answer["homes"]["together"]["verdict"] == "too_few"
    assert answer["villages"]["verdict"] == "too_few_villages"
    assert answer["villages"]["value"] is None


def test_many_cases_of_uncovered_homes_tell(world: World, carol: Person):
    covered = [world.add_home(GRIDS[0], TODAY - 60 * DAY, TODAY - 29 * DAY) for _ in range(4)]
    uncovered = [world.add_home(GRIDS[0], TODAY - 60 * DAY, None) for _ in range(4)]
    for number, home in enumerate([*uncovered * 4, covered[0]]):
        world.match(carol, world.report(carol, EAST, NOW - (number % 20 + 1) * DAY), home)

    by_week = shown(carol)["homes"]["by_week"]
    assert (by_week["verdict"], by_week["cases"]) == ("fewer", 17)
    assert by_week["low"] < by_week["value"] < by_week["high"] < 1


def test_before_a_campaign_begins_there_is_nothing(world: World, carol: Person):
    world.report(carol, EAST, NOW - 40 * DAY)

    answer = shown(carol, on=(STARTS_ON - DAY).isoformat())
    assert (answer["weeks"], answer["homes"]["covered"]["household_weeks"]) == (0, 0)
    assert answer["homes"]["by_week"]["verdict"] == "too_few"


def test_a_case_of_no_village_is_beside_them(world: World, carol: Person):
    world.report(carol, None, NOW)
    world.report(carol, WEST, NOW)

    villages = shown(carol)["villages"]
    assert (villages["wider"], sum(item["cases"] for item in villages["items"])) == (1, 1)
