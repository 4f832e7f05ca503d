"""How many bytes one person may still bring today."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from app import clock
from app.blobs import refusals
from app.blobs.models import Blob, BlobPart
from app.db import db, named_id

# A day's work is some 10 MB. This stops a phone that has gone mad before it fills the disk.
DAILY_BYTES = 200 * 1024 * 1024


def _brought(table: type[Blob] | type[BlobPart]) -> Select[tuple[int]]:
    mine = (table.author_id == named_id("author_id"), table.received_at >= bindparam("begins"))
    return select(func.coalesce(func.sum(table.size), 0)).where(*mine)


_BROUGHT = [_brought(table) for table in (Blob, BlobPart)]


def left_today(author_id: UUID) -> int:
    """How many bytes they may still bring on this county day; never below zero."""
    today = {"author_id": author_id, "begins": clock.end_of(clock.today() - timedelta(days=1))}
    return max(0, DAILY_BYTES - sum(db.session.execute(brought, today).scalar_one() for brought in _BROUGHT))


def claim(author_id: UUID, size: int) -> None:
    """Refuse bytes that go beyond the day's quota; the phone keeps them and comes again tomorrow."""
    if size > left_today(author_id):
        midnight = clock.end_of(clock.today())
        raise refusals.blob_quota(DAILY_BYTES // 1024**2, int((midnight - clock.now()).total_seconds()) + 1)
