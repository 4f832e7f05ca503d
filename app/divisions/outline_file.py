"""Reads outlines from GeoJSON and finds the divisions they belong to (pure)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely import Geometry
from shapely.errors import ShapelyError
from shapely.geometry import shape as shape_of

from app import problems
from app.codes import LENGTHS, level_of
from app.divisions.edition_diff import stem

# Coordinate systems that are WGS-84 as far as a village's outline can tell, by the end of their names.
_SAME_AS_WGS84 = ("CRS84", "4326", "4490", "3824")


@dataclass(frozen=True)
class Place:
    """A division that may get an outline."""

    code: str
    level: str
    name: str


@dataclass(frozen=True)
class Feature:
    """A shape and the texts written on it."""

    texts: Sequence[str]
    shape: Geometry

    @property
    def title(self) -> str:
        return "、".join(self.texts) or "（无名称）"


@dataclass(frozen=True)
class Drawn:
    """A division with its shape."""

    code: str
    shape: Geometry


@dataclass(frozen=True)
class ImportedOutlines:
    """What came of a file."""

    drawn: Sequence[Drawn]
    unknown: Sequence[str]  # bear no code or name of ours
    ambiguous: Sequence[str]  # bear a name that more than one division has

    def in_words(self) -> str:
        """The result, for the person who runs the import."""
        lines = [f"导入边界 {len(self.drawn)} 个，对不上 {len(self.unknown)} 个，重名 {len(self.ambiguous)} 个。"]
        lines += [f"对不上：{title}" for title in self.unknown]
        lines += [f"重名，请在属性中写 12 位代码：{title}" for title in self.ambiguous]
        return "\n".join(lines)


def read_outlines(content: bytes | str) -> list[Feature]:
    """The areas of a FeatureCollection; raises outlines_unreadable."""
    try:
        collection = json.loads(content)
    except (ValueError, RecursionError):
        raise problems.outlines_unreadable("不是 JSON 文本") from None
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        raise problems.outlines_unreadable("不是 FeatureCollection")
    _check_crs(collection)
    return list(_areas(collection["features"]))


def _check_crs(collection: dict[str, Any]) -> None:
    crs = collection.get("crs")
    name = crs.get("properties", {}).get("name", "") if isinstance(crs, dict) else ""
    if name and not str(name).endswith(_SAME_AS_WGS84):
        raise problems.outlines_in_other_system(name)


def _areas(features: list[Any]) -> Iterator[Feature]:
    for number, feature in enumerate(features, 1):
        try:
            shape = shapely.make_valid(shape_of(feature["geometry"]))
            texts = [str(value).strip() for value in (feature.get("properties") or {}).values() if value]
        except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError):
            raise problems.outline_wrong(number, "不完整") from None
        if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
            raise problems.outline_wrong(number, "不是面")
        west, south, east, north = shape.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            raise problems.outline_wrong(number, "的坐标不是经纬度")
        yield Feature(texts, shape)


def match(features: Iterable[Feature], places: Sequence[Place]) -> ImportedOutlines:
    """Whose outline each feature is: by code where one is written on it, else by name."""
    codes = {place.code for place in places}
    named: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for name in {place.name, stem(place.name)}:
            named[name].append(place)
    parts: dict[str, list[Geometry]] = defaultdict(list)
    unknown: list[str] = []
    ambiguous: list[str] = []
    for feature in features:
        found = _bearers(feature, codes, named)
        if len(found) == 1:
            parts[found[0]].append(feature.shape)
        else:
            (ambiguous if found else unknown).append(feature.title)
    drawn = [Drawn(code, shapely.union_all(shapes)) for code, shapes in parts.items()]
    return ImportedOutlines(drawn, unknown, ambiguous)


def _bearers(feature: Feature, codes: set[str], named: dict[str, list[Place]]) -> list[str]:
    if by_code := [text for text in feature.texts if text in codes]:
        # The longest way down: a village's feature often names its town too.
        return [max(by_code, key=lambda code: LENGTHS[level_of(code)])]
    candidates = {place for text in feature.texts for place in named.get(text) or named.get(stem(text), [])}
    lowest = max((LENGTHS[place.level] for place in candidates), default=0)
    deepest = [place for place in candidates if LENGTHS[place.level] == lowest]
    if len(deepest) > 1:
        # Two villages of one name: the town that is written beside it decides.
        towns = {place.code[: LENGTHS["town"]] for place in candidates if place.level == "town"}
        deepest = [place for place in deepest if place.code[: LENGTHS["town"]] in towns] or deepest
    return [place.code for place in deepest]
