"""The part of signatures and photos: those that are here, and those that a phone has yet to bring."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select

from app.blobs.models import Blob, BlobPart
from app.db import db, insert_once
from app.exclusions.models import ExclusionPhoto
from app.forgetting import of_handed_in
from app.forgetting.models import ForgottenPicture
from app.forgetting.of_visits import exclusion_of_door, of_door
from app.forgetting.people import People
from app.forgetting.pictures import drop_pictures
from app.households.models import Exclusion
from app.slips import operations as slips
from app.slips.models import Slip
from app.visits.models import Visit, VisitPhoto


def here_due(people: People) -> list[str]:
    """Pictures that are here, whole or in part, and that nothing else wants: such a one stays with that."""
    names = _named(people)
    parts = db.session.scalars(select(BlobPart.sha256).where(BlobPart.sha256.in_(names)))
    whole = db.session.scalars(select(Blob.sha256).where(Blob.sha256.in_(names), ~_is_wanted_elsewhere(people)))
    return sorted({*parts, *whole})


def _is_wanted_elsewhere(people: People) -> ColumnElement[bool]:
    visits, exclusions = select(Visit.id).where(of_door(people)), select(Exclusion.id).where(exclusion_of_door(people))
    slip, photo, evidence = Slip.picture_sha256, VisitPhoto.sha256, ExclusionPhoto.sha256
    return or_(
        exists().where(slip == Blob.sha256, Slip.forgotten_at.is_(None), Slip.visit_id.not_in(visits)),
        exists().where(photo == Blob.sha256, VisitPhoto.visit_id.not_in(visits)),
        exists().where(evidence == Blob.sha256, ExclusionPhoto.exclusion_id.not_in(exclusions)),
    )


def erase_here(people: People, names: Sequence[str]) -> None:
    """The visits and exclusions have let go of them before (of_visits.py)."""
    db.session.execute(delete(BlobPart).where(BlobPart.sha256.in_(names)))
    remember(people, names)
    drop_pictures(names)


def awaited_due(people: People) -> list[str]:
    """Pictures that have not come, or not whole."""
    names = _named(people) - _known(_named(people))
    return sorted(names - set(db.session.scalars(select(Blob.sha256).where(Blob.sha256.in_(names)))))


def remember(_people: People, names: Sequence[str]) -> None:
    """Let them be known when they come after all."""
    if names:
        db.session.connection().execute(insert_once(ForgottenPicture), [{"sha256": name} for name in names])


def _named(people: People) -> set[str]:
    """Every picture that a slip, a visit, an exclusion or what was handed in of this door names."""
    of_visits = select(Visit.id).where(of_door(people))
    of_exclusions = select(Exclusion.id).where(exclusion_of_door(people))
    with_slip = select(Slip.visit_id).where(Slip.visit_id.in_(of_visits))
    names = slips.pictures_of(db.session.scalars(with_slip).all())
    names |= set(db.session.scalars(select(VisitPhoto.sha256).where(VisitPhoto.visit_id.in_(of_visits))))
    names |= set(
        db.session.scalars(select(ExclusionPhoto.sha256).where(ExclusionPhoto.exclusion_id.in_(of_exclusions)))
    )
    return names.union(*(_in_body(body) for body in of_handed_in.asides_of(people)))


def _in_body(body: dict[str, Any]) -> set[str]:
    """The pictures that something set aside names; nothing in it need be of the form it should have."""
    slip, photos = body.get("slip"), body.get("photos")
    told = [slip.get(name) for name in ("signature_sha256", "proof_sha256")] if isinstance(slip, dict) else []
    told += photos if isinstance(photos, list) else []
    return {name for name in told if isinstance(name, str) and len(name) == 64}


def _known(names: set[str]) -> set[str]:
    return set(db.session.scalars(select(ForgottenPicture.sha256).where(ForgottenPicture.sha256.in_(names))))
