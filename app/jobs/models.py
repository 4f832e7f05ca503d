"""A job, and what it made, in sealed pieces."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id
from app.vault.sealed import Sealed

STATES = ("waiting", "running", "done", "failed", "cancelled")
OPEN = ("waiting", "running")


class Job(Record):
    """What somebody asked for, how far it is, and until when its file is kept."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        Index(None, "made_by", "id"),
        Index(None, "state", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    params: Mapped[dict[str, object]] = mapped_column(JSON)
    title: Mapped[str]
    ending: Mapped[str]  # of the file: xlsx, csv, pdf, zip
    place: Mapped[str]  # the division that it is about
    # Whoever asked, as they were then; nobody when it is made on its day. What somebody may no longer see, they no longer get.
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    username: Mapped[str]
    role: Mapped[str]
    scope: Mapped[str]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    of: Mapped[int] = mapped_column(default=0)
    code: Mapped[str | None]  # of the problem, when it failed
    message: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    # Whoever does it promises to have said something by then; later, their process is known to be gone.
    alive_until: Mapped[datetime | None]
    runner: Mapped[uuid.UUID | None]  # who has it in hands: a new one each time it is begun
    tries: Mapped[int] = mapped_column(default=0)
    number: Mapped[int | None] = mapped_column(BigInteger, index=True)  # of the export that it makes
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    kept_until: Mapped[datetime | None]  # its file; none while there is no file, or as long as something else wants it


class JobPiece(Record):
    """Some of a job's file."""

    job_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("job.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # among the file's pieces, from 0
    data: Mapped[bytes] = mapped_column(Sealed("job_piece.data", "bytes"))
