"""Doors as vector tiles."""

import math

import pytest
from flask import Flask
from sqlalchemy import update

from app.changes import note, writing
from app.coverage import tiles
from app.db import db
from app.households.models import Household, Standing
from tests.county import EAST_1, County, register
from tests.coverage.dots import dots, tile_of
from tests.person import Person

LAT, LON = 30.29, 118.54


def here(person: Person, z: int, **query: str | None) -> list[dict]:
    return dots(person, z, *tile_of(LAT, LON, z), **query)


def behind(person: Person, z: int, dot: dict, **query: str | None) -> dict:
    x, y = tile_of(LAT, LON, z)
    across, down = dot["geometry"]["coordinates"]
    answer = person.get(f"/tiles/doors/{z}/{x}/{y}/{across}/{down}", **query)
    assert answer.status_code == 200
    return answer.json


def test_a_door_lies_where_it_stands(carol: Person):
    register("孙五", EAST_1, "桥东村9号", lat=LAT, lon=LON)
    z = 16
    x, y = tile_of(LAT, LON, z)

    (dot,) = here(carol, z)

    px, py = dot["geometry"]["coordinates"]
    lon = (x + px / 4096) / 2**z * 360 - 180
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + py / 4096) / 2**z))))
    assert abs(lon - LON) < 1e-5
    assert abs(lat - LAT) < 1e-5
    assert dot["properties"] == {"state": "uncovered", "n": 1}


def test_an_apartment_block_is_one_dot_that_opens_as_its_doors(carol: Person):
    for floor in range(5):
        register(f"住户{floor}", EAST_1, f"桥东小区1幢{floor + 8}01室", lat=LAT, lon=LON)
    register("孙五", EAST_1, "桥东村9号", lat=LAT + 0.0003, lon=LON)

    dot = next(one for one in here(carol, 17) if one["properties"]["n"] > 1)

    assert dot["properties"]["n"] == 5
    opened = behind(carol, 17, dot)
    assert [door["address"] for door in opened["items"]] == [f"桥东小区1幢{floor}01室" for floor in range(8, 13)]
    assert opened["total"] == 5


def test_a_dot_that_stands_for_many_says_how_many(carol: Person):
    for floor in range(5):
        register(f"住户{floor}", EAST_1, f"桥东小区1幢{floor + 8}01室", lat=LAT, lon=LON)

    (dot,) = here(carol, 12)
    opened = [behind(carol, 12, dot, limit="2", after=after) for after in ("0", "2", "4")]

    assert [(len(page["items"]), page["total"], page["next"]) for page in opened] == [
        (2, 5, "2"),
        (2, 5, "4"),
        (1, 5, None),
    ]
    assert len({door["id"] for page in opened for door in page["items"]}) == 5


def test_a_door_that_moves_or_goes_leaves_no_dot_behind(carol: Person):
    moved, gone, stays = (register(f"住户{n}", EAST_1, f"桥东村{n}号", lat=LAT, lon=LON + n * 1e-3) for n in range(3))
    assert sum(dot["properties"]["n"] for dot in here(carol, 12)) == 3
    before = sorted(dot["geometry"]["coordinates"] for dot in here(carol, 12))

    with writing():
        db.session.execute(update(Household).where(Household.id == moved).values(lat=LAT + 2e-3))
        note("household", moved, EAST_1)
    assert len(here(carol, 12)) == 3
    with writing():
        db.session.execute(update(Standing).where(Standing.household_id == gone).values(until_on=Standing.from_on))
        note("household", gone, EAST_1)

    after = sorted(dot["geometry"]["coordinates"] for dot in here(carol, 12))
    assert len(after) == 2
    assert len(set(map(tuple, after)) & set(map(tuple, before))) == 1
    assert behind(carol, 12, {"geometry": {"coordinates": before[2]}})["items"][0]["id"] == str(stays)


def test_nothing_stands_behind_an_empty_point(carol: Person):
    register("孙五", EAST_1, "桥东村9号", lat=LAT, lon=LON)
    (dot,) = here(carol, 17)
    across, down = dot["geometry"]["coordinates"]

    nothing = behind(carol, 17, {"geometry": {"coordinates": [across ^ 1, down]}})

    assert nothing == {"items": [], "total": 0, "next": None}


def test_a_tile_holds_nothing_out_of_scope(carol: Person, charlie: Person):
    register("孙五", EAST_1, "桥东村9号", lat=LAT, lon=LON)
    (dot,) = here(carol, 14)

    assert here(charlie, 14) == []
    assert behind(charlie, 14, dot) == {"items": [], "total": 0, "next": None}


def test_a_tile_is_of_one_campaign_and_one_kind(erin: Person, county: County, app: Flask):
    register("孙五", EAST_1, "桥东村9号", lat=LAT, lon=LON)
    new = app.test_cli_runner().invoke(
        args=["start-campaign", "--name", "春季", "--from", "2026-03-01", "--until", "2026-04-01"]
    )
    assert new.exit_code == 0

    for campaign in (None, str(county.campaign_id)):
        assert [dot["properties"]["n"] for dot in here(erin, 14, campaign=campaign)] == [1]
    assert here(erin, 14, kind="merchant") == []
    assert len(erin.get("/households", campaign=str(county.campaign_id)).json["items"]) == 5


@pytest.fixture
def few_dots(monkeypatch: pytest.MonkeyPatch) -> int:
    """A tile that is full sooner, or a county of a hundred thousand doors would have to be made."""
    monkeypatch.setattr(tiles, "MOST_DOTS", 4)
    return 4


def test_a_full_tile_puts_dots_together_and_loses_none(carol: Person, few_dots: int):
    for number in range(30):
        register(
            f"住户{number}", EAST_1, f"桥东村{number}号", lat=LAT + number % 6 * 2e-4, lon=LON + number // 6 * 2e-4
        )

    drawn = [dot for z in (5, 13) for dot in [here(carol, z)]]

    for found in drawn:
        assert 1 <= len(found) <= few_dots
        assert sum(dot["properties"]["n"] for dot in found) == 30
    assert sorted(behind(carol, 13, dot)["total"] for dot in drawn[1]) == sorted(
        dot["properties"]["n"] for dot in drawn[1]
    )


def test_beyond_the_map_there_is_no_tile(carol: Person):
    assert carol.get("/tiles/doors/3/1/1.mvt").json["code"] == "no_such_tile"
    assert carol.get("/tiles/doors/12/5000/1.mvt").json["code"] == "no_such_tile"
    assert carol.get("/tiles/doors/12/5000/1/1/1").json["code"] == "no_such_tile"
