"""The photos that prove an exclusion; the exclusion itself is a dated fact of its door and stands with those (households)."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record


class ExclusionPhoto(Record):
    """A photo that belongs to an exclusion; its bytes may come later than the request, or never."""

    exclusion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("exclusion.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int]  # among the exclusion's photos, from 0
