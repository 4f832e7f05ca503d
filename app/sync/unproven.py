"""What a file brought without proof of its author, once its own phone has brought the very same."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import update

from app import clock
from app.changes import note
from app.db import db
from app.sync.known import UNPROVEN, AsideKey
from app.sync.models import Quarantine


def settle(author_id: UUID, keys: Iterable[AsideKey]) -> None:
    """Nobody need look at these any more. They became nothing themselves: the event is its author's, as its phone told of it.

    Told in the chain as whatever is decided on what was set aside: app/seals counts how often.
    """
    for event_id, raw_sha256 in keys:
        same = (Quarantine.event_id == event_id, Quarantine.raw_sha256 == raw_sha256, Quarantine.code == UNPROVEN)
        done = {"resolution": "accepted", "resolved_by": author_id, "resolved_at": clock.now()}
        waiting = update(Quarantine).where(*same, Quarantine.resolution.is_(None)).values(done)
        for bringer_id in db.session.scalars(waiting.returning(Quarantine.author_id)).all():
            note("verdict", event_id, "", audience_id=bringer_id)
