"""The part of visits, slips, exclusions and their pictures: that it was, when, by whom and with what outcome stays."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_, select

from app.blobs.models import Blob, BlobPart
from app.changes import note
from app.db import db, insert_once
from app.exclusions.models import ExclusionPhoto
from app.forgetting import of_handed_in
from app.forgetting.models import ForgottenPicture
from app.forgetting.of_slips import forget_slips
from app.forgetting.people import People
from app.forgetting.pictures import drop_pictures, is_wanted
from app.households.models import FORGOTTEN, Exclusion
from app.slips import operations as slips
from app.slips.models import Slip
from app.visits.models import Visit, VisitPhoto

_PICTURE = re.compile(r"[0-9a-f]{64}")


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
    """The visits with a note, a witness or a reason that somebody typed."""
    typed = (Visit.witness, Visit.withdrawal_reason, Visit.review_reason)
    says_something = or_(Visit.note.is_not(None), *(column != FORGOTTEN for column in typed))
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
    db.session.flush()


def exclusions_due(people: People) -> list[UUID]:
    """The exclusions with evidence, a witness or a reason that somebody typed."""
    found = db.session.scalars(select(Exclusion).where(exclusion_of_door(people)))
    return [
        one.id for one in found if one.evidence or any(t not in (None, FORGOTTEN) for t in (one.witness, one.refusal))
    ]


def erase_exclusions(_people: People, ids: Sequence[UUID]) -> None:
    """What they were asked on; that they were, and what they came to, stays."""
    for one in db.session.scalars(select(Exclusion).where(Exclusion.id.in_(ids))):
        one.evidence = ""
        one.witness = one.witness and FORGOTTEN
        if one.refusal:
            one.refusal = FORGOTTEN
            note("exclusion", one.id, "", audience_id=one.requested_by)
    db.session.flush()


def pictures_due(people: People) -> list[str]:
    """Every picture that a slip, a visit, an exclusion or what was handed in of this door names, here or not."""
    of_visits = select(Visit.id).where(of_door(people))
    of_exclusions = select(Exclusion.id).where(exclusion_of_door(people))
    visit_ids = db.session.scalars(of_visits.join(Slip, Slip.visit_id == Visit.id)).all()
    names = slips.pictures_of(visit_ids)
    names |= set(db.session.scalars(select(VisitPhoto.sha256).where(VisitPhoto.visit_id.in_(of_visits))))
    names |= set(
        db.session.scalars(select(ExclusionPhoto.sha256).where(ExclusionPhoto.exclusion_id.in_(of_exclusions)))
    )
    for raw in of_handed_in.raws_of(people):
        names |= set(_PICTURE.findall(raw))
    known = set(db.session.scalars(select(ForgottenPicture.sha256).where(ForgottenPicture.sha256.in_(names))))
    came_late = db.session.scalars(select(Blob.sha256).where(Blob.sha256.in_(known), ~is_wanted()))
    return sorted((names - known) | set(came_late))


def erase_pictures(people: People, names: Sequence[str]) -> None:
    """One that something else wants too stays with that; one that has not come yet is known when it does."""
    of_visits = select(Visit.id).where(of_door(people))
    of_exclusions = select(Exclusion.id).where(exclusion_of_door(people))
    db.session.execute(delete(VisitPhoto).where(VisitPhoto.visit_id.in_(of_visits)))
    db.session.execute(delete(ExclusionPhoto).where(ExclusionPhoto.exclusion_id.in_(of_exclusions)))
    db.session.execute(delete(BlobPart).where(BlobPart.sha256.in_(names)))
    if names:
        db.session.connection().execute(insert_once(ForgottenPicture), [{"sha256": name} for name in names])
    drop_pictures(names)
