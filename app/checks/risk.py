"""How much rather a door is drawn for the part by risk, from what supports the visit that covers it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from app.db import among, db
from app.visits.models import Visit

_VISITS = select(Visit.id, Visit.distance_m, Visit.accuracy_m, Visit.clock_off).where(among(Visit.id, "ids"))
# A fix this far off, and farther than it could be wrong, was not taken at the door.
_FAR_M = 200


def weights_of(visits: Mapping[UUID, UUID]) -> dict[UUID, float]:
    """The weight of each door, by its visit: 1, and more for a fix that is missing or far, and for a wrong clock."""
    rows = db.session.execute(_VISITS, {"ids": list(visits.values())})
    weighed = {visit: _weight(distance_m, accuracy_m, off) for visit, distance_m, accuracy_m, off in rows}
    return {door: weighed[visit] for door, visit in visits.items()}


def _weight(distance_m: int | None, accuracy_m: int | None, clock_off: bool) -> float:
    far = distance_m is not None and distance_m > max(_FAR_M, 3 * (accuracy_m or 0))
    return 1.0 + (distance_m is None) + 3 * far + clock_off
