"""The photos of exclusions: which of them have come, and their bytes."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, select

from app import problems
from app.blobs import operations as blobs
from app.blobs.models import Blob, BlobBringer
from app.db import among, db
from app.exclusions.models import ExclusionPhoto
from app.households.models import Exclusion

# Whoever only knows the name of another's picture has proved nothing with it.
_OF_THESE = (
    select(ExclusionPhoto.exclusion_id, ExclusionPhoto.sha256, BlobBringer.user_id)
    .join(Exclusion, Exclusion.id == ExclusionPhoto.exclusion_id)
    .outerjoin(
        BlobBringer, and_(BlobBringer.sha256 == ExclusionPhoto.sha256, BlobBringer.user_id == Exclusion.requested_by)
    )
    .where(among(ExclusionPhoto.exclusion_id, "ids"))
    .order_by(ExclusionPhoto.exclusion_id, ExclusionPhoto.place)
)


def photos_of(ids: Sequence[UUID]) -> dict[UUID, dict[str, bool]]:
    """The photos that each of these exclusions names, and whether whoever asked has brought them."""
    found: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for exclusion_id, sha256, bringer in db.session.execute(_OF_THESE, {"ids": list(ids)}):
        found[exclusion_id][sha256] = bringer is not None
    return found


def photo_of(exclusion: Exclusion, sha256: str) -> Blob:
    """One photo of an exclusion; raises when it has none of that name or its bytes have not come yet."""
    if not photos_of([exclusion.id]).get(exclusion.id, {}).get(sha256):
        raise problems.not_found("这张照片")
    return blobs.get(sha256, exclusion.requested_by)
