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
from tests.figures.world import GRIDS, Fraud, World, day_of, grid_of, monday, recount, sheets_of
from tests.person import Person

# A Wednesday of the first week of 2027: the year before had 53 weeks.
NOW = datetime(2027, 1, 6, 4, tzinfo=UTC)
TODAY, STARTS_ON = date(2027, 1, 6), date(2026, 12, 1)
COUNTED = ("cases", "loss_fen", "loss_unknown", "across", "uncovered", "covered", "excluded", "unclear", "unregistered")
COUNTED += ("before", "open", "none")
COUNTS_IN_FILE = {
    "发案（起）": "cases", "损失不清楚（起）": "loss_unknown", "跨周（起）": "across", "未覆盖的家庭": "uncovered",
    "已覆盖的家庭": "covered", "当时已剔除": "excluded", "分不清先后": "unclear", "当时不在名册": "unregistered",
    "行动开始之前": "before", "还没有认定住户": "open", "名册上没有对应的住户": "none",
}  # fmt: skip
VILLAGES = (EAST, WEST, HILL, None)
ASKED = (
    ("carol", None, None), ("carol", EAST, None), ("carol", TOWN, "town"), ("charlie", None, "village"),
    ("dora", None, None), ("dora", COUNTY, "village"), ("dora", OTHER_TOWN, None), ("erin", HILL, "village"),
    ("erin", None, "grid"), ("carol", WEST, None), ("dora", TOWN, "grid"),
)  # fmt: skip
FILES = (("carol", None, None), ("dora", None, "grid"), ("erin", EAST, None))
DIGITS = {"town": 9, "village": 12, "grid": 15}
NO_GRID = ("open", "none", "unregistered", "moved", "elsewhere")

moves = st.none() | st.tuples(st.integers(0, 2), st.integers(0, 30))
homes = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 60), st.none() | st.integers(0, 36), moves), max_size=4)
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
        for grid, since, covered, move in homes:
            on = None if covered is None else TODAY - timedelta(days=covered)
            home = world.add_home(GRIDS[grid], TODAY - timedelta(days=since), on)
            if move and move[1] < since:
                world.move(home, TODAY - timedelta(days=move[1]), GRIDS[move[0]])
        for place, days, hour, lasts, loss, home, fraud in cases:
            begun = min(NOW - timedelta(days=days, hours=hour), NOW)
            hours = min(lasts, (NOW - begun) // timedelta(hours=1))
            case = world.report(people["erin"], VILLAGES[place], begun, hours=hours, loss_fen=loss, fraud=fraud)
            if home >= -1:
                world.match(people["erin"], case, world.homes[home] if 0 <= home < len(world.homes) else None)

        for name, scope, by in ASKED:
            check(world, people[name], scope, by, weeks, TODAY - timedelta(days=ago))
        for name, scope, by in FILES:
            check_file(world, people[name], scope, by, weeks, TODAY - timedelta(days=ago))


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

    for line in figures["items"]:
        own = [case for case in known if lies_in(case, line["code"], figures["by"])]
        assert_same(line, [case for case in began(first, on) if case in own])
        assert_compared(world, line, own, weeks, on)
    check_no_grid(figures, began(first, on))
    for lines in ([*figures["items"], figures["wider"]],):
        for name in COUNTED:
            assert sum(line[name] for line in lines) == total[name]
        for number, week in enumerate(figures["weeks"]):
            assert sum(line["weekly_cases"][number] for line in lines) == week["cases"]
            assert sum(line["weekly_loss_fen"][number] for line in lines) == week["loss_fen"]


def check_no_grid(figures: dict, cases: list[Fraud]) -> None:
    """What is in no grid is named, all of it."""
    by_grid = figures["by"] == "grid"
    why = Counter(grid for case in cases if len(grid := grid_of(case)) < 15)
    assert figures["no_grid"] == ({name: why[name] for name in NO_GRID} if by_grid else None)
    assert not by_grid or sum(why.values()) == figures["wider"]["cases"]


def lies_in(case: Fraud, code: str, by: str) -> bool:
    return grid_of(case) == code if by == "grid" else case.code.startswith(code[: DIGITS[by]])


def check_file(world: World, person: Person, scope: str | None, by: str | None, weeks: int, on: date) -> None:
    """Every row of the workbook, counted from the cases themselves."""
    asked = {"scope": scope, "by": by, "weeks": weeks, "on": on.isoformat()}
    mine = {case["id"] for case in person.get("/cases", scope=scope, limit=500).json["items"]}
    monday_of_first = on - timedelta(days=on.weekday() + 7 * (weeks - 1))
    known = [case for case in world.frauds if case.id in mine and monday_of_first <= day_of(case.begun) <= on]
    places, by_week, each = sheets_of(person.get("/cases/figures.xlsx", **asked).data)
    codes = [
        division["code"] for division in person.get("/cases/figures", **asked).json["items"]
    ]  # in this order: names are no keys
    level = person.get("/cases/figures", **asked).json["by"]
    lines = [[case for case in known if lies_in(case, code, level)] for code in codes]
    rest = [case for case in known if not any(case in line for line in lines)]
    expected = [*lines, *([rest] if rest else []), known]

    assert len(places) == len(each) == len(expected)
    for row, weekly, cases in zip(places, each, expected, strict=True):
        counted = recount(cases, STARTS_ON)
        assert [row[name] for name in COUNTS_IN_FILE] == [counted[name] for name in COUNTS_IN_FILE.values()]
        unknown = cases and counted["loss_unknown"] == len(cases)
        assert row["损失（元）"] == ("—" if unknown else counted["loss_fen"] / 100)
        frauds = Counter(case.fraud for case in cases)
        assert [row[word] for word in FRAUDS.values()] == [frauds[fraud] for fraud in FRAUDS]
        starts = [monday_of_first + timedelta(days=7 * number) for number in range(weeks)]
        of_week = [sum(monday(day_of(case.begun)) == start for case in cases) for start in starts]
        assert [weekly[f"{start} 起"] for start in starts] == of_week
        assert weekly["合计"] == len(cases)
    assert [row["发案（起）"] for row in by_week] == [*of_week, len(known)]


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
            if word == "loss" and (shown["loss_unknown"] or then["loss_unknown"]):
                change = None  # a loss that nobody knows yet could turn it round
            assert base[f"{word}_change"] == change
            assert base[f"{word}_percent"] == (
                100 * change / then[counted] if change is not None and then[counted] else None
            )
