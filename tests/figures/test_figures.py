"""Cases by division and week: what is held against what, what is counted beside, and who sees it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import event

from app import clock
from app.changes import writing
from app.db import db
from app.divisions.models import Division
from app.households.models import Exclusion
from app.households.standing import restand
from tests.county import COUNTY, EAST, EAST_1, HILL, TOWN, WEST, County
from tests.figures.world import World
from tests.person import Person

# A Thursday.
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(county: County) -> World:
    world = World(county)
    world.begin(date(2026, 11, 1))
    return world


def test_a_week_that_is_not_over_is_held_against_the_same_weekdays(world: World, carol: Person):
    for moment in (MONDAY, MONDAY + DAY, MONDAY - WEEK, MONDAY - WEEK + 4 * DAY, MONDAY - 52 * WEEK):
        world.report(carol, EAST, moment, loss_fen=100)

    week = carol.get("/cases/figures", weeks=1).json["weeks"][0]
    assert (week["first"], week["last"], week["cases"]) == ("2026-11-23", "2026-11-26", 2)
    # Friday's case of the week before is still to be matched by a Friday of this one.
    before = week["previous"]
    assert (before["first"], before["last"], before["cases"]) == ("2026-11-16", "2026-11-19", 1)
    assert (before["cases_change"], before["cases_percent"], before["loss_percent"]) == (1, 100.0, 100.0)
    ago = week["year_ago"]
    assert (ago["first"], ago["last"], ago["cases"]) == ("2025-11-24", "2025-11-27", 1)


def test_of_nothing_there_is_no_per_cent(world: World, carol: Person):
    world.report(carol, EAST, MONDAY - 3 * WEEK)
    world.report(carol, EAST, MONDAY, loss_fen=5)

    before = carol.get("/cases/figures", weeks=1).json["total"]["previous"]
    assert (before["cases"], before["cases_change"], before["cases_percent"]) == (0, 1, None)
    assert (before["loss_fen"], before["loss_change"], before["loss_percent"], before["loss_unknown"]) == (
        0,
        5,
        None,
        0,
    )


def test_before_cases_were_taken_in_nothing_is_known(world: World, carol: Person, dora: Person, erin: Person):
    world.report(erin, HILL, MONDAY - 10 * DAY)

    for person in (carol, dora):
        figures = person.get("/cases/figures", weeks=1).json
        assert figures["since"] == "2026-11-01"
        assert figures["total"]["year_ago"] is None
        assert figures["total"]["previous"]["cases"] == 0
    # Those weeks would begin before it and end after.
    assert carol.get("/cases/figures", weeks=3).json["total"]["previous"] is None


def test_one_case_of_long_ago_says_nothing_of_the_years_between(world: World, carol: Person):
    world.report(carol, EAST, datetime(2019, 5, 5, 4, tzinfo=UTC))
    world.report(carol, EAST, MONDAY)

    figures = carol.get("/cases/figures", weeks=1).json
    assert (figures["since"], figures["total"]["year_ago"]) == ("2026-11-01", None)
    assert carol.get("/cases/goals").json["then"] is None


def test_a_year_that_has_just_begun_is_known_after_one_with_cases(world: World, carol: Person):
    world.report(carol, EAST, MONDAY)
    with time_machine.travel(datetime(2027, 1, 13, 4, tzinfo=UTC), tick=False):
        before = carol.get("/cases/figures", weeks=1).json["total"]["previous"]

    assert (before["first"], before["cases"]) == ("2027-01-04", 0)


def test_new_years_night_is_the_countys(world: World, carol: Person):
    """Half past midnight of 1 January here is still the old year where the database's clock is."""
    with time_machine.travel(datetime(2027, 1, 13, 4, tzinfo=UTC), tick=False):
        world.report(carol, EAST, datetime(2026, 12, 31, 16, 30, tzinfo=UTC))
        assert carol.get("/cases/figures").json["since"] == "2027-01-01"


