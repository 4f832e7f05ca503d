"""Outlines in the database: imported ones stay, drawn ones follow the doors."""

import json

from flask import Flask
from shapely.geometry import shape
from sqlalchemy import select

from app.changes import writing
from app.db import db
from app.divisions.models import Outline
from app.divisions.outlines import draw_outlines, import_outlines
from tests.county import EAST, EAST_1, EAST_2, TOWN, WEST, WEST_1, County
from tests.person import Person

DOORS = [
    (code, lon + 0.0004 * x, 30.2 + 0.0004 * y)
    for code, lon in ((EAST_1, 118.50), (EAST_2, 118.51), (WEST_1, 118.53))
    for x in range(5)
    for y in range(5)
]
FEATURE = {
    "type": "Feature",
    "properties": {"NAME": "桥西村"},
    "geometry": {"type": "Polygon", "coordinates": [[[118.4, 30.1], [118.6, 30.1], [118.6, 30.3], [118.4, 30.1]]]},
}


def kept() -> dict[str, str]:
    return {outline.code: outline.source for outline in db.session.scalars(select(Outline))}


def draw() -> int:
    with writing():
        return draw_outlines(DOORS)


def bring() -> None:
    with writing():
        import_outlines(json.dumps({"type": "FeatureCollection", "features": [FEATURE]}))


def test_doors_draw_their_grids_villages_and_towns(app: Flask, county: County) -> None:
    drawn = draw()

    assert drawn == 6
    assert kept() == dict.fromkeys((TOWN, EAST, WEST, EAST_1, EAST_2, WEST_1), "doors")


def test_drawing_again_draws_the_same(app: Flask, county: County) -> None:
    draw()
    first = {outline.code: outline.geometry for outline in db.session.scalars(select(Outline))}

    draw()

    assert {outline.code: outline.geometry for outline in db.session.scalars(select(Outline))} == first


def test_an_imported_outline_is_not_drawn_over(app: Flask, county: County) -> None:
    bring()
    draw()

    assert kept()[WEST] == "imported"
    assert kept()[EAST] == "doors"


def test_an_import_takes_the_place_of_a_drawn_outline(app: Flask, county: County) -> None:
    draw()
    bring()

    assert kept()[WEST] == "imported"


def test_doors_without_a_grid_lie_in_some_grids_land(app: Flask, county: County) -> None:
    with writing():
        draw_outlines([*DOORS, (EAST + "000", 118.5005, 30.2005)])

    village = shape(json.loads(db.session.get_one(Outline, EAST).geometry))
    assert village.geom_type == "Polygon"


def test_the_map_shows_them(carol: Person) -> None:
    draw()

    features = carol.get("/map/divisions", by="village").json["features"]
    assert {f["properties"]["code"]: f["properties"]["source"] for f in features} == {EAST: "doors", WEST: "doors"}
    assert all(f["geometry"]["type"] == "Polygon" for f in features)
