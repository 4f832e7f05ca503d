"""Looking at every slip, chain and root again: the first thing that is not as it was sealed is named (`flask check`)."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import ColumnElement, Row, String, cast, exists, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign, NoticeTemplate
from app.changes import Change
from app.db import db
from app.seals import pictures, reviews, withdrawals
from app.seals import record as sealed
from app.seals.acts import read_log
from app.seals.due import stated_in
from app.seals.earlier import photos_named
from app.seals.faults import CONTENTS_GONE, START, Beside, End, Keys, faults
from app.seals.keys import believed, keys_by_id
from app.seals.models import SlipChain, SlipRoot, SlipSeal
from app.seals.record import GENESIS, Link
from app.seals.removals import Removed, removed
from app.seals.sealing import CARRIED_CHANGE, ROOT_CHANGE, SEALS_CHANGE, at, batch_digest, seals_on
from app.seals.spans import outlived
from app.slips.models import Slip
from app.slips.statement import signature_facts
from app.sync.models import Event
from app.vault.sealed import going_on
from app.visits.models import Visit

# Nobody may simply say so: the chain of changes holds what a restore carried over.
_IS_CARRIED = exists().where(Change.kind == CARRIED_CHANGE, Change.entity_id == cast(SlipSeal.sealed_ms, String))
_SEALS = (
    select(
        *(SlipSeal.visit_id, SlipSeal.village, SlipSeal.seq, SlipSeal.sealed_ms, SlipSeal.key_id),
        *(SlipSeal.record, SlipSeal.leaf, SlipSeal.seal, SlipSeal.awaits),
        *(Slip.seed, Slip.text, Slip.signer_name, Slip.reason, Slip.place, Slip.strokes, Slip.is_sealed),
        *(Slip.picture_sha256, Slip.way, Slip.signer_relation, Slip.completed_at, Slip.forgotten_at),
        pictures.is_here().label("has_picture"),
        *(_IS_CARRIED.label("is_carried"), Visit.household_id, Visit.campaign_id),
        *(Visit.lat, Visit.lon, Visit.accuracy_m),
        *(Visit.worker_id, Visit.outcome, Visit.witness, Visit.received_at, Visit.receipt),
        *(Event.receipt.label("event_receipt"), Event.received_at.label("event_received_at")),
        *(Visit.earliest_at, Visit.visited_at, Visit.latest_at),
        *(NoticeTemplate.id.label("template_id"), NoticeTemplate.title, NoticeTemplate.body, Campaign.deadline_on),
        *(NoticeTemplate.audience, NoticeTemplate.version, Visit.position_age_s, Visit.position_reason),
    )
    .outerjoin(Slip, Slip.visit_id == SlipSeal.visit_id)
    .outerjoin(Visit, Visit.id == SlipSeal.visit_id)
    .outerjoin(Event, Event.id == SlipSeal.visit_id)
    .outerjoin(NoticeTemplate, NoticeTemplate.id == Slip.template_id)
    .outerjoin(Campaign, Campaign.id == Visit.campaign_id)
    .order_by(SlipSeal.village, SlipSeal.seq)
    .execution_options(yield_per=1000)
)


def disagreements(own: Ed25519PublicKey | None) -> Iterator[str]:
    """One line for each; `own` is the county's key, where it is at hand."""
    keys = keys_by_id(own)
    yield from _chains(keys)
    yield from outlived(believed(own))
    yield from _unsealed()
    yield from _roots(keys)


def faults_of(visit_ids: Collection[UUID], own: Ed25519PublicKey | None) -> dict[UUID, list[str]]:
    """What is wrong with the seals of these visits' slips, each looked at anew with the one before it; a slip without a seal has no row."""
    before = aliased(SlipSeal)
    is_before = (before.village == SlipSeal.village) & (before.seq == SlipSeal.seq - 1)
    columns = (before.leaf.label("leaf_before"), before.sealed_ms.label("ms_before"))
    rows = _SEALS.outerjoin(before, is_before).add_columns(*columns).where(SlipSeal.visit_id.in_(visit_ids))
    with going_on():
        log = read_log(visit_ids)
        by_hand = (withdrawals.wrong(visit_ids, log), reviews.wrong(visit_ids, log))
        keys, bytes_, look = keys_by_id(own), pictures.found(visit_ids), _beside(list(visit_ids), removed())
        return {
            row.visit_id: [
                *faults(row, _end_before(row), keys, look(row.visit_id, bytes_.get(row.visit_id, ""))),
                *(found[row.visit_id] for found in by_hand if row.visit_id in found),
            ]
            for row in db.session.execute(rows)
        }


