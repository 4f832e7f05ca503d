"""For any cases, every figure is that of a plain recount, at every scope, role and number of weeks, and of the list itself."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.campaigns.notice import FRAUDS
from app.figures.schemas import WeeklyFiguresSchema
from tests.conftest import empty_tables
from tests.county import COUNTY, EAST, HILL, OTHER_TOWN, TOWN, WEST, build
from tests.figures.world import GRIDS, World, day_of, recount
from tests.person import Person

# A Wednesday of the first week of 2027: the year before had 53 weeks.
NOW = datetime(2027, 1, 6, 4, tzinfo=UTC)
TODAY, STARTS_ON = date(2027, 1, 6), date(2026, 12, 1)
COUNTED = ("cases", "loss_fen", "loss_unknown", "across", "uncovered", "covered", "excluded", "unclear", "unregistered")
COUNTED += ("before", "open", "none")
VILLAGES = (EAST, WEST, HILL, None)
ASKED = (
    ("carol", None, None), ("carol", EAST, None), ("carol", TOWN, "town"), ("charlie", None, "village"),
    ("dora", None, None), ("dora", COUNTY, "village"), ("dora", OTHER_TOWN, None), ("erin", HILL, "village"),
)  # fmt: skip

homes = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 60), st.none() | st.integers(0, 36)), max_size=4)
cases = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 45) | st.integers(330, 420), st.integers(0, 23), st.integers(0, 60),
        st.none() | st.integers(0, 10**9), st.integers(-2, 3), st.sampled_from(list(FRAUDS)),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(homes=homes, cases=cases, weeks=st.sampled_from((1, 2, 5, 53)), ago=st.sampled_from((0, 1, 2, 3, 9)))
def test_every_figure_equals_a_recount(app: Flask, homes: list, cases: list, weeks: int, ago: int):
    with time_machine.travel(NOW, tick=False):
        empty_tables()
        world = World(build())
        world.begin(STARTS_ON)
        people = {name: Person(app, name) for name in ("carol", "charlie", "dora", "erin")}
        for grid, since, covered in homes:
            on = None if covered is None else TODAY - timedelta(days=covered)
            world.add_home(GRIDS[grid], TODAY - timedelta(days=since), on)
        for place, days, hour, lasts, loss, home, fraud in cases:
            begun = min(NOW - timedelta(days=days, hours=hour), NOW)
            hours = min(lasts, (NOW - begun) // timedelta(hours=1))
            case = world.report(people["erin"], VILLAGES[place], begun, hours=hours, loss_fen=loss, fraud=fraud)
            if home >= -1:
                world.match(people["erin"], case, world.homes[home] if 0 <= home < len(world.homes) else None)

        for name, scope, by in ASKED:
            check(world, people[name], scope, by, weeks, TODAY - timedelta(days=ago))


def check(world: World, person: Person, scope: str | None, by: str | None, weeks: int, on: date) -> None:
    answer = person.get("/cases/figures", scope=scope, by=by, weeks=weeks, on=on.isoformat())
    figures = answer.json
    assert WeeklyFiguresSchema().validate(figures) == {}
    first = on - timedelta(days=on.weekday() + 7 * (weeks - 1))
    listed = person.get("/cases", scope=scope, first=first.isoformat(), last=on.isoformat(), limit=500).json
    mine = {case["id"] for case in person.get("/cases", scope=scope, limit=500).json["items"]}
    known = [case for case in world.frauds if case.id in mine]

    def began(start: date, end: date, code: str = "") -> list:
        return [case for case in known if start <= day_of(case.begun) <= end and case.code.startswith(code)]

    total = figures["total"]
    assert total["cases"] == listed["total"] == len(listed["items"])
    assert total["loss_fen"] == sum(case["loss_fen"] or 0 for case in listed["items"])
    assert total["frauds"] == Counter(case["fraud"] for case in listed["items"])
    assert_same(total, began(first, on))
    assert sum(total[name] for name in COUNTED[4:]) == total["cases"]
    certain = total["covered"] + total["uncovered"]
    assert total["uncovered_share"] == (total["uncovered"] / certain if certain else None)

    assert len(figures["weeks"]) == weeks
    for number, week in enumerate(figures["weeks"]):
        start = first + timedelta(days=7 * number)
        assert_same(week, began(start, min(start + timedelta(days=6), on)))
        assert_compared(world, week, known, 1, on)
    assert_compared(world, total, known, weeks, on)

    digits = {"town": 9, "village": 12}[figures["by"]]
    for line in figures["items"]:
        assert_same(line, began(first, on, line["code"][:digits]))
        assert_compared(world, line, [case for case in known if case.code.startswith(line["code"][:digits])], weeks, on)
    for lines in ([*figures["items"], figures["wider"]],):
        for name in COUNTED:
            assert sum(line[name] for line in lines) == total[name]
        for number, week in enumerate(figures["weeks"]):
            assert sum(line["weekly_cases"][number] for line in lines) == week["cases"]
            assert sum(line["weekly_loss_fen"][number] for line in lines) == week["loss_fen"]


def assert_same(shown: dict, cases: list) -> None:
    counted = recount(cases, STARTS_ON)
    assert {name: shown[name] for name in COUNTED} == {name: counted[name] for name in COUNTED}


def is_known(begun: list[date], start: date, end: date, on: date) -> bool:
    """Looked at day by day: a year with cases is known, and so is this one after such a year; the first from its first month."""
    years = {day.year for day in begun}
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        own = [one for one in begun if one.year == day.year]
        after = day.year - 1 in years and (own or day.year == on.year)
        if not after and not (own and day >= min(own).replace(day=1)):
            return False
    return True


def assert_compared(world: World, shown: dict, known: list, weeks: int, on: date) -> None:
    """Against as many weeks before, and the same ISO weeks of the year before, cut at the same weekday."""
    first, last = date.fromisoformat(shown["first"]), date.fromisoformat(shown["last"])
    year, week, _ = first.isocalendar()
    ago = next(
        (day for n in range(355, 380) if (day := first - timedelta(days=n)).isocalendar() == (year - 1, week, 1)), None
    )
    begun = [day_of(case.begun) for case in world.frauds if day_of(case.begun) <= on]
    for name, start in (("previous", first - timedelta(weeks=weeks)), ("year_ago", ago)):
        base = shown[name]
        end = start and start + (last - first)
        if start is None or end is None or not is_known(begun, start, end, on):
            assert base is None
            continue
        assert (base["first"], base["last"]) == (start.isoformat(), end.isoformat())
        then = recount([case for case in known if start <= day_of(case.begun) <= end], STARTS_ON)
        assert (base["cases"], base["loss_fen"]) == (then["cases"], then["loss_fen"])
        for word, counted in (("cases", "cases"), ("loss", "loss_fen")):
            change: int | None = shown[counted] - then[counted]
            if word == "loss" and any(one["cases"] and one["loss_unknown"] == one["cases"] for one in (shown, then)):
                change = None
            assert base[f"{word}_change"] == change
            assert base[f"{word}_percent"] == (
                100 * change / then[counted] if change is not None and then[counted] else None
            )
