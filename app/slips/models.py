"""The signed notice slip."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record
from app.slips.ways import WAYS
from app.vault.sealed import Sealed

_TO_SEAL = text("completed_at IS NOT NULL AND NOT is_sealed")
_ON_PAPER = text("way = 'paper'")


class Slip(Record):
    """The exact words that were signed, who signed them, and how the pen moved.

    Complete when its picture's bytes are here and hash right, which is the signature or, of some ways, a photo; `completed_at`
    says since when. Sealed soon after that (app/seals).
    """

    __table_args__ = (
        CheckConstraint(f"way IN {tuple(WAYS)}", name="way_known"),
        # What is to be sealed: looked for every other second, and nearly always nothing.
        Index("ix_slip_to_seal", "visit_id", sqlite_where=_TO_SEAL, postgresql_where=_TO_SEAL),
        # The few whose photos are read again and again for what came (app/prints).
        Index("ix_slip_on_paper", "visit_id", sqlite_where=_ON_PAPER, postgresql_where=_ON_PAPER),
    )

    visit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    template_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notice_template.id"), index=True)
    text: Mapped[str] = mapped_column(Sealed("slip.text"))
    text_sha256: Mapped[str] = mapped_column(String(64))
    signer_name: Mapped[str]
    signer_relation: Mapped[str]
    # JSON: one list a stroke, of [x, y, milliseconds]; none where nobody signed on the screen.
    strokes: Mapped[str | None] = mapped_column(Sealed("slip.strokes"))
    picture_sha256: Mapped[str | None] = mapped_column(String(64), index=True)  # none of a refusal
    completed_at: Mapped[datetime | None]
    way: Mapped[str] = mapped_column(default="signed", server_default="signed")
    reason: Mapped[str | None] = mapped_column(Sealed("slip.reason"))
    # What the statement commits to, beside the text, the signer and the visit's witness; none of slips of before.
    seed: Mapped[str | None] = mapped_column(Sealed("slip.seed"))
    place: Mapped[str | None] = mapped_column(Sealed("slip.place"))
    # As the phone states it: names nobody. Empty once it is in a seal; none of slips of before.
    statement: Mapped[str | None] = mapped_column(Text)
    device_signature: Mapped[str | None] = mapped_column(String(88))
    is_sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Since when its words, its signer and its signature are gone, by order or at the end of their time.
    forgotten_at: Mapped[datetime | None]

    @property
    def is_empty(self) -> bool:
        """Whether its words are gone. That it is marked as forgotten says neither that nor by whom: app/seals/removals.py does."""
        return self.forgotten_at is not None and not self.text
