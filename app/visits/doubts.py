"""Why a visit is not counted before somebody of the office has looked at it, wherever its door lies."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from app import problems
from app.db import among, db
from app.problems import Problem
from app.slips.models import Slip
from app.slips.operations import SignedNotice, is_in_no_time
from app.slips.ways import WAYS
from app.visits.models import Visit

_PROVED = [way for way, needs in WAYS.items() if needs.picture == "proof"]
_DOORS = (
    select(Slip.picture_sha256, Visit.household_id)
    .join(Visit, Visit.id == Slip.visit_id)
    .where(among(Slip.picture_sha256, "pictures"), Slip.way.in_(_PROVED))
    # What was taken back or not accepted stands for nothing: the same sheet may then be handed in for the right door.
    .where(Visit.status != "refused", Visit.withdrawn_on.is_(None))
)
_DOUBTS = {problem.code: problem for problem in (problems.photo_of_another(), problems.signature_in_no_time())}

# At which doors each photo stands for a signature.
Doors = dict[str, set[UUID]]


def said(code: str | None) -> Problem:
    """The problem of a visit that needs review; nothing stands there of one outside its worker's grids."""
    return _DOUBTS[code] if code else problems.outside_grids()


def doors_of(photos: Collection[str]) -> Doors:
    """Where these photos stand for a signature already."""
    found: Doors = defaultdict(set)
    for photo, household_id in db.session.execute(_DOORS, {"pictures": list(photos)}) if photos else ():
        found[photo].add(household_id)
    return found


def doubt_of(notice: SignedNotice | None, household_id: UUID, doors: Doors) -> Problem | None:
    """Why somebody has to look at a slip first; notes where its photo stands from now on."""
    if notice is None:
        return None
    if notice.way in _PROVED and notice.picture_sha256:
        doors[notice.picture_sha256].add(household_id)
        return problems.photo_of_another() if len(doors[notice.picture_sha256]) > 1 else None
    return problems.signature_in_no_time() if is_in_no_time(notice) else None
