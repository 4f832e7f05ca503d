"""Large blobs, taken in piece by piece: a line that breaks costs one piece and not the whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, tuple_

from app import clock, problems
from app.blobs import quota
from app.blobs.models import BlobPart
from app.blobs.operations import MAX_ASSEMBLED, check, has
from app.db import db
from app.problems import Problem

MAX_PIECE = 64 * 1024
# Pieces of a blob that nobody has gone on with for this long are dropped; its phone begins again.
KEPT = timedelta(days=30)
_NAME = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Added:
    """How far the blob has come: its bytes once whole, or what is wrong with them.

    Wrong bytes are told and not raised, since the pieces are thrown away and that has to be committed.
    """

    offset: int
    whole: bytes | None = None
    problem: Problem | None = None


def offset_of(sha256: str, author_id: UUID) -> int:
    """How many bytes of it this person has brought in pieces; zero when none, or when it is whole."""
    brought = select(func.coalesce(func.sum(BlobPart.size), 0)).where(_of(sha256, author_id))
    return int(db.session.scalars(brought).one())


def add(sha256: str, offset: int, length: int, data: bytes, author_id: UUID) -> Added:
    """Keep the next piece of a blob of this length; the caller holds its name (db.hold_names).

    Nothing depends on one phone of theirs bringing all of it, nor on the length staying what it was: whatever
    comes has to hash to the name. What others bring under that name is not seen.
    Raises wrong_offset, blob_too_large, blob_piece_too_large, blob_quota.
    """
    _must_fit(sha256, length, data)
    if has(sha256, author_id):
        # Another phone of theirs brought the rest meanwhile.
        return Added(length)
    here = offset_of(sha256, author_id)
    if offset != here:
        raise problems.wrong_offset(here)
    if offset + len(data) > length:
        return _spoilt(sha256, author_id, problems.blob_damaged())
    quota.claim(author_id, len(data))
    _keep(sha256, offset, data, author_id)
    return _assembled(sha256, author_id) if offset + len(data) == length else Added(offset + len(data))


def _must_fit(sha256: str, length: int, data: bytes) -> None:
    if not _NAME.match(sha256):
        raise problems.not_found("这份签名或照片")
    if length > MAX_ASSEMBLED:
        raise problems.blob_too_large(MAX_ASSEMBLED // 1024)
    if not 0 < len(data) <= MAX_PIECE:
        raise problems.blob_piece_too_large(MAX_PIECE // 1024)


def _keep(sha256: str, offset: int, data: bytes, author_id: UUID) -> None:
    now = clock.now()
    if offset == 0:
        _drop_abandoned()
    row = {"sha256": sha256, "at": offset, "size": len(data), "received_at": now, "author_id": author_id, "data": data}
    db.session.execute(insert(BlobPart), [row])


def _assembled(sha256: str, author_id: UUID) -> Added:
    """All of it is here: the bytes, if they are what the name says; the pieces go either way."""
    pieces = db.session.scalars(select(BlobPart.data).where(_of(sha256, author_id)).order_by(BlobPart.at))
    whole = b"".join(pieces)
    try:
        check(sha256, whole, MAX_ASSEMBLED)
    except Problem as problem:
        return _spoilt(sha256, author_id, problem)
    db.session.execute(delete(BlobPart).where(_of(sha256, author_id)))
    return Added(len(whole), whole)


def _spoilt(sha256: str, author_id: UUID, problem: Problem) -> Added:
    db.session.execute(delete(BlobPart).where(_of(sha256, author_id)))
    return Added(0, problem=problem)


def _drop_abandoned() -> None:
    untouched = func.max(BlobPart.received_at) < clock.now() - KEPT
    whose = BlobPart.sha256, BlobPart.author_id
    abandoned = select(*whose).group_by(*whose).having(untouched)
    db.session.execute(delete(BlobPart).where(tuple_(*whose).in_(abandoned)))


def drop(names: Sequence[str], _before: datetime) -> None:
    """Throw away the pieces of blobs that nobody goes on with."""
    db.session.execute(delete(BlobPart).where(BlobPart.sha256.in_(names)))


def _of(sha256: str, author_id: UUID) -> ColumnElement[bool]:
    return and_(BlobPart.sha256 == sha256, BlobPart.author_id == author_id)
