"""What was taken out at the end of its time, as the chain of changes holds it: beyond that, what is missing was taken away."""

from datetime import datetime

from sqlalchemy import select

from app.changes import Change, note
from app.db import db

REMOVAL_CHANGE = "removal"
# The kinds (app/retention) that a seal is held against.
PLACES, PHOTOS = _HELD = "positions", "photos"


def tell(kind: str, before: datetime) -> None:
    """Everything of this kind that came before a moment is being removed; inside the transaction that does it.

    Of kinds that no seal is held against nothing is told.
    """
    if kind in _HELD:
        note(REMOVAL_CHANGE, f"{kind} {before.isoformat()}", "")


def ends() -> dict[str, datetime]:
    """Up to when each kind was removed, as far as any was."""
    found: dict[str, datetime] = {}
    for told in db.session.scalars(select(Change.entity_id).where(Change.kind == REMOVAL_CHANGE)):
        kind, _, before = told.partition(" ")
        end = datetime.fromisoformat(before)
        found[kind] = max(end, found.get(kind, end))
    return found
