"""Bytes named by their SHA-256, kept in the county's database."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.db import Record
from app.vault.sealed import Sealed


class Blob(Record):
    """A signature or a photo. In the database, so that one backup holds a slip and its bytes alike."""

    # With the size, so that a day's bytes are added up without a look at the bytes.
    __table_args__ = (Index(None, "author_id", "received_at", "size"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    mime: Mapped[str]
    size: Mapped[int]
    received_at: Mapped[datetime]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))  # who brought it first
    data: Mapped[bytes] = deferred(mapped_column(Sealed("blob.data", "bytes"), nullable=False))


class BlobBringer(Record):
    """Somebody who brought these bytes. Only in what they recorded do they stand: a name alone opens nothing."""

    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)


class BlobPart(Record):
    """A piece of a blob that somebody is still bringing, and where in the blob it begins."""

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    received_at: Mapped[datetime]
    data: Mapped[bytes] = deferred(mapped_column(Sealed("blob_part.data", "bytes"), nullable=False))
