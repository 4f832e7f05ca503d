"""Taking in signatures and photos, and counting the visits that they complete."""

import base64
import binascii
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from app import clock
from app.blobs import operations as blobs
from app.blobs import parts, quota
from app.blobs import refusals as blob_refusals
from app.blobs.parts import Added
from app.changes import note
from app.db import hold_names
from app.problems import Problem
from app.slips import operations as slips
from app.visits import operations as visits


@dataclass(frozen=True)
class Decoded:
    """One that came with a batch: its bytes and what kind of picture they are, or what is wrong with them."""

    sha256: str
    mime: str = ""
    data: bytes = b""
    problem: Problem | None = None


@dataclass(frozen=True)
class BlobVerdict:
    """What became of one blob."""

    sha256: str
    ok: bool
    code: str | None = None
    message: str | None = None


def hold(names: Iterable[str]) -> None:
    """To be called first by whoever brings one of these pictures, a visit whose slip stands on it, or a plate that was scanned.

    The two may arrive in two requests at once, each blind to the other's rows; so the second waits, and
    then sees what the first has stored. Before the doors and the counter, or requests could deadlock.
    """
    hold_names(names)


def decode(sha256: str, text: str, most: int = blobs.MAX_BYTES) -> Decoded:
    """Read one that came as base64. Hashing needs no transaction, so it is done before there is one."""
    try:
        data = base64.b64decode(text, validate=True)
        return Decoded(sha256, blobs.check(sha256, data, most), data)
    except (binascii.Error, ValueError):
        return Decoded(sha256, problem=blob_refusals.blob_damaged())
    except Problem as refused:
        return Decoded(sha256, problem=refused)


def take_blob(user_id: UUID, sha256: str, data: bytes) -> None:
    """Keep the bytes of one that came whole. Raises when they are not what they say."""
    hold([sha256])
    mime = blobs.check(sha256, data)
    if not blobs.has(sha256, user_id):
        quota.claim(user_id, len(data))
    _keep(user_id, {sha256: (mime, data)})


def take_piece(user_id: UUID, sha256: str, offset: int, length: int, data: bytes) -> Added:
    """Keep a piece of one, and all of it when this was the last. Raises where the piece does not fit."""
    hold([sha256])
    added = parts.add(sha256, offset, length, data, user_id)
    if added.whole is not None:
        _keep(user_id, {sha256: (blobs.check(sha256, added.whole, blobs.MAX_ASSEMBLED), added.whole)})
    return added


def must_fit(user_id: UUID, decoded: Collection[Decoded]) -> None:
    """Refuse a file's pictures that go beyond the day's quota: what has come in a file is taken for safe, and deleted elsewhere."""
    here = blobs.present((one.sha256 for one in decoded), user_id)
    quota.claim(user_id, sum(len(one.data) for one in decoded if one.sha256 not in here))


def take_blobs(user_id: UUID, decoded: Iterable[Decoded]) -> list[BlobVerdict]:
    """Keep those that came with a batch; a bad one stops no other."""
    decoded = _within_quota(user_id, list(decoded))
    _keep(user_id, {one.sha256: (one.mime, one.data) for one in decoded if one.problem is None})
    return [_verdict(one) for one in decoded]


def _within_quota(user_id: UUID, decoded: list[Decoded]) -> list[Decoded]:
    """All of them, or none that is new: a day's work is far from the bound, and its phone brings them tomorrow."""
    try:
        quota.claim(user_id, sum(len(one.data) for one in decoded))
    except Problem as problem:
        here = blobs.present((one.sha256 for one in decoded), user_id)
        return [one if one.problem or one.sha256 in here else Decoded(one.sha256, problem=problem) for one in decoded]
    return decoded


def _verdict(one: Decoded) -> BlobVerdict:
    if one.problem is None:
        return BlobVerdict(one.sha256, ok=True)
    return BlobVerdict(one.sha256, ok=False, code=one.problem.code, message=one.problem.message)


def _keep(user_id: UUID, good: dict[str, tuple[str, bytes]]) -> None:
    if not good:
        return
    new = blobs.store(good, user_id)
    if new:
        # One number for them all: else a backup taken before would seem to hold them.
        note("blob", min(new), "", digest=hashlib.sha256("|".join(sorted(new)).encode()).hexdigest())
    if waiting := visits.waiting_for(good, user_id):
        slips.complete(waiting, clock.now())
        visits.count_completed(waiting)
