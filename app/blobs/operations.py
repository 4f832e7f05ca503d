"""Taking in bytes once, and handing them out."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.blobs.models import Blob
from app.db import among, db, insert_once

# What comes in one piece, and what may come in several (parts.py).
MAX_BYTES = 256 * 1024
MAX_ASSEMBLED = 4 * 1024 * 1024
# What a signature or photo may be, told by its first bytes and never by its label.
_MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_PRESENT = select(Blob.sha256).where(among(Blob.sha256, "names"))


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


def store(checked: dict[str, tuple[str, bytes]], author_id: UUID | None = None) -> set[str]:
    """Keep blobs that were checked (sha256 to mime and bytes); answers the names of the new ones.

    Whoever brings them has asked for room before: quota.py.
    """
    new = set(checked) - present(checked)
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
    return new


def has(sha256: str) -> bool:
    """Whether the bytes are here."""
    return bool(present([sha256]))


def present(names: Iterable[str]) -> set[str]:
    """Which of these blobs are here."""
    return set(db.session.scalars(_PRESENT, {"names": list(names)}))


def get(sha256: str) -> Blob:
    """The blob, or the problem that it is not here."""
    blob = db.session.get(Blob, sha256)
    if blob is None:
        raise problems.not_found("这份签名或照片")
    return blob