def _end_before(row: Row[Any]) -> End:
    if row.seq == 1:
        return START
    # One that is not there is missed by the place after it.
    return End(row.seq - 1, row.leaf_before, row.ms_before) if row.leaf_before else End(row.seq - 2, "", 0)


def _chains(keys: Keys) -> Iterator[str]:
    came_to: dict[str, End] = {}
    batches: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for row, beside in _sealed():
        before = came_to.get(row.village, START)
        yield from (f"seal {row.village} · {row.seq}: {fault}" for fault in faults(row, before, keys, beside))
        came_to[row.village] = End(row.seq, row.leaf, row.sealed_ms)
        batches[row.sealed_ms].append((row.village, row.seq, row.leaf))
    kept = {chain.village: (chain.seq, chain.leaf) for chain in db.session.scalars(select(SlipChain))}
    for village in sorted(came_to.keys() | kept.keys()):
        end, must = came_to.get(village, START), kept.get(village, START[:2])
        if end[:2] != must:
            yield f"chain {village}: it ends at {end.seq}, and should at {must[0]}"
    yield from _batches(batches)


def _sealed() -> Iterator[tuple[Row[Any], Beside]]:
    gone = removed()
    for rows in db.session.execute(_SEALS).partitions():
        look = _beside([row.visit_id for row in rows], gone)
        yield from ((row, look(row.visit_id)) for row in rows)


def _beside(visit_ids: list[UUID], gone: Removed) -> Callable[..., Beside]:
    """What stands beside each of these; what a look at its picture found whoever asks says (`flask check` looks at all bytes)."""
    photos, lost = photos_named(visit_ids), pictures.lost(visit_ids)
    return lambda visit_id, picture="": Beside(photos.get(visit_id, ()), lost.get(visit_id, ()), picture, gone)


def _batches(batches: dict[int, list[tuple[str, int, str]]]) -> Iterator[str]:
    """The chain of changes names all that was sealed at one moment."""
    named = (
        select(Change.entity_id, Change.digest)
        .where(Change.kind.in_((SEALS_CHANGE, CARRIED_CHANGE)))
        .order_by(Change.seq)
    )
    told = {int(sealed_ms): digest for sealed_ms, digest in db.session.execute(named)}
    for before, after in pairwise(told):
        if after < before:
            yield f"seals of {at(after).isoformat()}: the chain of changes holds later ones before them"
    for sealed_ms in sorted(told.keys() | batches.keys()):
        if told.get(sealed_ms) != batch_digest(batches.get(sealed_ms, [])):
            yield f"seals of {at(sealed_ms).isoformat()}: they are not what the chain of changes holds"


def _unsealed() -> Iterator[str]:
    lost = select(Slip.visit_id).where(
        Slip.is_sealed, ~select(SlipSeal).where(SlipSeal.visit_id == Slip.visit_id).exists()
    )
    for visit_id in db.session.scalars(lost):
        yield f"slip of visit {visit_id}: it was sealed, and its seal is gone"
    for visit_id in unordered():
        yield f"slip of visit {visit_id}: {CONTENTS_GONE}"
    waiting = select(Slip.visit_id, Slip.statement, Slip.strokes).where(Slip.completed_at.is_not(None), ~Slip.is_sealed)
    for visit_id, statement, strokes in db.session.execute(waiting.execution_options(yield_per=1000)):
        if (stated_in(statement) is None) if statement else not _are_strokes(strokes):
            yield f"slip of visit {visit_id}: what was stated of it cannot be read, and it is not sealed"


def unordered(*only: ColumnElement[bool]) -> Iterator[UUID]:
    """The visits whose slips are marked as forgotten before they were sealed, and that nobody ordered to be."""
    unsealed = (
        select(Slip.visit_id, Visit.household_id, Visit.visited_at, Campaign.deadline_on)
        .outerjoin(Visit, Visit.id == Slip.visit_id)
        .outerjoin(Campaign, Campaign.id == Visit.campaign_id)
        .where(Slip.forgotten_at.is_not(None), ~Slip.is_sealed, *only)
    )
    rows = db.session.execute(unsealed).all()
    gone = removed() if rows else Removed()  # mostly none, and then nothing is read
    yield from (row.visit_id for row in rows if not gone.has_contents_of(row))


def _are_strokes(text: str | None) -> bool:
    try:
        return text is None or signature_facts("", json.loads(text)) is not None
    except (ValueError, TypeError, LookupError):
        return False


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
