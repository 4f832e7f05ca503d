"""What was read in the photos of paper slips."""

import uuid
from datetime import datetime

from sqlalchemy import Index, and_, not_, or_
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


# A code of another household, in the photo or typed; else one that cannot be read.
IS_OTHER = or_(PaperReading.picture == "other", PaperReading.typed == "other")
IS_UNREADABLE = and_(not_(IS_OTHER), or_(PaperReading.picture == "unreadable", PaperReading.typed == "unreadable"))
