"""两降: what a county and its towns are to bring down, how far they have come, and what was set before."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.figures.schemas import GoalsSchema
from tests.county import COUNTY, EAST, HILL, OTHER_TOWN, TOWN, WEST, County
from tests.figures.world import World
from tests.person import Person

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def lines(person: Person, **query) -> dict[str, dict]:
    answer = person.get("/cases/goals", **query).json
    assert GoalsSchema().validate(answer) == {}
    return {line["code"]: line for line in answer["items"]}


def last_year(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 4, tzinfo=UTC)


def test_this_year_so_far_against_last_year(county: County, dora: Person, carol: Person, erin: Person):
    world = World(county)
    for begun, loss in ((last_year(1, 3), 600), (last_year(11, 26), 400), (last_year(11, 27), 900)):
        world.report(carol, EAST, begun, loss_fen=loss)
    world.report(carol, WEST, NOW, loss_fen=250)
    world.report(erin, None, NOW - timedelta(days=9), loss_fen=None)

    answer = dora.get("/cases/goals").json
    assert answer["now"] == {"first": "2026-01-01", "last": "2026-11-26"}
    assert answer["then"] == {"first": "2025-01-01", "last": "2025-11-26"}
    own = lines(dora)
    assert own[TOWN]["cases"] == {"now": 1, "then": 2, "percent": -50.0, "is_met": None}
    assert own[TOWN]["loss"] == {"now": 250, "then": 1000, "percent": -75.0, "is_met": None}
    assert (own[COUNTY]["cases"]["now"], own[COUNTY]["loss_unknown"], own[COUNTY]["loss_unknown_then"]) == (2, 1, 0)
    # Of nothing there is no per cent.
    assert own[OTHER_TOWN]["cases"] == {"now": 0, "then": 0, "percent": None, "is_met": None}


def test_a_year_without_cases_is_said_to_be_missing(county: County, dora: Person, carol: Person):
    world = World(county)
    assert dora.get("/cases/goals").json["since"] is None
    world.report(carol, EAST, NOW - timedelta(days=100))

    answer = dora.get("/cases/goals").json
    assert (answer["since"], answer["then"]) == ("2026-08-01", None)
    assert lines(dora)[TOWN]["cases"] == {"now": 1, "then": None, "percent": None, "is_met": None}


def test_part_of_a_year_is_held_against_the_same_part(county: County, dora: Person, carol: Person):
    world = World(county)
    for begun in (last_year(9, 12), NOW - timedelta(days=10), NOW - timedelta(days=200)):
        world.report(carol, EAST, begun)

    answer = dora.get("/cases/goals").json
    assert answer["now"] == {"first": "2026-09-01", "last": "2026-11-26"}
    assert answer["then"] == {"first": "2025-09-01", "last": "2025-11-26"}
    assert lines(dora)[TOWN]["cases"]["now"] == 1


def test_a_goal_is_met_or_not(county: County, dora: Person, erin: Person, carol: Person):
    world = World(county)
    for _ in range(10):
        world.report(carol, EAST, last_year(3, 3), loss_fen=100)
    for _ in range(9):
        world.report(carol, EAST, NOW, loss_fen=100)
    assert dora.put_json(f"/cases/goals/{TOWN}", cases_percent=10, loss_percent=11).status_code == 204
    assert erin.put_json(f"/cases/goals/{COUNTY}", cases_percent=None, loss_percent=0).status_code == 204

    own = lines(dora)
    assert (own[TOWN]["cases"]["is_met"], own[TOWN]["loss"]["is_met"]) == (True, False)
    assert (own[COUNTY]["cases"]["is_met"], own[COUNTY]["loss"]["is_met"]) == (None, True)
    assert own[TOWN]["goal"]["set_by_name"] == "Dora"


@pytest.mark.parametrize(
    ("unknown_now", "unknown_then", "now", "is_met"),
    [
        (1, 0, 1, None),  # what is not known yet may be more than what fell
        (1, 0, 20, False),  # it can only be worse
        (0, 1, 1, True),  # last year's can only have been more
        (0, 1, 20, None),
        (1, 1, 1, None),
        (1, 1, 20, None),
        (0, 0, 1, True),
    ],
)
def test_a_loss_that_nobody_knows_leaves_the_goal_open(
    county: County, dora: Person, carol: Person, unknown_now: int, unknown_then: int, now: int, is_met: bool | None
):
    world = World(county)
    world.report(carol, EAST, last_year(3, 3), loss_fen=10)
    world.report(carol, EAST, NOW, loss_fen=now)
    for begun, unknown in ((NOW, unknown_now), (last_year(3, 4), unknown_then)):
        for _ in range(unknown):
            world.report(carol, EAST, begun, loss_fen=None)
    dora.put_json(f"/cases/goals/{TOWN}", cases_percent=None, loss_percent=10)

    assert lines(dora)[TOWN]["loss"]["is_met"] is is_met


def test_what_was_set_before_is_kept(county: County, dora: Person, erin: Person):
    with time_machine.travel(NOW - timedelta(days=20), tick=False):
        dora.put_json(f"/cases/goals/{TOWN}", cases_percent=5, loss_percent=5)
    with time_machine.travel(NOW - timedelta(days=10), tick=False):
        erin.put_json(f"/cases/goals/{TOWN}", cases_percent=8, loss_percent=5)
        erin.put_json(f"/cases/goals/{TOWN}", cases_percent=8, loss_percent=5)
    dora.put_json(f"/cases/goals/{TOWN}", cases_percent=None, loss_percent=None)

    now = lines(dora)[TOWN]
    assert (now["goal"]["cases_percent"], [was["cases_percent"] for was in now["former"]]) == (None, [8, 5])
    then = lines(dora, on="2026-11-17")[TOWN]
    assert (then["goal"]["cases_percent"], [was["set_by_name"] for was in then["former"]]) == (8, ["Dora"])
    assert lines(dora, on="2026-11-01")[TOWN]["goal"] is None


def test_who_sets_goals_and_of_what(county: County, dora: Person, carol: Person, frank: Person):
    goal = {"cases_percent": 10, "loss_percent": 10}
    for person in (carol, frank):
        assert person.put_json(f"/cases/goals/{TOWN}", **goal).status_code == 403
    assert dora.put_json(f"/cases/goals/{EAST}", **goal).json["code"] == "goal_of_a_village"
    assert dora.put_json("/cases/goals/991101900000", **goal).status_code == 404
    assert dora.put_json(f"/cases/goals/{TOWN}", **{**goal, "loss_percent": 101}).status_code == 422
    assert set(lines(carol)) == {TOWN}
    assert lines(carol, scope=EAST) == {}
    assert set(lines(dora)) == {COUNTY, TOWN, OTHER_TOWN}


def test_the_log_says_what_was_set(county: County, dora: Person):
    dora.put_json(f"/cases/goals/{TOWN}", cases_percent=10, loss_percent=None)
    dora.put_json(f"/cases/goals/{TOWN}", cases_percent=None, loss_percent=None)

    entries = [e for e in dora.get("/audit", who="dora").json["items"] if e["action"] == "set_fall_goal"]
    assert [entry["said"] for entry in entries] == ["取消两降目标", "案发下降 10%，两降目标"]
    assert {entry["scope"] for entry in entries} == {TOWN}


def test_another_towns_cases_are_not_its_own(county: County, dora: Person, charlie: Person):
    world = World(county)
    world.report(charlie, HILL, NOW)

    assert {code: line["cases"]["now"] for code, line in lines(dora).items()} == {COUNTY: 1, TOWN: 0, OTHER_TOWN: 1}
    assert {code: line["cases"]["now"] for code, line in lines(charlie).items()} == {OTHER_TOWN: 1}
