"""What was told about a family that has left by now: its telephone is not to become that of those who live there."""

from sqlalchemy import ColumnElement, and_, exists, select

from app.db import db
from app.households.models import Proposal


def hold_those_before(moved: Proposal) -> list[Proposal]:
    """The telephones told of this door before another family was, still undecided, held.

    Held before the door is, as whoever confirms one of them holds it: two who decide at once wait, and never for each other.
    Those of whoever confirms stay, since nobody decides on their own; for them it is said when somebody tries.
    """
    found = select(Proposal).where(_of_the_door(moved, "phone", "waiting"), Proposal.proposed_at < moved.proposed_at)
    held = found.order_by(Proposal.id).with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(held))


def is_of_those_before(told: Proposal) -> bool:
    """Whether another family was told of after this telephone, and is the door's by now."""
    moved = exists().where(_of_the_door(told, "moved", "confirmed"), Proposal.proposed_at > told.proposed_at)
    return bool(db.session.scalar(select(moved)))


def _of_the_door(one: Proposal, kind: str, state: str) -> ColumnElement[bool]:
    return and_(Proposal.household_id == one.household_id, Proposal.kind == kind, Proposal.state == state)