def test_a_53rd_week_has_none_in_the_year_before(world: World, carol: Person):
    for moment in (MONDAY - 60 * WEEK, MONDAY):
        world.report(carol, EAST, moment)
    with time_machine.travel(datetime(2027, 1, 2, 4, tzinfo=UTC), tick=False):
        week = carol.get("/cases/figures", weeks=1).json["total"]

    assert (week["first"], week["year_ago"]) == ("2026-12-28", None)
    assert week["previous"]["cases"] == 0


def test_an_empty_county(county: County, dora: Person):
    figures = dora.get("/cases/figures").json

    assert (figures["since"], figures["total"]["cases"], figures["total"]["previous"]) == (None, 0, None)
    assert figures["total"]["uncovered_share"] is None
    assert [line["name"] for line in figures["items"]] == ["城关镇", "山前乡"]


def test_unknown_losses_are_counted_beside_and_never_as_nothing(world: World, carol: Person):
    world.report(carol, EAST, MONDAY, loss_fen=None)
    world.report(carol, EAST, MONDAY, loss_fen=12_345)
    world.report(carol, WEST, MONDAY, loss_fen=0)

    total = carol.get("/cases/figures", weeks=1).json["total"]
    assert (total["cases"], total["loss_fen"], total["loss_unknown"]) == (3, 12_345, 1)


def test_a_change_of_losses_is_told_only_where_all_are_known(world: World, carol: Person):
    world.report(carol, EAST, MONDAY - WEEK, loss_fen=500)
    world.report(carol, EAST, MONDAY, loss_fen=700)
    known = carol.get("/cases/figures", weeks=1).json["total"]["previous"]
    assert (known["loss_change"], known["loss_percent"]) == (200, 40.0)

    world.report(carol, EAST, MONDAY, loss_fen=None)
    one_more = carol.get("/cases/figures", weeks=1).json["total"]["previous"]
    assert (one_more["loss_change"], one_more["loss_percent"]) == (None, None)
    assert (one_more["cases_change"], one_more["loss_fen"]) == (1, 500)


def test_where_no_loss_is_known_nothing_is_said_to_have_changed(world: World, carol: Person, dora: Person):
    world.report(carol, EAST, MONDAY - WEEK, loss_fen=500)
    world.report(carol, EAST, MONDAY, loss_fen=None)

    week = carol.get("/cases/figures", weeks=1).json["total"]
    assert (week["previous"]["loss_change"], week["previous"]["loss_percent"]) == (None, None)
    assert week["previous"]["cases_change"] == 0
    year = dora.get("/cases/goals", on="2026-11-26").json["items"][0]
    assert (year["loss"]["now"], year["loss_unknown"]) == (500, 1)


def test_a_case_over_two_weeks_is_counted_where_it_began(world: World, carol: Person):
    # From Sunday 23:00 in the county until Monday 01:00.
    world.report(carol, EAST, datetime(2026, 11, 22, 15, tzinfo=UTC), hours=2)

    last, this = carol.get("/cases/figures", weeks=2).json["weeks"]
    assert (last["cases"], last["across"], this["cases"]) == (1, 1, 0)


def test_where_the_homes_stood(world: World, carol: Person):
    """One home, covered on Wednesday the 11th: a case before, on the day, over the days, and after it."""
    home = world.add_home(EAST_1, date(2026, 11, 5), date(2026, 11, 11))
    at = datetime(2026, 11, 11, 2, tzinfo=UTC)
    for name, begun, hours in (
        ("uncovered", at - DAY, 0), ("unclear", at, 0), ("unclear", at - DAY, 30), ("covered", at + DAY, 0),
        ("unregistered", at - 8 * DAY, 0), ("unclear", at - 7 * DAY, 48), ("before", at - 12 * DAY, 0), ("before", at - 11 * DAY, 48),
    ):  # fmt: skip
        before = carol.get("/cases/figures", weeks=8).json["total"]
        world.match(carol, world.report(carol, EAST, begun, hours=hours), home)
        after = carol.get("/cases/figures", weeks=8).json["total"]
        assert after[name] == before[name] + 1, (name, begun)
        assert after["cases"] == before["cases"] + 1


