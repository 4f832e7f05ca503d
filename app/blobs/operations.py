"""Taking in bytes once, and handing them out."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.blobs.models import Blob, BlobBringer
from app.db import among, db, insert_once, named_id

# What comes in one piece, and what may come in several (parts.py).
MAX_BYTES = 256 * 1024
MAX_ASSEMBLED = 4 * 1024 * 1024
# What a signature or photo may be, told by its first bytes and never by its label.
_MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_PRESENT = select(BlobBringer.sha256).where(
    BlobBringer.user_id == named_id("bringer"), among(BlobBringer.sha256, "names")
)


def check(sha256: str, data: bytes, most: int = MAX_BYTES) -> str:
    """The kind of picture these bytes are; raises when they are not what they say."""
    if len(data) > most:
        raise problems.blob_too_large(most // 1024)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise problems.blob_damaged()
    mime = next((mime for magic, mime in _MAGIC.items() if data.startswith(magic)), None)
    if mime is None:
        raise problems.blob_not_an_image()
    return mime


def store(checked: dict[str, tuple[str, bytes]], author_id: UUID) -> set[str]:
    """Keep blobs that were checked (sha256 to mime and bytes); answers the names of those that are new from this person.

    Whoever brings them has asked for room before: quota.py.
    """
    new = set(checked) - present(checked, author_id)
    now = clock.now()
    rows = [
        {
            "sha256": sha256,
            "mime": mime,
            "size": len(data),
            "received_at": now,
            "author_id": author_id,
            "data": data,
        }
        for sha256, (mime, data) in sorted(checked.items())
        if sha256 in new
    ]
    if rows:
        # Named by what they are: whoever stored the same name first stored the same bytes.
        db.session.connection().execute(insert_once(Blob), rows)
        brought = [{"sha256": row["sha256"], "user_id": author_id} for row in rows]
        db.session.connection().execute(insert_once(BlobBringer), brought)
    return new


def has(sha256: str, bringer: UUID) -> bool:
    """Whether this person has brought the bytes. That somebody else has is nobody's business: for them they are not here."""
    return bool(present([sha256], bringer))


def present(names: Iterable[str], bringer: UUID) -> set[str]:
    """Which of these blobs this person has brought."""
    return set(db.session.scalars(_PRESENT, {"names": list(names), "bringer": bringer}))


def get(sha256: str, bringer: UUID) -> Blob:
    """The blob that this person brought, or the problem that it is not here."""
    blob = db.session.get(Blob, sha256) if has(sha256, bringer) else None
    if blob is None:
        raise problems.not_found("这份签名或照片")
    return blob
