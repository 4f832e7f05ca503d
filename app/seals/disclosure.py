"""A slip with all that it commits to, as one file for whoever may see it."""

import base64
import json
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.blobs.models import Blob
from app.campaigns.models import NoticeTemplate
from app.db import db
from app.people.models import PhoneKey
from app.seals.faults import opened_of, statement_in
from app.seals.merkle import path_to
from app.seals.models import SlipRoot, SlipSeal
from app.seals.sealing import at, seals_on
from app.slips.models import Slip
from app.slips.statement import Opened
from app.visits.models import Visit

FORMAT, VERSION = "qiaomen-slip", 1


def seal_of(visit_id: UUID) -> SlipSeal:
    """The seal of a visit's slip; raises when it has none yet."""
    seal = db.session.get(SlipSeal, visit_id)
    if seal is None:
        raise problems.slip_not_sealed()
    return seal


def slip_file(visit_id: UUID) -> dict[str, Any]:
    """The slip's file; what was removed by rule is null. Raises slip_not_sealed."""
    seal = seal_of(visit_id)
    stated = statement_in(seal.record)
    slip = db.session.execute(
        select(
            *(Slip.seed, Slip.text, Slip.signer_name, Slip.reason, Slip.place, Slip.strokes, Visit.witness),
            *(NoticeTemplate.title, NoticeTemplate.body, Blob.data),
        )
        .join(Visit, Visit.id == Slip.visit_id)
        .join(NoticeTemplate, NoticeTemplate.id == Slip.template_id)
        .outerjoin(Blob, Blob.sha256 == Slip.picture_sha256)
        .where(Slip.visit_id == visit_id)
    ).one()
    device = stated.get("device", {}).get("key")
    return {
        "format": FORMAT,
        "version": VERSION,
        "record": seal.record,
        "seal": seal.seal,
        "opened": _opened(opened_of(slip), stated.get("fields", {})) if slip.seed else None,
        "strokes": json.loads(slip.strokes) if slip.seed and slip.strokes else None,
        "picture": base64.b64encode(slip.data).decode() if slip.seed and slip.data else None,
        "template": {"title": slip.title, "body": slip.body},
        "device_key": db.session.scalar(select(PhoneKey.public_key).where(PhoneKey.id == device)),
        "path": path_of(seal),
    }


def _opened(opened: Opened, committed: dict[str, str | None]) -> dict[str, str | None]:
    """What was stated and is no longer here (a place goes at the end of its own time) is null, and no empty text."""
    return {name: value or (None if committed.get(name) else "") for name, value in vars(opened).items()}


def path_of(seal: SlipSeal) -> dict[str, Any] | None:
    """How a seal leads to its day's root; None until the day is closed."""
    day = clock.day_of(at(seal.sealed_ms))
    root = db.session.scalars(select(SlipRoot).where(SlipRoot.day == day)).first()
    if root is None:
        return None
    seals = seals_on(day)
    index = next(place for place, (link, _) in enumerate(seals) if (link.village, link.seq) == (seal.village, seal.seq))
    hashes = path_to([leaf for _, leaf in seals], index)
    return {"root": root.record, "seal": root.seal, "index": index, "hashes": [one.hex() for one in hashes]}
