"""Looking at every slip, chain and root again: the first thing that is not as it was sealed is named (`flask check`)."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from app.campaigns.models import NoticeTemplate
from app.changes import Change
from app.db import db
from app.seals import record as sealed
from app.seals.faults import Keys, faults
from app.seals.keys import believed, public_key
from app.seals.models import SlipChain, SlipKey, SlipRoot, SlipSeal
from app.seals.record import GENESIS, Link
from app.seals.sealing import ROOT_CHANGE, SEALS_CHANGE, at, batch_digest, ms, seals_on
from app.slips.models import Slip
from app.visits.models import Visit

_SEALS = (
    select(
        *(SlipSeal.visit_id, SlipSeal.village, SlipSeal.seq, SlipSeal.sealed_ms, SlipSeal.key_id),
        *(SlipSeal.record, SlipSeal.leaf, SlipSeal.seal, SlipSeal.awaits),
        *(Slip.seed, Slip.text, Slip.signer_name, Slip.reason, Slip.place, Slip.strokes, Slip.is_sealed),
        *(Slip.picture_sha256, Slip.way, Slip.signer_relation, Slip.completed_at, Slip.forgotten_at),
        *(SlipSeal.is_restored, Visit.household_id, Visit.campaign_id, Visit.lat, Visit.lon),
        *(Visit.worker_id, Visit.outcome, Visit.witness, Visit.received_at),
        *(Visit.earliest_at, Visit.visited_at, Visit.latest_at),
        *(NoticeTemplate.id.label("template_id"), NoticeTemplate.title, NoticeTemplate.body),
    )
    .outerjoin(Slip, Slip.visit_id == SlipSeal.visit_id)
    .outerjoin(Visit, Visit.id == SlipSeal.visit_id)
    .outerjoin(NoticeTemplate, NoticeTemplate.id == Slip.template_id)
    .order_by(SlipSeal.village, SlipSeal.seq)
    .execution_options(yield_per=1000)
)


def disagreements(own: Ed25519PublicKey | None) -> Iterator[str]:
    """One line for each; `own` is the county's key, where it is at hand."""
    keys = _keys(own)
    yield from _chains(keys)
    yield from _former_keys(own)
    yield from _unsealed()
    yield from _roots(keys)


def faults_of(visit_ids: Collection[UUID], own: Ed25519PublicKey | None) -> dict[UUID, list[str]]:
    """What is wrong with the seals of these visits' slips, each looked at anew with the one before it; a slip without a seal has no row."""
    keys = _keys(own)
    before = aliased(SlipSeal)
    is_before = (before.village == SlipSeal.village) & (before.seq == SlipSeal.seq - 1)
    rows = _SEALS.outerjoin(before, is_before).add_columns(before.leaf.label("leaf_before"))
    return {
        row.visit_id: list(_faults_after(row, GENESIS if row.seq == 1 else row.leaf_before, keys))
        for row in db.session.execute(rows.where(SlipSeal.visit_id.in_(visit_ids)))
    }


def _faults_after(row: Row[Any], leaf: str | None, keys: Keys) -> Iterator[str]:
    # One that is not there is missed by the place after it.
    return faults(row, row.seq - (1 if leaf else 2), leaf or "", keys)


def _keys(own: Ed25519PublicKey | None) -> Keys:
    known = {row.id: public_key(row) for row in believed(own)}
    return known | ({sealed.key_id_of(own): own} if own else {})


def _former_keys(own: Ed25519PublicKey | None) -> Iterator[str]:
    """Once the county seals with another key, what bears a former one was made by whoever took that."""
    if own is None:
        return
    since = db.session.scalar(select(SlipKey.first_used_at).where(SlipKey.id == sealed.key_id_of(own)))
    later = select(SlipSeal.village, SlipSeal.seq).where(SlipSeal.key_id != sealed.key_id_of(own))
    for village, seq in db.session.execute(later.where(SlipSeal.sealed_ms > ms(since))) if since else ():
        yield f"seal {village} · {seq}: it was sealed with a former key"


def _chains(keys: Keys) -> Iterator[str]:
    ends: dict[str, tuple[int, str]] = {}
    batches: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for row in db.session.execute(_SEALS):
        seq, leaf = ends.get(row.village, (0, GENESIS))
        yield from (f"seal {row.village} · {row.seq}: {fault}" for fault in faults(row, seq, leaf, keys))
        ends[row.village] = (row.seq, row.leaf)
        batches[row.sealed_ms].append((row.village, row.seq, row.leaf))
    kept = {chain.village: (chain.seq, chain.leaf) for chain in db.session.scalars(select(SlipChain))}
    for village in sorted(ends.keys() | kept.keys()):
        if ends.get(village) != kept.get(village):
            yield f"chain {village}: it ends at {ends.get(village, (0, ''))[0]}, and should at {kept.get(village, (0, ''))[0]}"
    yield from _batches(batches)


def _batches(batches: dict[int, list[tuple[str, int, str]]]) -> Iterator[str]:
    """The chain of changes names all that was sealed at one moment."""
    named = select(Change.entity_id, Change.digest).where(Change.kind == SEALS_CHANGE)
    told = {int(sealed_ms): digest for sealed_ms, digest in db.session.execute(named)}
    for sealed_ms in sorted(told.keys() | batches.keys()):
        if told.get(sealed_ms) != batch_digest(batches.get(sealed_ms, [])):
            yield f"seals of {at(sealed_ms).isoformat()}: they are not what the chain of changes holds"


def _unsealed() -> Iterator[str]:
    lost = select(Slip.visit_id).where(
        Slip.is_sealed, ~select(SlipSeal).where(SlipSeal.visit_id == Slip.visit_id).exists()
    )
    for visit_id in db.session.scalars(lost):
        yield f"slip of visit {visit_id}: it was sealed, and its seal is gone"


def _roots(keys: Keys) -> Iterator[str]:
    named = select(Change.entity_id, Change.digest).where(Change.kind == ROOT_CHANGE)
    told = dict(db.session.execute(named).tuples().all())
    former, total = None, 0
    for root in db.session.scalars(select(SlipRoot).order_by(SlipRoot.number)):
        seals = seals_on(root.day)
        total += len(seals)
        for fault in _root_faults(root, former, seals, total, keys):
            yield f"root {root.day}: {fault}"
        if told.pop(str(root.number), None) != sealed.root_digest(root.record.encode()).hex():
            yield f"root {root.day}: the chain of changes does not hold it"
        former = root
    for number in sorted(told, key=int):
        yield f"root number {number}: the chain of changes holds it, and it is gone"


def _root_faults(
    root: SlipRoot, former: SlipRoot | None, seals: list[tuple[Link, bytes]], total: int, keys: Keys
) -> Iterator[str]:
    day = former.day + timedelta(days=1) if former else root.day
    prev = sealed.root_digest(former.record.encode()).hex() if former else GENESIS
    key = keys.get(root.key_id)
    try:
        told = json.loads(root.record)
        made_at = datetime.fromisoformat(told["made_at"])
        must = sealed.root_record(day, (former.number if former else 0) + 1, prev, seals, total, made_at, root.key_id)
    except (ValueError, KeyError, TypeError):
        must = b""
    if root.day != day or must.decode() != root.record:
        yield "it is not what the seals of its day and the day before come to"
    if key is None:
        yield f"nobody knows its key {root.key_id}"
    elif not sealed.is_sealed(key, sealed.root_message(root.record.encode()), root.seal):
        yield "its seal is not of this record"
