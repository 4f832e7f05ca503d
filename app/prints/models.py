"""What was read in the photos of paper slips."""

import uuid
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record


class PaperReading(Record):
    """Whether the codes of one paper slip were its household's own, when they were read: once, since a photo takes a while.

    Names nobody, and no other household: the visit's page reads the photo anew.
    """

    __table_args__ = (Index(None, "picture", "typed"),)

    visit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    picture: Mapped[str]  # one of matching.MATCHES
    typed: Mapped[str]
    read_at: Mapped[datetime]
