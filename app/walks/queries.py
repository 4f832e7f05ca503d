"""What the paper needs of the divisions: their names and their outlines."""

from dataclasses import dataclass

import shapely
from shapely import Geometry
from sqlalchemy import or_, select

from app.codes import at_level
from app.db import db
from app.divisions.models import Division, Outline
from app.divisions.scope import Scope


@dataclass(frozen=True)
class Land:
    """Names and outlines by code."""

    names: dict[str, str]
    shapes: dict[str, str]

    def name(self, grid: str, level: str) -> str:
        """What a grid's village or town is called."""
        code = at_level(grid, level)
        return self.names.get(code, code)

    def outline(self, grid: str) -> Geometry | None:
        """The grid's own, else its village's."""
        geojson = self.shapes.get(grid) or self.shapes.get(at_level(grid, "village"))
        return shapely.from_geojson(geojson) if geojson else None


def land_of(scope: Scope) -> Land:
    """All of a scope, in two queries."""
    names = db.session.execute(select(Division.code, Division.name)).all()
    is_ours = or_(scope.holds(Outline.code), Outline.code.in_(scope.villages_above()))
    shapes = db.session.execute(select(Outline.code, Outline.geometry).where(is_ours)).all()
    return Land({row.code: row.name for row in names}, {row.code: row.geometry for row in shapes})
