"""Slips that they signed at other doors: where somebody says so, such a slip is emptied whole, and its seal stays and holds."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app.audit import actions
from app.audit import operations as audit
from app.db import db
from app.forgetting import of_pictures
from app.forgetting.of_slips import forget_slips
from app.forgetting.people import People
from app.households.models import Household
from app.seals import removals
from app.slips import operations as slips
from app.visits.models import Visit


def forget(people: People, visit_ids: Sequence[UUID]) -> None:
    """Their words, signer, strokes, seed and picture; the chain of changes and the log are told of each."""
    pictures = sorted(slips.pictures_of(visit_ids))
    forget_slips(visit_ids)
    of_pictures.erase_here(people, pictures)
    places = select(Visit.id, Household.division_code).join(Household, Household.id == Visit.household_id)
    for visit_id, place in db.session.execute(places.where(Visit.id.in_(visit_ids))):
        removals.tell_slip(visit_id)
        audit.note(actions.FORGET_SLIP, visit_id, place)
