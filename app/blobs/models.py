"""Bytes named by their SHA-256, kept in the county's database."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.db import Record


class Blob(Record):
    """A signature or a photo. In the database, so that one backup holds a slip and its bytes alike."""

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    mime: Mapped[str]
    size: Mapped[int]
    received_at: Mapped[datetime]
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
