"""Doors as vector tiles."""

import math

import mapbox_vector_tile
from flask import Flask

from tests.county import EAST_1, County, register
from tests.person import Person

LAT, LON = 30.29, 118.54


def tile_of(lat: float, lon: float, z: int) -> tuple[int, int]:
    x = (lon + 180) / 360 * 2**z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**z
    return int(x), int(y)


def features(person: Person, z: int, **query: str | None) -> list[dict]:
    x, y = tile_of(LAT, LON, z)
    answer = person.get(f"/tiles/doors/{z}/{x}/{y}.mvt", **query)
    assert answer.status_code == 200
    return mapbox_vector_tile.decode(answer.data)["doors"]["features"]


def test_a_door_lies_where_it_stands(carol: Person):
    door = register("孙五", EAST_1, "桥东村9号", lat=LAT, lon=LON)
    z = 16
    x, y = tile_of(LAT, LON, z)

    (feature,) = features(carol, z)

    px, py = feature["geometry"]["coordinates"]
    lon = (x + px / 4096) / 2**z * 360 - 180
    # The decoder turns y up again.
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 1 - py / 4096) / 2**z))))
    assert abs(lon - LON) < 1e-5
    assert abs(lat - LAT) < 1e-5
    assert feature["properties"] == {"id": str(door), "state": "uncovered", "kind": "family", "n": 1}


def test_an_apartment_block_is_one_point_that_tells_how_many(carol: Person):
    for floor in range(5):
        register(f"住户{floor}", EAST_1, f"桥东小区1幢{floor}01室", lat=LAT, lon=LON)

    (feature,) = features(carol, 14)

    assert feature["properties"]["n"] == 5


def test_a_tile_holds_nothing_out_of_scope(carol: Person, charlie: Person):
    register("孙五", EAST_1, "桥东村9号", lat=LAT, lon=LON)

    x, y = tile_of(LAT, LON, 14)

    assert mapbox_vector_tile.decode(charlie.get(f"/tiles/doors/14/{x}/{y}.mvt").data)["doors"]["features"] == []


def test_a_tile_is_of_one_campaign_and_one_kind(erin: Person, county: County, app: Flask):
    register("孙五", EAST_1, "桥东村9号", lat=LAT, lon=LON)
    new = app.test_cli_runner().invoke(
        args=["start-campaign", "--name", "春季", "--from", "2026-03-01", "--until", "2026-04-01"]
    )
    assert new.exit_code == 0

    for campaign in (None, str(county.campaign_id)):
        assert [feature["properties"]["n"] for feature in features(erin, 14, campaign=campaign)] == [1]
    assert features(erin, 14, kind="merchant") == []
    assert len(erin.get("/households", campaign=str(county.campaign_id)).json["items"]) == 5


def test_too_far_out_there_is_no_tile(carol: Person):
    assert carol.get("/tiles/doors/3/1/1.mvt").json["code"] == "no_such_tile"
    assert carol.get("/tiles/doors/12/5000/1.mvt").json["code"] == "no_such_tile"
