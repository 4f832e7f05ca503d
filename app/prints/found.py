"""What a look at sealed slips finds as they are printed, in words for whoever holds the paper."""

from collections.abc import Collection
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app.db import db
from app.seals.faults import CONTENTS_GONE
from app.seals.models import SlipSeal
from app.seals.verification import faults_of, unordered
from app.seals.words import GONE, said
from app.slips.models import Slip


def wrong(visit_ids: Collection[UUID], own: Ed25519PublicKey | None) -> dict[UUID, list[str]]:
    """What is not as it was sealed, by visit, in Chinese; no row of slips where nothing is, and of those never sealed and whole."""
    found = faults_of(visit_ids, own)
    for visit_id in _sealed(visit_ids) - found.keys():
        found[visit_id] = [GONE]
    for visit_id in unordered(Slip.visit_id.in_(visit_ids)):
        found[visit_id] = [CONTENTS_GONE]
    return {visit_id: [said(fault) for fault in faults] for visit_id, faults in found.items() if faults}


def disbelieved(visit_ids: Collection[UUID]) -> set[UUID]:
    """Those whose phone's signature the county itself did not believe when it sealed them."""
    # Records are canonical: in a text that somebody wrote the quotes would stand otherwise.
    is_disbelieved = SlipSeal.record.contains('"device_sig_good":"no"', autoescape=True)
    return set(db.session.scalars(select(SlipSeal.visit_id).where(SlipSeal.visit_id.in_(visit_ids), is_disbelieved)))


def _sealed(visit_ids: Collection[UUID]) -> set[UUID]:
    return set(db.session.scalars(select(Slip.visit_id).where(Slip.visit_id.in_(visit_ids), Slip.is_sealed)))
