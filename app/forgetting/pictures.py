"""Pictures that nothing wants any more, and their removal."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, or_, select

from app import clock
from app.blobs.models import Blob, BlobBringer
from app.db import db
from app.exclusions.models import ExclusionPhoto
from app.forgetting.models import ForgottenPicture
from app.slips.models import Slip
from app.visits.models import VisitPhoto

# A picture may come some moments before what names it.
_A_WHILE = timedelta(hours=1)


def is_wanted() -> ColumnElement[bool]:
    """A signature stays as long as what its slip says; a photo as long as a visit or an exclusion has it."""
    of_slip = (Slip.picture_sha256 == Blob.sha256, Slip.forgotten_at.is_(None))
    of_visit, of_exclusion = VisitPhoto.sha256 == Blob.sha256, ExclusionPhoto.sha256 == Blob.sha256
    return or_(exists().where(*of_slip), exists().where(of_visit), exists().where(of_exclusion))


def drop_pictures(names: Collection[str]) -> int:
    """Remove those of these pictures that nothing wants; answers how many."""
    gone = db.session.scalars(select(Blob.sha256).where(Blob.sha256.in_(names), ~is_wanted())).all()
    db.session.execute(delete(BlobBringer).where(BlobBringer.sha256.in_(gone)))
    db.session.execute(delete(Blob).where(Blob.sha256.in_(gone)))
    return len(gone)


def came_late() -> list[str]:
    """Pictures of people that were forgotten, which a phone brought all the same."""
    known = Blob.sha256.in_(select(ForgottenPicture.sha256))
    return list(
        db.session.scalars(select(Blob.sha256).where(known, Blob.received_at < clock.now() - _A_WHILE, ~is_wanted()))
    )
