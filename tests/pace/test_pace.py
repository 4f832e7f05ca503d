"""Pace through the front door: each day is coverage's, what is needed a day, and what is said while little is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import event

from app import clock
from app.db import db
from tests.county import EAST, EAST_1, EAST_2, HILL, TOWN, WEST, WEST_1, County, register, register_all
from tests.person import Person
from tests.phone import Phone, png


def pace(person: Person, **query: Any) -> dict[str, Any]:
    answer = person.get("/pace", **query)
    assert answer.status_code == 200, answer.text
    return answer.json


def teach(person: Person, county: County, *doors: Any) -> list[str]:
    phone = Phone(person, county)
    items = [phone.taught(door) for door in doors]
    assert {verdict["status"] for verdict in phone.verdicts(*items, blobs=(png(),))} == {"created"}
    return [item["id"] for item in items]


@contextmanager
def days_pass() -> Iterator[Any]:
    with time_machine.travel(clock.start_of(clock.today()) + timedelta(hours=12), tick=False) as now:
        yield now


_numbers = count(1)


def street(grid: str, doors: int) -> list[UUID]:
    return register_all(("户", grid, f"新街{next(_numbers)}号", None) for _ in range(doors))


def test_before_anybody_was_taught_nothing_can_be_told(dora: Person, county: County):
    shown = pace(dora)

    total = shown["total"]
    assert (total["target"], total["goal"], total["covered"], total["left"]) == (4, 4, 0, 4)
    # Today is one of the days that are left.
    assert (shown["days_left"], total["needed_a_day"]) == (31, 1)
    assert (total["verdict"], total["earliest_on"], total["latest_on"], shown["ahead"]) == ("too_short", None, None, [])
    assert {line["code"]: line["verdict"] for line in shown["items"]} == dict.fromkeys(
        (line["code"] for line in shown["items"]), "too_short"
    )


def test_a_place_without_doors_has_no_pace(charlie: Person, county: County):
    shown = pace(charlie, kind="enterprise")

    assert (shown["total"]["verdict"], shown["total"]["needed_a_day"]) == ("no_target", None)


def test_what_is_needed_a_day_counts_from_the_last_day_that_is_over(alice: Person, dora: Person, county: County):
    with days_pass() as now:
        doors = street(EAST_1, 61)
        teach(alice, county, *doors[:5])
        here = pace(dora, scope=EAST)
        assert (here["total"]["goal"], here["total"]["today"], here["total"]["needed_a_day"]) == (63, 5, 3)
        now.shift(timedelta(days=1))
        here = pace(dora, scope=EAST)
        # 58 doors in 30 days.
        assert (here["total"]["today"], here["total"]["needed_a_day"], here["days_left"]) == (0, 2, 30)
        now.shift(timedelta(days=31))
        over = pace(dora, scope=EAST)
        assert (over["days_left"], over["total"]["needed_a_day"], over["total"]["left"]) == (0, None, 58)


def test_the_goal_is_the_campaigns_target(erin: Person, alice: Person, county: County):
    with days_pass():
        teach(alice, county, *street(EAST_1, 8))
        erin.patch(f"/campaigns/{county.campaign_id}", target_percent=80)

        total = pace(erin, scope=EAST)["total"]

    assert (total["target"], total["goal"], total["covered"], total["left"], total["verdict"]) == (10, 8, 8, 0, "done")


def walked(alice: Person, county: County, now: Any, each_day: list[int], spare: int = 140) -> None:
    doors = iter(street(EAST_1, sum(each_day) + spare))
    for number in each_day:
        if number:
            teach(alice, county, *(next(doors) for _ in range(number)))
        now.shift(timedelta(days=1))


def test_after_two_whole_weeks_it_is_told_with_a_range(alice: Person, dora: Person, county: County):
    with days_pass() as now:
        walked(alice, county, now, [5, 6, 4, 5, 0, 7, 3] * 2)
        shown = pace(dora, scope=EAST)
        walked_at = clock.today()

        total = shown["total"]
        assert (total["verdict"], total["weeks"], total["covered"], total["goal"]) == ("told", 2, 60, 202)
        assert (total["recent_days"], total["recent"]) == (14, 60)
        # 142 doors at 30 a week: a little less than five weeks.
        expected = date.fromisoformat(total["expected_on"])
        assert timedelta(days=28) <= expected - walked_at <= timedelta(days=38)
        assert total["earliest_on"] < total["expected_on"] <= total["sees_until"]
        assert next(day["on"] for day in shown["ahead"]) == walked_at.isoformat()
        assert all(day["low"] <= day["middle"] <= day["high"] <= 202 for day in shown["ahead"])
        # The same question has the same answer.
        assert pace(dora, scope=EAST) == shown
        (line,) = [line for line in pace(dora)["items"] if line["code"] == TOWN]
        (village,) = [line for line in pace(dora, by="village")["items"] if line["code"] == EAST]
        for name, value in village.items():
            assert total.get(name, value) == value, name
        assert line["covered"] == 60


def test_where_nobody_went_lately_nothing_is_promised(alice: Person, dora: Person, county: County):
    with days_pass() as now:
        walked(alice, county, now, [9, 8, 7] + [0] * 20)

        total = pace(dora, scope=EAST)["total"]

    assert (total["verdict"], total["expected_on"], total["recent"]) == ("too_few", None, 0)


def test_a_pace_that_would_take_years_is_not_given_a_day(alice: Person, dora: Person, county: County):
    with days_pass() as now:
        street(EAST_2, 300)
        walked(alice, county, now, [1] * 21)

        total = pace(dora, scope=EAST)["total"]

    assert (total["verdict"], total["earliest_on"], total["expected_on"], total["latest_on"]) == ("beyond",) + (
        None,
    ) * 3
    assert total["sees_until"] is not None


def test_what_came_before_the_drive_says_nothing_of_it(erin: Person, alice: Person, county: County):
    noon = clock.start_of(clock.today()) + timedelta(hours=12)
    with time_machine.travel(noon - timedelta(days=35), tick=False) as now:
        drive_on = (clock.today() + timedelta(days=20)).isoformat()
        assert erin.patch(f"/campaigns/{county.campaign_id}", drive_on=drive_on).status_code == 200
        walked(alice, county, now, [1] * 19, spare=5)
        assert pace(erin, scope=EAST)["total"]["weeks"] == 2
        walked_before = pace(erin, scope=EAST)["total"]["covered"]
        now.shift(timedelta(days=1))
        walked(alice, county, now, [5] * 13, spare=60)
        in_drive = pace(erin, scope=EAST)["total"]
        assert (in_drive["verdict"], in_drive["covered"]) == ("too_short", walked_before + 65)
        now.shift(timedelta(days=1))
        told = pace(erin, scope=EAST)["total"]

    assert (told["verdict"], told["weeks"], told["recent"]) == ("told", 2, 65)


def test_a_past_day_is_held_against_the_plan_of_its_time(alice: Person, erin: Person, county: County):
    with days_pass() as now:
        walked(alice, county, now, [5, 6, 4, 5, 0, 7, 3] * 2)
        then = clock.today()
        before = pace(erin, scope=EAST, on=(then - timedelta(days=1)).isoformat())
        erin.patch(
            f"/campaigns/{county.campaign_id}", deadline_on=(then + timedelta(days=90)).isoformat(), target_percent=50
        )
        now.shift(timedelta(days=3))

        assert pace(erin, scope=EAST, on=(then - timedelta(days=1)).isoformat()) == before
        assert pace(erin, scope=EAST)["target_percent"] == 50
        # A day that is over is whole: nothing of it is "today".
        assert (before["basis_on"], before["total"]["today"]) == (before["on"], 0)


def test_by_worker_every_door_is_in_one_line_and_nobody_is_ranked(
    alice: Person, bob: Person, carol: Person, frank: Person, county: County
):
    with days_pass():
        teach(alice, county, county.doors["王一"])
        teach(frank, county, county.doors["李二"])
        teach(bob, county, county.doors["赵三"])
        register("孙六", EAST_2, "桥东村9号")

        shown = pace(carol, by="worker")

    lines = [(line["name"], line["crew"], line["covered"], line["by_crew"]) for line in shown["items"]]
    assert lines == [("第一网格", ["Alice"], 2, 1), ("第二网格", [], 0, 0), ("桥西网格", ["Bob"], 1, 1)]
    assert [line["code"] for line in shown["items"]] == [EAST_1, EAST_2, WEST_1]
    for name in ("registered", "excluded", "uncovered", "target", "covered", "today"):
        assert sum(line[name] for line in shown["items"]) == shown["total"][name]


def test_a_second_visit_does_not_take_a_door_from_the_first(
    alice: Person, frank: Person, carol: Person, county: County
):
    with days_pass() as now:
        (first,) = teach(alice, county, county.doors["王一"])
        now.shift(timedelta(days=1))
        teach(frank, county, county.doors["王一"])
        assert pace(carol, by="worker")["items"][0]["by_crew"] == 1

        carol.post(f"/visits/{first}/withdraw", reason="签错了户")
        line = pace(carol, by="worker")["items"][0]

    assert (line["covered"], line["by_crew"]) == (1, 0)


def test_who_walked_is_asked_of_the_day(carol: Person, county: County, bob: Person):
    with days_pass() as now:
        now.shift(timedelta(days=1))
        yesterday = (clock.today() - timedelta(days=1)).isoformat()
        assert carol.put_json(f"/divisions/{EAST_1}/workers", worker_ids=[bob.id]).status_code == 204

        crews = [pace(carol, by="worker", scope=EAST, on=on)["items"][0]["crew"] for on in (None, yesterday)]

    assert crews == [["Bob"], ["Alice"]]


def test_who_may_not_see_it(alice: Person, dora: Person, charlie: Person, county: County):
    assert alice.get("/pace").status_code == 403
    assert dora.get("/pace", by="worker").status_code == 403
    assert charlie.get("/pace", scope=WEST).status_code == 404
    assert {line["code"] for line in pace(charlie, by="village")["items"]} == {HILL}


def test_a_day_that_is_still_to_come_is_refused(dora: Person, county: County):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()

    assert dora.get("/pace", on=tomorrow).json["code"] == "day_in_future"


@pytest.mark.parametrize(("by", "reads"), [("village", 2), ("worker", 3)])
def test_however_many_villages_it_is_as_many_statements(carol: Person, county: County, by: str, reads: int):
    """Where doors stand now, since when they are covered, and by whom."""
    asked: list[str] = []
    listener = (db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    counts = []
    for _ in range(2):
        event.listen(*listener)
        pace(carol, by=by)
        event.remove(*listener)
        counts.append((len(asked), sum("standing" in statement for statement in asked)))
        asked.clear()
        for grid in (EAST_2, WEST_1):
            street(grid, 3)

    assert counts[0] == counts[1]
    assert counts[0][1] == reads


def test_more_taken_back_than_covered_today_is_not_done(
    alice: Person, carol: Person, dora: Person, erin: Person, county: County
):
    with days_pass() as now:
        ids = teach(alice, county, *street(EAST_1, 18), county.doors["王一"], county.doors["李二"])
        erin.patch(f"/campaigns/{county.campaign_id}", target_percent=90)
        now.shift(timedelta(days=1))
        for visit in ids[:3]:
            assert carol.post(f"/visits/{visit}/withdraw", reason="签错了户").status_code == 200
        total = pace(dora, scope=EAST_1)["total"]

    assert (total["goal"], total["covered"], total["left"], total["today"], total["needed_a_day"]) == (18, 17, 1, 0, 1)
    assert total["verdict"] != "done"
