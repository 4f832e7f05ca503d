"""Doors as Mapbox vector tiles, in web-mercator."""

import math
from typing import Any

import mapbox_vector_tile
from sqlalchemy import select

from app.db import db
from app.households.models import Household, Standing
from app.visits.doors import Wanted

LAYER = "doors"
EXTENT = 4096
# Farther out a tile would hold more dots than pixels; villages are what one looks at there.
MIN_ZOOM, MAX_ZOOM = 12, 20


def bounds(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east and north of a tile, in degrees."""
    return _lon(x, z), _lat(y + 1, z), _lon(x + 1, z), _lat(y, z)


def doors_tile(wanted: Wanted, z: int, x: int, y: int) -> bytes:
    """Every door of a tile as one point, doors at the same point as one with their number `n`."""
    west, south, east, north = bounds(z, x, y)
    rows = db.session.execute(
        select(Household.id, Household.lat, Household.lon, Standing.state, Standing.kind)
        .join(Standing, Standing.household_id == Household.id)
        .where(
            Household.lat.between(south, north),
            Household.lon.between(west, east),
            Standing.campaign_id == wanted.campaign_id,
            Standing.from_on <= wanted.on,
            Standing.until_on > wanted.on,
            wanted.scope.holds(Standing.division_code),
            *([Standing.kind == wanted.kind] if wanted.kind else []),
        )
    )
    stacked: dict[tuple[int, int, str], dict[str, Any]] = {}
    for household_id, lat, lon, state, kind in rows:
        point = round((lon - west) / (east - west) * EXTENT), round(_down(lat, z, y) * EXTENT)
        first = stacked.setdefault((*point, state), {"id": str(household_id), "state": state, "kind": kind, "n": 0})
        first["n"] += 1
    return _encode(stacked)


def _encode(stacked: dict[tuple[int, int, str], dict[str, Any]]) -> bytes:
    features = [{"geometry": f"POINT ({x} {y})", "properties": properties} for (x, y, _), properties in stacked.items()]
    layer = {"name": LAYER, "features": features}
    tile: bytes = mapbox_vector_tile.encode([layer], default_options={"y_coord_down": True, "extents": EXTENT})
    return tile


def _down(lat: float, z: int, y: int) -> float:
    """How far below the tile's northern edge, as a share of its height."""
    radians = math.radians(lat)
    return (1 - math.asinh(math.tan(radians)) / math.pi) / 2 * (1 << z) - y


def _lon(x: int, z: int) -> float:
    return x / (1 << z) * 360 - 180


def _lat(y: int, z: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / (1 << z)))))
