"""Checking and keeping a signed notice, and telling when it is complete."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update

from app import problems
from app.db import db, insert_rows
from app.slips.models import Slip

# A signature of one tap is an accident; a real one has at least this many points in all.
MIN_POINTS = 5
MAX_TEXT = 8000

Strokes = list[list[list[int]]]


@dataclass(frozen=True)
class SignedNotice:
    """What a phone says was signed."""

    template_id: UUID
    text: str
    text_sha256: str
    signer_name: str
    signer_relation: str
    strokes: Strokes
    signature_sha256: str


def check(notice: SignedNotice, template_ids: Iterable[UUID]) -> None:
    """Refuse a slip that could not stand: no strokes, other words than were hashed, an unknown template."""
    if sum(len(stroke) for stroke in notice.strokes) < MIN_POINTS:
        raise problems.signature_empty()
    if hashlib.sha256(notice.text.encode()).hexdigest() != notice.text_sha256:
        raise problems.notice_text_differs()
    if notice.template_id not in template_ids:
        raise problems.unknown_template()


def keep(signed: Iterable[tuple[UUID, SignedNotice, datetime | None]]) -> None:
    """Store visits' slips; one without its signature's bytes is not complete yet (None)."""
    rows = [
        {
            "visit_id": visit_id,
            "template_id": notice.template_id,
            "text": notice.text,
            "text_sha256": notice.text_sha256,
            "signer_name": notice.signer_name,
            "signer_relation": notice.signer_relation,
            "strokes": json.dumps(notice.strokes, separators=(",", ":")),
            "signature_sha256": notice.signature_sha256,
            "completed_at": completed_at,
        }
        for visit_id, notice, completed_at in signed
    ]
    insert_rows(Slip, rows)


def complete(visit_ids: Collection[UUID], at: datetime) -> None:
    """The bytes of these visits' signatures are here."""
    db.session.execute(update(Slip).where(Slip.visit_id.in_(visit_ids)).values(completed_at=at))


def slips_of(visit_ids: Iterable[UUID]) -> dict[UUID, Slip]:
    """The slips of these visits, by visit."""
    found = db.session.scalars(select(Slip).where(Slip.visit_id.in_(list(visit_ids))))
    return {slip.visit_id: slip for slip in found}


def is_complete(visit_id: UUID) -> bool:
    """Whether a visit has a slip whose bytes are here; asked of the database, whatever this session has seen."""
    return db.session.scalar(select(Slip.completed_at).where(Slip.visit_id == visit_id)) is not None


def counted_by_template(template_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many slips were signed on each of these notices; on those that are not named, none."""
    query = select(Slip.template_id, func.count()).where(Slip.template_id.in_(template_ids))
    return dict(db.session.execute(query.group_by(Slip.template_id)).tuples().all())
