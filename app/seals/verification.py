"""Looking at every slip, chain and root again: the first thing that is not as it was sealed is named (`flask check`)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Row, select

from app.changes import Change
from app.db import db
from app.seals import record as sealed
from app.seals.models import SlipChain, SlipKey, SlipRoot, SlipSeal
from app.seals.record import GENESIS, Link, leaf_of
from app.seals.sealing import ROOT_CHANGE, SEALS_CHANGE, at, batch_digest, seals_on
from app.slips.models import Slip
from app.slips.statement import Opened, canonical, commitments
from app.visits.models import Visit

Keys = dict[str, Ed25519PublicKey]
_SEALS = (
    select(
        *(SlipSeal.visit_id, SlipSeal.village, SlipSeal.seq, SlipSeal.sealed_ms, SlipSeal.key_id),
        *(SlipSeal.record, SlipSeal.leaf, SlipSeal.seal),
        *(Slip.seed, Slip.text, Slip.signer_name, Slip.reason, Slip.place, Slip.strokes, Slip.is_sealed, Visit.witness),
    )
    .outerjoin(Slip, Slip.visit_id == SlipSeal.visit_id)
    .outerjoin(Visit, Visit.id == SlipSeal.visit_id)
    .order_by(SlipSeal.village, SlipSeal.seq)
    .execution_options(yield_per=1000)
)


def disagreements(public_key: Ed25519PublicKey | None) -> Iterator[str]:
    """One line for each; by the county's own key where it is at hand, else by those that the database names."""
    keys = _keys(public_key)
    yield from _chains(keys)
    yield from _unsealed()
    yield from _roots(keys)


def _keys(public_key: Ed25519PublicKey | None) -> Keys:
    if public_key is not None:
        return {sealed.key_id_of(public_key): public_key}
    return {
        k.id: Ed25519PublicKey.from_public_bytes(bytes.fromhex(k.public_key))
        for k in db.session.scalars(select(SlipKey))
    }


def _chains(keys: Keys) -> Iterator[str]:
    ends: dict[str, tuple[int, str]] = {}
    batches: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for row in db.session.execute(_SEALS):
        seq, leaf = ends.get(row.village, (0, GENESIS))
        yield from (f"seal {row.village} · {row.seq}: {fault}" for fault in _faults(row, seq, leaf, keys))
        ends[row.village] = (row.seq, row.leaf)
        batches[row.sealed_ms].append((row.village, row.seq, row.leaf))
    kept = {chain.village: (chain.seq, chain.leaf) for chain in db.session.scalars(select(SlipChain))}
    for village in sorted(ends.keys() | kept.keys()):
        if ends.get(village) != kept.get(village):
            yield f"chain {village}: it ends at {ends.get(village, (0, ''))[0]}, and should at {kept.get(village, (0, ''))[0]}"
    yield from _batches(batches)


def _faults(row: Row[Any], seq: int, leaf: str, keys: Keys) -> Iterator[str]:
    """What is wrong with one seal, after the one before it."""
    if row.seq != seq + 1:
        yield f"{seq + 1} is missing before it"
    try:
        told = json.loads(row.record)
        is_whole = canonical(told).decode() == row.record
    except ValueError:
        told, is_whole = {}, False
    if not is_whole or leaf_of(row.record.encode()).hex() != row.leaf:
        yield "its record is not what was sealed"
        return
    if told["prev"] != leaf:
        yield "it does not follow from the one before"
    link = Link(told["village"], told["seq"], told["prev"], told["sealed_ms"])
    named = (told["village"], told["seq"], told["sealed_ms"], told["key"], told["statement"]["id"])
    if named != (row.village, row.seq, row.sealed_ms, row.key_id, str(row.visit_id)):
        yield "it is filed as another than it is"
    key = keys.get(told["key"])
    if key is None:
        yield f"nobody knows its key {told['key']}"
    elif not sealed.is_sealed(
        key, sealed.slip_message(UUID(told["statement"]["id"]), link, bytes.fromhex(row.leaf)), row.seal
    ):
        yield "its seal is not of this record"
    yield from _slip_faults(row, told["statement"])


def _slip_faults(row: Row[Any], stated: dict[str, Any]) -> Iterator[str]:
    """Whether the slip is still what the statement commits to; nothing to compare where its contents were removed."""
    if not row.is_sealed:
        yield "its slip is gone" if row.is_sealed is None else "its slip does not know of it"
    if row.seed is None:
        return
    must = commitments(opened_of(row))
    for field, commitment in stated["fields"].items():
        # A place goes at the end of its own time, before the rest.
        if must[field] != commitment and not (field == "place" and row.place is None):
            yield f"the {field} of its slip is not what was stated"
    signature = stated["signature"]
    if signature and hashlib.sha256((row.strokes or "").encode()).hexdigest() != signature["strokes_sha256"]:
        yield "the strokes of its slip are not what was stated"


def opened_of(row: Any) -> Opened:
    """What a slip's statement commits to, from a row with the slip's columns and the visit's witness."""
    return Opened(row.seed, row.text, row.signer_name, row.witness or "", row.reason or "", row.place or "")


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
