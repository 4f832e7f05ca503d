"""Keeps the divisions' shapes: imported from GeoJSON, or else made from their doors."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from shapely import Geometry
from sqlalchemy import delete, select

from app.codes import NO_GRID, at_level
from app.db import db
from app.divisions.cells import make_outlines
from app.divisions.models import Division, Outline
from app.divisions.outline_file import Drawn, ImportedOutlines, Place, match, read_outlines


def import_outlines(content: bytes | str) -> ImportedOutlines:
    """Store the shapes of a GeoJSON file whose code or name a division of ours bears.

    Raises outlines_unreadable. What matches nothing, or more than one, is told and left out.
    """
    places = db.session.execute(
        select(Division.code, Division.level, Division.name).where(Division.retired_on.is_(None))
    )
    matched = match(read_outlines(content), [Place(*row) for row in places])
    _keep({drawn.code: drawn.shape for drawn in matched.drawn}, "imported")
    return matched


def draw_outlines(points: Iterable[tuple[str, float, float]]) -> int:
    """Draw the divisions again from (grid code, lon, lat) of their doors; imported shapes stay.

    Grids are drawn first and joined to villages and towns, so that borders fall on borders.
    """
    grids = make_outlines(_gridded(points))
    villages = _joined(grids, "village")
    shapes = {**_joined(villages, "town"), **villages, **grids}
    known = set(db.session.scalars(select(Division.code)))
    imported = set(db.session.scalars(select(Outline.code).where(Outline.source == "imported")))
    db.session.execute(delete(Outline).where(Outline.source == "doors"))
    drawn = {code: shape for code, shape in shapes.items() if code in known - imported}
    _keep(drawn, "doors")
    return len(drawn)


def _gridded(points: Iterable[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Without the doors that have no grid yet, where their village has grids: they lie in some grid's land."""
    held = list(points)
    cut = {code[:12] for code, _, _ in held if not code.endswith(NO_GRID)}
    return [point for point in held if not (point[0].endswith(NO_GRID) and point[0][:12] in cut)]


def _joined(shapes: Mapping[str, Geometry], level: str) -> dict[str, Geometry]:
    parts: dict[str, list[Geometry]] = defaultdict(list)
    for code, shape in shapes.items():
        parts[at_level(code, level)].append(shape)
    return {code: shapely.coverage_union_all(shapes) for code, shapes in parts.items()}


def _keep(shapes: Mapping[str, Geometry], source: str) -> None:
    for code, shape in shapes.items():
        db.session.merge(Outline(code=code, geometry=_geojson(shape), source=source))
    db.session.flush()


def _geojson(shape: Geometry) -> str:
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    return json.dumps(geometry, separators=(",", ":"))


__all__ = ["Drawn", "ImportedOutlines", "draw_outlines", "import_outlines"]
