"""The signed notice slip."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record
from app.vault.sealed import Sealed

# What the signer is to the householder.
RELATIONS = ("self", "spouse", "parent", "child", "relative", "staff", "other")


class Slip(Record):
    """The exact words that were signed, who signed them, and how the pen moved.

    Complete when the signature's bytes are here and hash right; `completed_at` says since when.
    """

    visit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    template_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notice_template.id"), index=True)
    text: Mapped[str] = mapped_column(Sealed("slip.text"))
    text_sha256: Mapped[str] = mapped_column(String(64))
    signer_name: Mapped[str]
    signer_relation: Mapped[str]
    strokes: Mapped[str] = mapped_column(Sealed("slip.strokes"))  # JSON: one list a stroke, of [x, y, milliseconds]
    signature_sha256: Mapped[str] = mapped_column(String(64), index=True)
    completed_at: Mapped[datetime | None]
