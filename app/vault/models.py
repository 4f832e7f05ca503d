"""The data keys, each sealed with the key in the file."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record


class DataKey(Record):
    """A key that columns are sealed with. In the database, so that a backup brings the keys that it needs itself."""

    id: Mapped[str] = mapped_column(String(8), primary_key=True)  # as it stands in every sealed value, in hex
    cipher: Mapped[str]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]  # since then nothing new is sealed with it