def test_an_excluded_home_is_neither(world: World, carol: Person):
    home = world.add_home(EAST_1, date(2026, 11, 1), None)
    with writing():
        days = {"from_on": date(2026, 11, 10), "until_on": date(2026, 11, 20), "expires_on": date(2026, 11, 19)}
        asked = {"requested_by": UUID(carol.id), "requested_at": clock.now()}
        exclusion = Exclusion(household_id=home.id, reason="away", evidence="", state="approved", **days, **asked)
        db.session.add(exclusion)
        restand([home.id])
    for moment in (datetime(2026, 11, 15, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC), MONDAY):
        world.match(carol, world.report(carol, EAST, moment), home)

    total = carol.get("/cases/figures").json["total"]
    # The second one on the very day on which the exclusion ended.
    assert (total["excluded"], total["unclear"], total["uncovered"], total["uncovered_share"]) == (1, 1, 1, 1.0)


def test_what_is_known_of_no_village_is_beside_the_villages(world: World, carol: Person, dora: Person, erin: Person):
    world.report(carol, None, MONDAY)
    world.report(erin, None, MONDAY, loss_fen=70)
    world.report(carol, WEST, MONDAY)

    towns, villages = (dora.get("/cases/figures", by=by).json for by in ("town", "village"))
    assert {line["name"]: line["cases"] for line in towns["items"]} == {"城关镇": 2, "山前乡": 0}
    assert (towns["wider"]["cases"], towns["wider"]["loss_fen"]) == (1, 70)
    assert {line["name"]: line["cases"] for line in villages["items"]} == {"桥东村": 0, "桥西村": 1, "山前村": 0}
    assert (villages["wider"]["cases"], villages["total"]["cases"]) == (2, 3)
    assert carol.get("/cases/figures", by="village").json["wider"]["cases"] == 1


def test_a_village_that_is_no_more_stays_while_it_has_cases(world: World, carol: Person):
    world.report(carol, WEST, MONDAY)
    with writing():
        for code in (EAST, WEST):
            db.session.get_one(Division, code).retired_on = date(2026, 11, 25)

    assert [line["name"] for line in carol.get("/cases/figures").json["items"]] == ["桥西村"]


def test_nobody_sees_beyond_their_own(world: World, carol: Person, charlie: Person, alice: Person, frank: Person):
    world.report(carol, EAST, MONDAY)

    for path in ("/cases/figures", "/cases/comparison", "/cases/goals"):
        assert charlie.get(path, scope=EAST).status_code == 404
        assert carol.get(path, scope=EAST_1).json["code"] == "cases_not_by_grid"
        assert carol.get(path, on="2026-11-27").json["code"] == "day_in_future"
        assert alice.get(path).status_code == frank.get(path).status_code == 403
    assert charlie.get("/cases/figures").json["total"]["cases"] == 0


def test_however_many_cases_it_is_as_many_statements(world: World, carol: Person):
    asked: list[str] = []
    listener = (db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    home = world.add_home(EAST_1, date(2026, 11, 1), date(2026, 11, 9))

    for path in ("/cases/figures", "/cases/comparison", "/cases/goals"):
        counts = []
        for _ in range(2):
            event.listen(*listener)
            assert carol.get(path).status_code == 200
            event.remove(*listener)
            counts.append((len(asked), sum("standing" in statement for statement in asked)))
            asked.clear()
            for days in range(4):
                world.match(carol, world.report(carol, EAST, MONDAY - days * DAY), home)
        assert counts[0] == counts[1], path
        # Where the homes of cases stood; and where the comparison has them, how long and how many there are.
        assert counts[0][1] == {"/cases/comparison": 3}.get(path, 1)


def test_a_county_seen_by_village(world: World, dora: Person):
    assert dora.get("/cases/figures", by="village", scope=COUNTY).json["by"] == "village"
    assert dora.get("/cases/figures", scope=TOWN).json["by"] == "village"
    assert dora.get("/cases/figures", scope=EAST).json["by"] == "grid"
    assert dora.get("/cases/figures", weeks=54).status_code == 422
