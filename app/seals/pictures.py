"""Whether the bytes that slips and visits name are here, and are those that were named."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select

from app.blobs.models import Blob, BlobBringer
from app.db import db
from app.seals.faults import CHANGED, UNREADABLE
from app.slips.models import Slip
from app.vault.sealed import CLOSED
from app.visits.models import Visit, VisitPhoto


def is_here() -> ColumnElement[bool]:
    """Whether a slip's picture has its bytes, whoever brought them."""
    return exists().where(Blob.sha256 == Slip.picture_sha256)


def found(visit_ids: Collection[UUID]) -> dict[UUID, str]:
    """What is wrong with the bytes of these visits' pictures; what was removed with its slip is looked at no more."""
    pictures = (
        select(Slip.visit_id, Slip.picture_sha256, Blob.data)
        .join(Blob, Blob.sha256 == Slip.picture_sha256)
        .where(Slip.visit_id.in_(visit_ids), Slip.seed.is_not(None))
        .execution_options(yield_per=25)
    )
    wrong = {visit_id: _fault(name, data) for visit_id, name, data in db.session.execute(pictures)}
    return {visit_id: fault for visit_id, fault in wrong.items() if fault}


def _fault(name: str, data: Any) -> str:
    if data is CLOSED:
        return UNREADABLE
    return "" if hashlib.sha256(data).hexdigest() == name else CHANGED


def lost(visit_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The photos of these visits that their workers brought and that are gone. Of one that nobody brought nobody can say."""
    mine = and_(BlobBringer.sha256 == VisitPhoto.sha256, BlobBringer.user_id == Visit.worker_id)
    query = (
        select(VisitPhoto.visit_id, VisitPhoto.sha256)
        .join(Visit, Visit.id == VisitPhoto.visit_id)
        .join(BlobBringer, mine)
        .where(VisitPhoto.visit_id.in_(visit_ids), ~exists().where(Blob.sha256 == VisitPhoto.sha256))
    )
    gone: dict[UUID, list[str]] = defaultdict(list)
    for visit_id, sha256 in db.session.execute(query.order_by(VisitPhoto.visit_id, VisitPhoto.place)):
        gone[visit_id].append(sha256)
    return gone
