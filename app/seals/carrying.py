"""Seals and roots made since a backup, carried over its restore: they left the building, and must not come out another way.

Phones bring the slips again. Until one has come its seal waits for it, with the seed by which it will be known.
"""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import func, select

from app.changes import note
from app.db import db, hold_names, insert_once, insert_rows, rows_of
from app.seals.models import SlipChain, SlipKey, SlipRoot, SlipSeal
from app.seals.record import root_digest
from app.seals.sealing import CARRIED_CHANGE, LOCK, ROOT_CHANGE, batch_digest
from app.slips.models import Slip

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Beyond:
    """What was sealed after a place: the last `sealed_ms` and the number of roots of whoever goes on from it."""

    last_ms: int
    last_root: int
    keys: Rows
    seals: Rows
    chains: Rows
    roots: Rows


def beyond(last_ms: int, last_root: int) -> Beyond:
    """What the county has sealed beyond what a backup holds."""
    newer = select(SlipSeal, Slip.seed).outerjoin(Slip, Slip.visit_id == SlipSeal.visit_id)
    seals = [
        {**_columns(seal), "awaits": seal.awaits or seed or ""}
        for seal, seed in db.session.execute(newer.where(SlipSeal.sealed_ms > last_ms).order_by(SlipSeal.sealed_ms))
    ]
    roots = db.session.scalars(select(SlipRoot).where(SlipRoot.number > last_root).order_by(SlipRoot.number))
    return Beyond(
        last_ms,
        last_root,
        [_columns(key) for key in db.session.scalars(select(SlipKey))],
        seals,
        [_columns(chain) for chain in db.session.scalars(select(SlipChain))],
        [_columns(root) for root in roots],
    )


def carry_on(rest: Beyond) -> bool:
    """Let the chains go on with these, inside a transaction; False when something else was sealed in their place by now."""
    hold_names([LOCK])
    if end() != (rest.last_ms, rest.last_root):
        return False
    for key in rest.keys:
        db.session.execute(insert_once(SlipKey), [key])
    insert_rows(SlipSeal, rest.seals)
    insert_rows(SlipRoot, rest.roots)
    for chain in rest.chains:
        db.session.merge(SlipChain(**chain))
    _tell_again(rest)
    return True


def end() -> tuple[int, int]:
    """The newest `sealed_ms` and the number of the newest root; 0 where there is none."""
    newest, last = (
        db.session.scalar(select(func.max(SlipSeal.sealed_ms))),
        db.session.scalar(select(func.max(SlipRoot.number))),
    )
    return newest or 0, last or 0


def _tell_again(rest: Beyond) -> None:
    """The chain of changes, which went back, is told of them again, and that it was by a restore."""
    for sealed_ms, batch in groupby(rest.seals, key=itemgetter("sealed_ms")):
        digest = batch_digest((seal["village"], seal["seq"], seal["leaf"]) for seal in batch)
        note(CARRIED_CHANGE, str(sealed_ms), "", digest=digest)
    for root in rest.roots:
        note(ROOT_CHANGE, str(root["number"]), "", digest=root_digest(root["record"].encode()).hex())


def _columns(record: SlipSeal | SlipKey | SlipChain | SlipRoot) -> dict[str, Any]:
    return {column.name: getattr(record, column.name) for column in rows_of(type(record)).columns}
