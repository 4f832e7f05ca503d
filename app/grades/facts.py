"""What is known of one visit's place and time (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any

from app.grades import thresholds as t

Point = tuple[float, float]
_RADIUS_M = 6_371_009


@dataclass(frozen=True)
class Seen:
    """One visit, as far as its grade and its worker's flags need it."""

    id: Any
    household_id: Any
    at: datetime
    received_at: datetime | None = None
    earliest: datetime | None = None
    latest: datetime | None = None
    clock_off: bool = False
    signed: bool = False  # it has a slip
    plate_scanned: bool | None = None
    lat: float | None = None
    lon: float | None = None
    accuracy_m: int | None = None
    age_s: int | None = None  # of the fix; visits of before do not say
    no_fix_because: str | None = None
    distance_m: int | None = None  # to the door, as it was on the register when the visit came
    door: Point | None = None
    pictures: frozenset[str] = field(default_factory=frozenset)  # its photos and the one that its slip stands on
    photos: frozenset[str] = field(default_factory=frozenset)  # those alone that stand for no signature
    gone_at: datetime | None = None  # taken back or turned down

    @property
    def fix(self) -> Point | None:
        """Where the phone thought it was."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)

    @property
    def is_erased(self) -> bool:
        """Its exact place was removed at the end of its time; how far it was from the door stays."""
        return self.fix is None and (self.distance_m is not None or self.age_s is not None)

    @property
    def is_fresh(self) -> bool:
        """Whether the fix is of this very door, and not of one before."""
        return (self.age_s or 0) <= t.STALE_S

    @property
    def is_usable(self) -> bool:
        """Whether the fix says anything."""
        return self.fix is not None and self.is_fresh and (self.accuracy_m or 0) <= t.ROUGH_M

    @property
    def is_far(self) -> bool:
        """Whether it was made somewhere else, by its fix."""
        return self.is_usable and (self.distance_m or 0) > max(t.FAR_M, t.FAR_ACCURACIES * (self.accuracy_m or 0))


def metres(one: Point, other: Point) -> float:
    """Between two points: the great circle, which a thousand pairs of a week need quicker than geopy gives it."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _RADIUS_M * asin(sqrt(min(half, 1.0)))


def is_too_fast(one: Seen, other: Seen) -> bool:
    """Whether nobody gets from one to the other in that time, however far the fixes are off."""
    if not (one.fix and other.fix and one.is_usable and other.is_usable) or one.clock_off or other.clock_off:
        return False
    way = metres(one.fix, other.fix) - (one.accuracy_m or 0) - (other.accuracy_m or 0)
    return way / max(abs((one.at - other.at).total_seconds()), 1) > t.FASTEST_KMH / 3.6


def spread_m(points: Sequence[Point]) -> float:
    """How far from their middle the farthest of some points lies."""
    if not points:
        return 0.0
    middle = (sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points))
    return max(metres(middle, point) for point in points)
