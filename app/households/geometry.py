"""Distances on the ground (the only geopy)."""

from geopy.distance import great_circle


def distance_m(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> int | None:
    """Metres between two (lat, lon) points in WGS-84, or None when one is not known.

    The great circle differs from the ellipsoid by 0.5 % at most, far below what a phone's position
    is worth, at a fifteenth of the cost.
    """
    if None in a or None in b:
        return None
    metres: float = great_circle(a, b).meters
    return round(metres)
