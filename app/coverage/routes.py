"""Coverage as figures, as a map and as tiles."""

import json
from typing import Any

from flask import Response, current_app
from flask_smorest import Blueprint
from sqlalchemy import select

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.coverage import basemap, lessons, queries, tiles, validator
from app.coverage.doormap import DoorMaps
from app.coverage.queries import Line
from app.coverage.schemas import (
    BaseMapSchema,
    CoverageQuerySchema,
    CoverageSchema,
    DotQuerySchema,
    FeatureCollectionSchema,
    LessonsSchema,
    TileQuerySchema,
)
from app.coverage.tiles import Tile
from app.db import db
from app.divisions.models import Outline
from app.households.addresses import sort_key
from app.people.session import Actor, allow
from app.visits import doors
from app.visits.doors import Wanted
from app.visits.schemas import DoorPageSchema

blp = Blueprint("coverage", __name__, url_prefix="/api/v1", description="Rates and the map")


@blp.get("/coverage")
@allow(audits=actions.SHOW_COVERAGE)
@blp.arguments(CoverageQuerySchema, location="query")
@blp.response(200, CoverageSchema)
@blp.alt_response(304, description="Nothing changed since the answer whose ETag was sent as If-None-Match.")
def show_coverage(actor: Actor, query: dict[str, Any]) -> Response:
    """Count the doors of a scope by a level, as known at the end of a day."""
    wanted, level = _asked(actor, query)

    def count() -> dict[str, Any]:
        coverage = queries.cover(wanted, level)
        return {
            "on": wanted.on.isoformat(),
            "campaign_id": str(wanted.campaign_id),
            "items": [_line(line) for line in coverage.lines],
            "total": coverage.total.shown(),
        }

    return validator.answer((wanted, level), count)


@blp.get("/coverage/lessons")
@allow(audits=actions.SHOW_LESSONS)
@blp.arguments(CoverageQuerySchema, location="query")
@blp.response(200, LessonsSchema)
@blp.alt_response(304, description="Nothing changed since the answer whose ETag was sent as If-None-Match.")
def show_lessons(actor: Actor, query: dict[str, Any]) -> Response:
    """Tell what the newest lesson of each covered door says: what people know and have, and what was done at firms."""
    wanted, level = _asked(actor, query)

    def count() -> dict[str, Any]:
        found = lessons.landed(wanted, level)
        figures, sums = found.total
        return {
            "on": wanted.on.isoformat(),
            "campaign_id": str(wanted.campaign_id),
            "items": [{**_line(one), **lessons.shown(told)} for one, told in found.lines],
            "total": {**figures.shown(), **lessons.shown(sums)},
            "listeners": [{"audience": name, **lessons.shown(told)} for name, told in found.listeners.items()],
        }

    return validator.answer(("lessons", wanted, level), count)


@blp.get("/map/divisions")
@allow(audits=actions.SHOW_MAP)
@blp.arguments(CoverageQuerySchema, location="query")
@blp.response(200, FeatureCollectionSchema)
def show_map(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Give the outlines of a scope's divisions as GeoJSON, each with its figures."""
    coverage = queries.cover(*_asked(actor, query))
    codes = [line.code for line in coverage.lines]
    outlines = {o.code: o for o in db.session.scalars(select(Outline).where(Outline.code.in_(codes)))}
    return {
        "type": "FeatureCollection",
        "features": [_feature(line, outlines.get(line.code)) for line in coverage.lines],
    }


@blp.get("/map/base")
@allow(audits=actions.SHOW_MAP)
@blp.response(200, BaseMapSchema)
def show_base_map(actor: Actor) -> dict[str, Any]:
    """Say where the tiles of the map under ours are fetched, by the browser itself; there is none where the county has no key."""
    config = current_app.config
    return {"name": basemap.NAME, "tiles": basemap.tile_addresses(config["TIANDITU_HOST"], config["TIANDITU_KEY"])}


@blp.get("/tiles/doors/<int:z>/<int:x>/<int:y>.mvt")
@allow(audits=actions.SHOW_TILE)
@blp.arguments(TileQuerySchema, location="query")
@blp.response(200, content_type="application/vnd.mapbox-vector-tile", schema={"type": "string", "format": "binary"})
def show_tile(actor: Actor, query: dict[str, Any], z: int, x: int, y: int) -> Response:
    """Give the doors of a web-mercator tile as dots: doors in one place and state are one, with their number `n`."""
    wanted = doors.ask(actor, **query)
    return Response(tiles.encode(_tile(wanted, z, x, y)), mimetype="application/vnd.mapbox-vector-tile")


@blp.get("/tiles/doors/<int:z>/<int:x>/<int:y>/<int:across>/<int:down>")
@allow(audits=actions.LIST_DOORS)
@blp.arguments(DotQuerySchema, location="query")
@blp.response(200, DoorPageSchema)
def show_dot(actor: Actor, query: dict[str, Any], z: int, x: int, y: int, across: int, down: int) -> dict[str, Any]:
    """List the doors behind a dot of a tile: of an apartment block, all of its doors, whatever their state."""
    start, end = query["after"], query.pop("after") + query.pop("limit")
    wanted = doors.ask(actor, **query)
    ids = tiles.behind(_tile(wanted, z, x, y), across, down)
    found = sorted(doors.these(ids[start:end], wanted), key=lambda door: (door.stood_in, sort_key(door.address)))
    audit.shown(doors=len(found))
    audit.tell(phones=actor.sees_phones)
    return {
        "items": [doors.shown(actor, door) for door in found],
        "total": len(ids),
        "next": str(end) if end < len(ids) else None,
    }


def _tile(wanted: Wanted, z: int, x: int, y: int) -> Tile:
    if not tiles.MIN_ZOOM <= z <= tiles.MAX_ZOOM or max(x, y) >= 2**z:
        raise problems.no_such_tile(tiles.MIN_ZOOM, tiles.MAX_ZOOM)
    maps: DoorMaps = current_app.extensions.setdefault("door_maps", DoorMaps())
    return tiles.cut(maps.of(wanted), wanted, z, x, y)


def _asked(actor: Actor, query: dict[str, Any]) -> tuple[Wanted, str]:
    """Which doors, and by which level."""
    level = query.pop("by")
    return doors.ask(actor, **query), level or queries.level_below(query["scope"] or actor.scope)


def _line(line: Line) -> dict[str, Any]:
    return {"code": line.code, "name": line.name, "level": line.level, **line.figures.shown()}


def _feature(line: Line, outline: Outline | None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": line.code,
        "geometry": json.loads(outline.geometry) if outline else None,
        "properties": {**_line(line), "source": outline.source if outline else None},
    }
