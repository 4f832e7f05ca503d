"""Checking and keeping a signed notice, and telling when it is complete."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import dist
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import load_only

from app import problems
from app.db import db, insert_rows, update_rows
from app.households.models import FORGOTTEN
from app.slips.models import Slip
from app.slips.statement import Opened, Strokes, strokes_text
from app.slips.ways import WAYS
from app.vault.sealed import Sealed

# A signature of one tap is an accident; a real one has at least this many points in all.
MIN_POINTS = 5
# And its pen travels some way, in some time: as the phone asks, in the pixels that it measures (domain/strokes.ts).
LEAST_INK = 20
MAX_TEXT = 8000
MAX_REASON = 200


@dataclass(frozen=True)
class SignedNotice:
    """What a phone says was signed, or was not; its picture is the signature, or the photo that stands for it."""

    template_id: UUID
    text_sha256: str
    signer_relation: str
    strokes: Strokes | None
    picture_sha256: str | None
    way: str
    opened: Opened
    statement: str
    device_signature: str | None


def check(notice: SignedNotice, template_ids: Iterable[UUID]) -> None:
    """Refuse a slip that could not stand: without what its way needs, other words than were hashed, an unknown template."""
    if WAYS[notice.way].picture == "signature" and _points(notice) < MIN_POINTS:
        raise problems.signature_empty()
    if missing := list(_missing(notice)):
        raise problems.slip_lacks(missing)
    if hashlib.sha256(notice.opened.text.encode()).hexdigest() != notice.text_sha256:
        raise problems.notice_text_differs()
    if notice.template_id not in template_ids:
        raise problems.unknown_template()


def _points(notice: SignedNotice) -> int:
    return sum(len(stroke) for stroke in notice.strokes or [])


def is_in_no_time(notice: SignedNotice) -> bool:
    """Whether a signature is but a dot, or was drawn at one moment: a program's or a slip's of the finger, and hardly a hand's."""
    if WAYS[notice.way].picture != "signature":
        return False
    strokes = notice.strokes or []
    moments = {point[2] for stroke in strokes for point in stroke}
    ink = sum(dist(a[:2], b[:2]) for stroke in strokes for a, b in pairwise(stroke))
    return len(moments) < 2 or ink < LEAST_INK


def _missing(notice: SignedNotice) -> Iterator[str]:
    way = WAYS[notice.way]
    if way.picture and notice.picture_sha256 is None:
        yield "签名" if way.picture == "signature" else "照片"
    if way.picture and not notice.opened.signer.strip():
        yield "签名人"
    if way.witness and not notice.opened.witness.strip():
        yield "见证人"
    if way.reason and not notice.opened.reason.strip():
        yield "原因"


def keep(signed: Iterable[tuple[UUID, SignedNotice, datetime | None]]) -> None:
    """Store visits' slips; one without its picture's bytes is not complete yet (None)."""
    insert_rows(Slip, [_row(*one) for one in signed])


def _row(visit_id: UUID, notice: SignedNotice, completed_at: datetime | None) -> dict[str, Any]:
    return {
        "visit_id": visit_id,
        "template_id": notice.template_id,
        "text": notice.opened.text,
        "text_sha256": notice.text_sha256,
        "signer_name": notice.opened.signer,
        "signer_relation": notice.signer_relation,
        "strokes": None if notice.strokes is None else strokes_text(notice.strokes),
        "picture_sha256": notice.picture_sha256,
        "completed_at": completed_at,
        "way": notice.way,
        "reason": notice.opened.reason or None,
        "seed": notice.opened.seed,
        "place": notice.opened.place or None,
        "statement": notice.statement,
        "device_signature": notice.device_signature,
        "is_sealed": False,
    }


def complete(visit_ids: Collection[UUID], at: datetime) -> None:
    """The bytes of these visits' signatures are here."""
    db.session.execute(update(Slip).where(Slip.visit_id.in_(visit_ids)).values(completed_at=at))


def slips_of(visit_ids: Iterable[UUID]) -> dict[UUID, Slip]:
    """The slips of these visits, by visit."""
    found = db.session.scalars(select(Slip).where(Slip.visit_id.in_(list(visit_ids))))
    return {slip.visit_id: slip for slip in found}


def bare_slips_of(visit_ids: Iterable[UUID]) -> dict[UUID, Slip]:
    """The same without what is sealed of them, each of which raises where it is asked for and cannot be opened."""
    plain = (column.key for column in Slip.__table__.c if not isinstance(column.type, Sealed))
    query = select(Slip).options(load_only(*(getattr(Slip, name) for name in plain)))
    return {slip.visit_id: slip for slip in db.session.scalars(query.where(Slip.visit_id.in_(list(visit_ids))))}


def is_complete(visit_id: UUID) -> bool:
    """Whether a visit has a slip whose bytes are here; asked of the database, whatever this session has seen."""
    return db.session.scalar(select(Slip.completed_at).where(Slip.visit_id == visit_id)) is not None


def counted_by_template(template_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many slips were signed on each of these notices; on those that are not named, none."""
    query = select(Slip.template_id, func.count()).where(Slip.template_id.in_(template_ids))
    return dict(db.session.execute(query.group_by(Slip.template_id)).tuples().all())


def pictures_of(visit_ids: Collection[UUID]) -> set[str]:
    """The names of the pictures that these slips are complete with."""
    named = select(Slip.picture_sha256).where(Slip.visit_id.in_(visit_ids), Slip.picture_sha256.is_not(None))
    return {name for name in db.session.scalars(named) if name}


def forget(visit_ids: Collection[UUID], at: datetime) -> None:
    """Take out what these slips say, who signed them and what could open a commitment to it; their seals stay.

    The text's own digest goes too: it could be tried against every name of a village.
    """
    gone = {"text": "", "text_sha256": "", "signer_name": FORGOTTEN, "forgotten_at": at}
    gone |= dict.fromkeys(("strokes", "reason", "seed", "place"))
    update_rows(Slip, [{"visit_id": each, **gone} for each in visit_ids])
