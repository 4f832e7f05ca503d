"""What was read in the photos of paper slips, read once more: the kept reading decides a trace-back, and anybody could write it."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select

from app.db import db, some_at_a_time
from app.prints import matching
from app.prints.models import PaperReading
from app.slips.operations import bare_slips_of
from app.vault.sealed import CLOSED
from app.visits.models import Visit

# Slips at a time: each has a photo.
_SOME = 100


def disagreements() -> Iterator[str]:
    """One line for each reading that is not what its photo and the typed code say; of a photo that is gone only the code.

    Inside going_on().
    """
    query = select(PaperReading.visit_id, PaperReading.picture, PaperReading.typed, Visit.household_id)
    rows = db.session.execute(
        query.join(Visit, Visit.id == PaperReading.visit_id).order_by(PaperReading.visit_id)
    ).all()
    for some in some_at_a_time(rows, _SOME):
        yield from _wrong(some)


def _wrong(rows: Sequence[Row[Any]]) -> Iterator[str]:
    slips = bare_slips_of([row.visit_id for row in rows])
    for row in rows:
        slip = slips.get(row.visit_id)
        if slip is None:
            yield f"reading of visit {row.visit_id}: it has no slip"
            continue
        photo: Any = matching.photo_of(slip)
        if photo is CLOSED:
            continue  # named as that elsewhere
        found = matching.match(slip, row.household_id, photo, matching.typed_of(slip), scope=None)
        if found.typed != row.typed or (photo is not None and found.picture != row.picture):
            yield f"reading of visit {row.visit_id}: its photo and its code say otherwise"
