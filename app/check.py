"""Derives again what can be derived, and says where the database disagrees (`flask check`)."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from app.blobs.models import Blob
from app.campaigns.models import Campaign
from app.changes import Change, latest
from app.db import db
from app.households.models import Household, Standing
from app.households.spans import Span
from app.households.standing import derive, rounds
from app.slips.models import Slip

Derived = tuple[UUID, UUID, Span]


def disagreements() -> Iterator[str]:
    """One line for each thing that is not as it must be; nothing when all is well."""
    yield from _standings()
    yield from _slips()
    yield from _blobs()
    yield from _numbers()


def _standings() -> Iterator[str]:
    campaigns = list(db.session.scalars(select(Campaign.id)))
    for ids in rounds(db.session.scalars(select(Household.id))):
        must, have = set(derive(ids, campaigns)), _stored(ids)
        for household_id in sorted({row[0] for row in must ^ have}):
            yield f"household {household_id}: its standing does not follow from its placements, covers and exclusions"


def _stored(ids: list[UUID]) -> set[Derived]:
    rows = db.session.scalars(select(Standing).where(Standing.household_id.in_(ids)))
    return {
        (s.household_id, s.campaign_id, Span(s.from_on, s.until_on, s.division_code, s.kind, s.state)) for s in rows
    }


def _slips() -> Iterator[str]:
    rows = db.session.execute(
        select(Slip.visit_id, Slip.text, Slip.text_sha256, Slip.completed_at, Blob.sha256)
        .outerjoin(Blob, Blob.sha256 == Slip.signature_sha256)
        .execution_options(yield_per=1000)
    )
    for visit_id, text, text_sha256, completed_at, blob in rows:
        if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
            yield f"slip of visit {visit_id}: its text is not what was hashed"
        if (completed_at is None) != (blob is None):
            yield f"slip of visit {visit_id}: complete and not complete at once"


def _blobs() -> Iterator[str]:
    for sha256, data in db.session.execute(select(Blob.sha256, Blob.data).execution_options(yield_per=100)):
        if hashlib.sha256(data).hexdigest() != sha256:
            yield f"blob {sha256}: its bytes do not hash to its name"


def _numbers() -> Iterator[str]:
    expected = 1
    for seq in db.session.scalars(select(Change.seq).order_by(Change.seq).execution_options(yield_per=10000)):
        if seq != expected:
            yield f"change {expected}: missing"
            expected = seq
        expected += 1
    if expected != latest() + 1:
        yield f"change {latest()}: the counter is ahead of the log"
