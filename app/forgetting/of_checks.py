"""The part of spot checks: that the door was asked at, when, by whom and what it answered stays."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select

from app.checks.models import CheckAnswer, CheckDoor
from app.db import db
from app.forgetting.people import People


def answers_of_door(people: People) -> Select[tuple[UUID]]:
    """The ids of what was heard at the door up to then."""
    return (
        select(CheckAnswer.id)
        .join(CheckDoor, CheckDoor.id == CheckAnswer.door_id)
        .where(CheckDoor.household_id == people.household_id, CheckAnswer.heard_at <= people.until)
    )


def answers_due(people: People) -> list[UUID]:
    """Those with words of somebody's."""
    return list(db.session.scalars(answers_of_door(people).where(CheckAnswer.note.is_not(None))))


def erase_answers(_people: People, ids: Sequence[UUID]) -> None:
    """Their words alone."""
    for one in db.session.scalars(select(CheckAnswer).where(CheckAnswer.id.in_(ids))):
        one.note = None
    db.session.flush()
