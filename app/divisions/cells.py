"""Draws divisions around their doors: cells that tile the land without gap or overlap (pure)."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, MultiPoint, Polygon

Points = NDArray[np.float64]

METRES_A_DEGREE = 111_320
# More doors than these do not change a shape that a map can show.
DOORS_A_DIVISION = 150
# A door further than this from its neighbours was placed wrongly, and would pull the map apart.
STRAY_M = 20_000
# Land reaches this far beyond the last door; gaps between hamlets up to twice CLOSING_M are land too.
MARGIN_M = 500
CLOSING_M = 2_600
SIMPLIFY_M = 35
_LAND_RASTER_M = 150


def make_outlines(points: Iterable[tuple[str, float, float]]) -> dict[str, Geometry]:
    """One shape for each code, from (code, lon, lat) of doors in WGS-84."""
    doors = _by_code(points)
    if not doors:
        return {}
    everywhere = np.vstack(list(doors.values()))
    origin = everywhere.mean(axis=0)
    scale = np.array([METRES_A_DEGREE * np.cos(np.radians(origin[1])), METRES_A_DEGREE])
    codes, positions = _thinned(doors)
    names = np.unique(codes)
    cells = _cells((positions - origin) * scale)
    shapes = np.array([shapely.coverage_union_all(cells[codes == name]) for name in names])
    clipped = shapely.intersection(shapes, _land((everywhere - origin) * scale))
    # All at once, so that what two neighbours share stays shared.
    simple = shapely.coverage_simplify(clipped, SIMPLIFY_M)
    placed = shapely.transform(simple, lambda xy: np.round(xy / scale + origin, 6))
    return dict(zip(names.tolist(), placed, strict=True))


def _by_code(points: Iterable[tuple[str, float, float]]) -> dict[str, Points]:
    """The doors' positions, without those that were placed wrongly; each spot once."""
    held: dict[str, set[tuple[float, float]]] = {}
    for code, lon, lat in points:
        held.setdefault(code, set()).add((round(lon, 5), round(lat, 5)))
    return {code: _without_strays(np.array(sorted(held[code]))) for code in sorted(held)}


def _thinned(doors: dict[str, Points]) -> tuple[NDArray[Any], Points]:
    """At most so many doors a code, spread evenly over it; a spot that two codes claim goes to the first."""
    codes: list[str] = []
    kept: list[Points] = []
    taken: set[tuple[float, ...]] = set()
    for code, positions in doors.items():
        some = np.linspace(0, len(positions) - 1, min(len(positions), DOORS_A_DIVISION)).astype(int)
        for position in positions[some]:
            spot = tuple(position.tolist())
            if spot not in taken:
                taken.add(spot)
                codes.append(code)
                kept.append(position)
    return np.array(codes), np.array(kept)


def _without_strays(degrees: Points) -> Points:
    middle = np.median(degrees, axis=0)
    near: Points = degrees[np.abs(degrees - middle).max(axis=1) < STRAY_M / METRES_A_DEGREE]
    return near


def _cells(metres: Points) -> NDArray[Any]:
    """The Voronoi cell of each point, in the points' order."""
    # Four far corners make every real cell a bounded one, even of one point alone.
    reach = 10 * (np.abs(metres).max() + MARGIN_M + CLOSING_M)
    corners = reach * np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    diagram = shapely.voronoi_polygons(MultiPoint(np.vstack([metres, corners])), ordered=True)
    return shapely.get_parts(diagram)[: len(metres)]


def _land(metres: Points) -> Geometry:
    """The ground around the doors, with the gaps between hamlets filled and no holes."""
    raster = np.unique(np.round(metres / _LAND_RASTER_M), axis=0) * _LAND_RASTER_M
    # In two steps: a wide circle around each of thousands of points takes fifty times as long.
    around = shapely.buffer(MultiPoint(raster), MARGIN_M, quad_segs=4)
    land = shapely.buffer(shapely.buffer(around, CLOSING_M), -CLOSING_M)
    return shapely.union_all([Polygon(part.exterior) for part in shapely.get_parts(land)])
