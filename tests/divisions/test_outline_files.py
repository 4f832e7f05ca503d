"""Outlines from GeoJSON: real borders, matched by code or by name (pure)."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.divisions.outline_file import Place, match, read_outlines
from app.problems import Problem

FILE = Path(__file__).parent.parent / "data" / "divisions" / "outlines.geojson"
SQUARE = {"type": "Polygon", "coordinates": [[[118.5, 30.2], [118.6, 30.2], [118.6, 30.3], [118.5, 30.2]]]}
TOWN, OTHER = Place("341825100000", "town", "旌阳镇"), Place("341825101000", "town", "蔡家桥镇")
NORTH, SOUTH = Place("341825100200", "village", "新庄村委会"), Place("341825101200", "village", "新庄村委会")
RIVER = Place("341825100203", "village", "凫山村委会")
PLACES = [TOWN, OTHER, NORTH, SOUTH, RIVER]


def collection(*properties: dict[str, Any], geometry: Any = SQUARE, **members: Any) -> str:
    features = [{"type": "Feature", "properties": p, "geometry": geometry} for p in properties]
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


def found(*properties: dict[str, Any]) -> list[str]:
    return [drawn.code for drawn in match(read_outlines(collection(*properties)), PLACES).drawn]


def test_a_town_of_real_villages_finds_every_one_by_its_name() -> None:
    features = read_outlines(FILE.read_bytes())
    names = [feature["properties"]["VILLNAME"] for feature in json.loads(FILE.read_text())["features"]]
    places = [Place(f"341825100{number:03}", "village", name) for number, name in enumerate(names, 200)]

    matched = match(features, places)

    assert len(matched.drawn) == 19
    assert matched.in_words() == "导入边界 19 个，对不上 0 个，重名 0 个。"


def test_a_code_beats_a_name() -> None:
    assert found({"name": "凫山村委会", "code": "341825101200"}) == [SOUTH.code]
    assert found({"dm": 341825100203}) == [RIVER.code]


def test_a_shorter_spelling_of_a_name_is_found() -> None:
    assert found({"名称": "凫山村"}) == [RIVER.code]
    assert found({"名称": "凫山村村民委员会"}) == [RIVER.code]


def test_of_two_villages_of_one_name_the_town_beside_it_decides() -> None:
    assert found({"cun": "新庄村", "zhen": "蔡家桥镇"}) == [SOUTH.code]


def test_a_name_that_two_villages_bear_is_told_and_left_out() -> None:
    matched = match(read_outlines(collection({"cun": "新庄村"}, {"cun": "不存在村"})), PLACES)

    assert matched.drawn == []
    assert matched.in_words().splitlines()[1:] == ["对不上：不存在村", "重名，请在属性中写 12 位代码：新庄村"]


def test_a_village_in_two_pieces_is_one_outline() -> None:
    matched = match(read_outlines(collection({"n": "凫山村"}, {"n": "凫山村"})), PLACES)

    assert len(matched.drawn) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("PK\x03\x04", "outlines_unreadable"),
        ("[]", "outlines_unreadable"),
        ('{"type": "Topology"}', "outlines_unreadable"),
        (b"\xff\xfe\x00", "outlines_unreadable"),
        (collection({"n": "凫山村"}, geometry={"type": "Point", "coordinates": [118.5, 30.2]}), "outline_wrong"),
        (collection({"n": "凫山村"}, geometry=None), "outline_wrong"),
        (collection({"n": "凫山村"}, geometry={"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}), "outline_wrong"),
        (
            collection(
                {"n": "凫山村"},
                geometry={"type": "Polygon", "coordinates": [[[4e5, 3e6], [5e5, 3e6], [5e5, 4e6], [4e5, 3e6]]]},
            ),
            "outline_wrong",
        ),
        (
            collection({"n": "凫山村"}, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4528"}}),
            "outlines_in_other_system",
        ),
    ],
)
def test_what_is_no_map_of_areas_is_refused(content: str | bytes, code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_outlines(content)

    assert refused.value.code == code
