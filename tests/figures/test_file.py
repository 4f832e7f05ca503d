"""Case figures as a file: whose copy it is, what it adds up to, who may have it, and by grid."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import openpyxl
import pytest
import time_machine

from tests.county import EAST, EAST_1, EAST_2, WEST, WEST_1, County
from tests.figures.world import World, sheets_of
from tests.person import Person

NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_wednesday(county: County) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(county: County, a_wednesday: None) -> World:
    world = World(county)
    world.begin(date(2026, 11, 1))
    return world


def test_by_grid_as_far_as_a_home_is_known_and_the_rest_is_named(world: World, carol: Person):
    first, second = (world.add_home(grid, date(2026, 11, 1), None) for grid in (EAST_1, EAST_2))
    moved = world.add_home(EAST_1, date(2026, 11, 1), None)
    world.move(moved, date(2026, 11, 23), EAST_2)
    west = world.add_home(WEST_1, date(2026, 11, 1), None)
    late = world.add_home(EAST_1, date(2026, 11, 24), None)
    for home in (first, first, second, moved, west, late):
        world.match(carol, world.report(carol, EAST, MONDAY), home)
    world.match(carol, world.report(carol, EAST, MONDAY), None)
    world.report(carol, EAST, MONDAY)

    told = carol.get("/cases/figures", scope=EAST, weeks=1).json

    assert told["by"] == "grid"
    assert [(line["code"], line["cases"]) for line in told["items"]] == [(EAST_1, 2), (EAST_2, 1)]
    assert told["no_grid"] == {"open": 1, "none": 1, "unregistered": 1, "moved": 1, "elsewhere": 1}
    assert (told["wider"]["cases"], told["total"]["cases"]) == (5, 8)


def test_the_file_says_whose_it_is_and_is_on_record(world: World, carol: Person, dora: Person):
    world.match(carol, world.report(carol, EAST, MONDAY), world.add_home(EAST_1, date(2026, 11, 1), None))
    world.report(carol, WEST, MONDAY, loss_fen=12_345)

    answer = carol.get("/cases/figures.xlsx", by="grid", weeks=2)

    places, by_week, _ = sheets_of(answer.data)
    assert (answer.status_code, [row["网格"] for row in places][-2:]) == (200, ["没有对应到网格", None])
    assert [row["损失（元）"] for row in by_week] == [0, 123.45, 123.45]
    (export,) = dora.get("/exports").json["items"]
    assert (export["content"], export["format"], export["username"]) == ("case_figures", "xlsx", "carol")
    (entry,) = dora.get("/audit", action="export_case_figures").json["items"]
    assert "案件 2 件" in entry["said"]
    # The file says the same as the record: its number, who, and the sum.
    said = str(places) + str(lines_above(answer.data))
    assert f"导出编号 {export['number']:06}" in said
    assert "各网格 1 + 没有对应到网格 1 = 合计 2 起" in said
    assert "没有对应到网格的：还没有认定住户 1" in said


def lines_above(data: bytes) -> list[str]:
    """What stands above the columns of the first sheet."""
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return [str(row[0]) for row in rows if row[1] is None]


def test_it_names_nobody_and_counts_against_no_day(world: World, carol: Person):
    world.report(carol, EAST, MONDAY, victim="孙五五", phone="13912345678")

    data = carol.get("/cases/figures.xlsx").data
    assert carol.get("/exports/allowance").json["taken"] == 0
    assert not any(word in str(sheets_of(data)) for word in ("孙五五", "13912345678"))


def test_who_may_not_look_may_not_take_it_away(
    world: World, carol: Person, charlie: Person, frank: Person, alice: Person
):
    assert charlie.get("/cases/figures.xlsx", scope=EAST).status_code == 404
    assert alice.get("/cases/figures.xlsx").status_code == frank.get("/cases/figures.xlsx").status_code == 403
    assert carol.get("/cases/figures.xlsx", scope=EAST_1).json["code"] == "cases_not_by_grid"
