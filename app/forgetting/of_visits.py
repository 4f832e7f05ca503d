"""The part of visits, slips and exclusions: that it was, when, by whom and with what outcome stays."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, exists, or_, select

from app.changes import note
from app.db import db
from app.exclusions.models import ExclusionPhoto
from app.forgetting.of_slips import forget_slips
from app.forgetting.people import People
from app.households.models import FORGOTTEN, Exclusion
from app.slips.models import Slip
from app.visits.models import Visit, VisitPhoto


def of_door(people: People) -> Any:
    """The visits to the door that were made up to then."""
    return and_(Visit.household_id == people.household_id, Visit.visited_at <= people.until)


def exclusion_of_door(people: People) -> Any:
    """The exclusions of the door that were asked up to then."""
    return and_(Exclusion.household_id == people.household_id, Exclusion.requested_at <= people.until)


def slips_due(people: People) -> list[UUID]:
    """The slips of the door that still say something."""
    query = select(Slip.visit_id).join(Visit, Visit.id == Slip.visit_id)
    return list(db.session.scalars(query.where(of_door(people), Slip.forgotten_at.is_(None))))


def erase_slips(_people: People, ids: Sequence[UUID]) -> None:
    """Their words, signers, strokes and seeds; the seals stay."""
    forget_slips(ids)


def visits_due(people: People) -> list[UUID]:
    """The visits with a note, a witness, a reason that somebody typed, or a photo."""
    typed = (Visit.witness, Visit.withdrawal_reason, Visit.review_reason)
    has_photo = exists().where(VisitPhoto.visit_id == Visit.id)
    says_something = or_(Visit.note.is_not(None), has_photo, *(column != FORGOTTEN for column in typed))
    return list(db.session.scalars(select(Visit.id).where(of_door(people), says_something)))


def erase_visits(_people: People, ids: Sequence[UUID]) -> None:
    """A witness is still told to have been there: a refusal that counts must have had one."""
    for visit in db.session.scalars(select(Visit).where(Visit.id.in_(ids))):
        visit.note = None
        visit.witness = visit.witness and FORGOTTEN
        if visit.withdrawal_reason or visit.review_reason:
            visit.withdrawal_reason = visit.withdrawal_reason and FORGOTTEN
            visit.review_reason = visit.review_reason and FORGOTTEN
            # The phone that made it holds the reason that it was told.
            note("verdict", visit.id, "", audience_id=visit.worker_id)
    db.session.execute(delete(VisitPhoto).where(VisitPhoto.visit_id.in_(ids)))
    db.session.flush()


def exclusions_due(people: People) -> list[UUID]:
    """The exclusions with evidence, a witness, a reason that somebody typed, or a photo."""
    found = db.session.scalars(select(Exclusion).where(exclusion_of_door(people))).all()
    ids = [one.id for one in found]
    shown = set(db.session.scalars(select(ExclusionPhoto.exclusion_id).where(ExclusionPhoto.exclusion_id.in_(ids))))
    typed = {one.id for one in found if one.evidence or {one.witness, one.refusal} - {None, FORGOTTEN}}
    return [each for each in ids if each in shown | typed]


def erase_exclusions(_people: People, ids: Sequence[UUID]) -> None:
    """What they were asked on; that they were, and what they came to, stays."""
    for one in db.session.scalars(select(Exclusion).where(Exclusion.id.in_(ids))):
        one.evidence = ""
        one.witness = one.witness and FORGOTTEN
        if one.refusal:
            one.refusal = FORGOTTEN
            note("exclusion", one.id, "", audience_id=one.requested_by)
    db.session.execute(delete(ExclusionPhoto).where(ExclusionPhoto.exclusion_id.in_(ids)))
    db.session.flush()
