"""A door that somebody proposed, as it lies in the tables."""

import uuid

from app import clock
from app.changes import writing
from app.db import db, new_id
from app.households.models import Proposal


def propose(division_code: str, name: str, user_id: str) -> str:
    """A new door in a place, as its worker's phone told of it."""
    made = new_id()
    told = Proposal(
        id=made,
        kind="new",
        household_id=uuid.uuid4(),
        division_code=division_code,
        door_kind="family",
        householder=name,
        phone="13800009999",
        address=f"{name}号",
        outside_grids=False,
        proposed_by=uuid.UUID(user_id),
        proposed_at=clock.now(),
    )
    with writing():
        db.session.add(told)
    return str(made)
