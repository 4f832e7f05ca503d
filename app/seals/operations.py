"""Looking at one seal, and at the days' roots."""

from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select

from app import clock, problems
from app.db import db
from app.seals import refusals
from app.seals.disclosure import seal_of
from app.seals.faults import Keys, read
from app.seals.keys import keys_by_id
from app.seals.models import SlipRoot, SlipSeal
from app.seals.roots import told_in
from app.seals.sealing import at, last_root, ms
from app.seals.verification import faults_of
from app.seals.words import said
from app.slips.models import Slip


def look_at(visit_id: UUID, public_key: Ed25519PublicKey | None) -> dict[str, Any]:
    """A slip's seal, looked at anew; raises slip_not_sealed."""
    seal = seal_of(visit_id)
    told, day = read(seal.record) or {}, clock.day_of(at(seal.sealed_ms))
    # Asked without opening it: one that cannot be read is said below.
    is_kept = db.session.scalar(select(Slip.seed.is_not(None)).where(Slip.visit_id == visit_id))
    return {
        "village": seal.village,
        "seq": seal.seq,
        "sealed_at": at(seal.sealed_ms),
        "key_id": seal.key_id,
        "leaf": seal.leaf,
        "device_signed": told.get("device_sig_good", "none"),
        "is_removed": not is_kept,
        "is_repaired": told.get("repaired") == "yes",
        "root": db.session.scalar(select(SlipRoot.day).where(SlipRoot.day == day)),
        "faults": [said(fault) for fault in faults_of([visit_id], public_key)[visit_id]],
    }


def page(after: int | None, limit: int, own: Ed25519PublicKey | None) -> tuple[list[dict[str, Any]], int]:
    """The days' roots, the newest first, from below a number on; and how many there are in all."""
    query = select(SlipRoot).order_by(SlipRoot.number.desc()).limit(limit)
    if after is not None:
        query = query.where(SlipRoot.number < after)
    total = db.session.scalar(select(func.count()).select_from(SlipRoot)) or 0
    keys = keys_by_id(own)
    return [_shown(root, keys) for root in db.session.scalars(query)], total


def open_day() -> dict[str, Any]:
    """What no root holds yet, and so why the next one is not there."""
    newest = last_root()
    begun = SlipSeal.sealed_ms >= (ms(clock.end_of(newest.day)) if newest else 0)
    first, sealed = db.session.execute(select(func.min(SlipSeal.sealed_ms), func.count()).where(begun)).one()
    unsealed = select(func.count()).select_from(Slip).where(Slip.completed_at.is_not(None), ~Slip.is_sealed)
    since = None if first is None else clock.day_of(at(first))
    return {
        "since": since,
        "is_over": since is not None and since < clock.today(),
        "sealed": sealed,
        "unsealed": db.session.scalar(unsealed) or 0,
    }


def root_of(number: int, own: Ed25519PublicKey | None) -> SlipRoot:
    """A day's root; raises not_found, root_changed where it is not as it was signed."""
    root = db.session.get(SlipRoot, number) if number < 2**31 else None
    if root is None:
        raise problems.not_found("这一天的总账")
    if told_in(root, keys_by_id(own)) is None:
        raise refusals.root_changed()
    return root


def _shown(root: SlipRoot, keys: Keys) -> dict[str, Any]:
    told = told_in(root, keys)
    numbers = {name: told and told[name] for name in ("leaves", "total", "merkle")}
    return {
        "number": root.number,
        "day": root.day,
        "key_id": root.key_id,
        "villages": told and len(told["villages"]),
        "is_whole": told is not None,
        **numbers,
    }
