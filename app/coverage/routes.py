"""Coverage as figures, as a map and as tiles."""

import json
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from sqlalchemy import select

from app import problems
from app.audit import actions
from app.coverage import queries, tiles
from app.coverage.queries import Line
from app.coverage.schemas import (
    CoverageQuerySchema,
    CoverageSchema,
    FeatureCollectionSchema,
    FiguresSchema,
    TileQuerySchema,
)
from app.db import db
from app.divisions.models import Outline
from app.people.session import Actor, allow
from app.visits import doors
from app.visits.doors import Wanted

blp = Blueprint("coverage", __name__, url_prefix="/api/v1", description="Rates and the map")


@blp.get("/coverage")
@allow(audits=actions.SHOW_COVERAGE)
@blp.arguments(CoverageQuerySchema, location="query")
@blp.response(200, CoverageSchema)
def show_coverage(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Count the doors of a scope by a level, as known at the end of a day."""
    wanted, coverage = _covered(actor, query)
    return {
        "on": wanted.on,
        "campaign_id": wanted.campaign_id,
        "items": [_line(line) for line in coverage.lines],
        "total": coverage.total,
    }


@blp.get("/map/divisions")
@allow(audits=actions.SHOW_MAP)
@blp.arguments(CoverageQuerySchema, location="query")
@blp.response(200, FeatureCollectionSchema)
def show_map(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Give the outlines of a scope's divisions as GeoJSON, each with its figures."""
    _, coverage = _covered(actor, query)
    codes = [line.code for line in coverage.lines]
    outlines = {o.code: o for o in db.session.scalars(select(Outline).where(Outline.code.in_(codes)))}
    return {
        "type": "FeatureCollection",
        "features": [_feature(line, outlines.get(line.code)) for line in coverage.lines],
    }


@blp.get("/tiles/doors/<int:z>/<int:x>/<int:y>.mvt")
@allow(audits=actions.SHOW_TILE)
@blp.arguments(TileQuerySchema, location="query")
@blp.response(200, content_type="application/vnd.mapbox-vector-tile", schema={"type": "string", "format": "binary"})
def show_tile(actor: Actor, query: dict[str, Any], z: int, x: int, y: int) -> Response:
    """Give the doors of a web-mercator tile, from zoom 12 on."""
    if not tiles.MIN_ZOOM <= z <= tiles.MAX_ZOOM or max(x, y) >= 2**z:
        raise problems.no_such_tile(tiles.MIN_ZOOM, tiles.MAX_ZOOM)
    wanted = doors.ask(actor, **query)
    return Response(tiles.doors_tile(wanted, z, x, y), mimetype="application/vnd.mapbox-vector-tile")


def _covered(actor: Actor, query: dict[str, Any]) -> tuple[Wanted, queries.Coverage]:
    level = query.pop("by")
    wanted = doors.ask(actor, **query)
    return wanted, queries.cover(wanted, level or queries.level_below(query["scope"] or actor.scope))


def _line(line: Line) -> dict[str, Any]:
    return {"code": line.code, "name": line.name, "level": line.level, **FiguresSchema().dump(line.figures)}


def _feature(line: Line, outline: Outline | None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": line.code,
        "geometry": json.loads(outline.geometry) if outline else None,
        "properties": {**_line(line), "source": outline.source if outline else None},
    }
