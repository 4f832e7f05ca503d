"""A slip with all that it commits to, as one file for whoever may see it."""

import base64
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.blobs.models import Blob
from app.campaigns.models import NoticeTemplate
from app.db import db
from app.people.models import PhoneKey
from app.seals.faults import opened_of, part_of, statement_in
from app.seals.merkle import paths_to
from app.seals.models import SlipRoot, SlipSeal
from app.seals.sealing import at, seals_on
from app.slips.models import Slip
from app.slips.statement import Opened
from app.visits.models import Visit

FORMAT, VERSION = "qiaomen-slip", 1
# How a seal leads to its day's root, as the slip's file has it.
Path = Mapping[str, Any]

_FILES = (
    select(
        *(SlipSeal.visit_id, SlipSeal.record, SlipSeal.seal),
        *(Slip.seed, Slip.text, Slip.signer_name, Slip.reason, Slip.place, Slip.strokes, Visit.witness),
        *(NoticeTemplate.title, NoticeTemplate.body, Blob.data),
    )
    .join(Slip, Slip.visit_id == SlipSeal.visit_id)
    .join(Visit, Visit.id == Slip.visit_id)
    .join(NoticeTemplate, NoticeTemplate.id == Slip.template_id)
    .outerjoin(Blob, Blob.sha256 == Slip.picture_sha256)
)


def seal_of(visit_id: UUID) -> SlipSeal:
    """The seal of a visit's slip; raises when it has none yet."""
    seal = db.session.get(SlipSeal, visit_id)
    if seal is None:
        raise problems.slip_not_sealed()
    return seal


def slip_file(visit_id: UUID) -> dict[str, Any]:
    """The slip's file; what was removed by rule is null. Raises slip_not_sealed."""
    seal_of(visit_id)
    return slip_files([visit_id], paths_of([visit_id]))[visit_id]


def as_bytes(file: Mapping[str, Any]) -> bytes:
    """A slip's file as it leaves."""
    return json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode()


def slip_files(visit_ids: Sequence[UUID], paths: Mapping[UUID, Path]) -> dict[UUID, dict[str, Any]]:
    """The files of these slips, as far as they are sealed; `paths` lead to their days' roots (paths_of)."""
    rows = db.session.execute(_FILES.where(SlipSeal.visit_id.in_(visit_ids))).all()
    stated = {row.visit_id: statement_in(row.record) for row in rows}
    keys = _device_keys({row.visit_id: part_of(stated[row.visit_id], "device").get("key") for row in rows})
    return {
        row.visit_id: {
            "format": FORMAT,
            "version": VERSION,
            "record": row.record,
            "seal": row.seal,
            "opened": _opened(opened_of(row), part_of(stated[row.visit_id], "fields")) if row.seed else None,
            "strokes": _strokes(row.strokes) if row.seed and row.strokes else None,
            "picture": base64.b64encode(row.data).decode() if row.seed and row.data else None,
            "template": {"title": row.title, "body": row.body},
            "device_key": keys.get(row.visit_id),
            "path": paths.get(row.visit_id),
        }
        for row in rows
    }


def _opened(opened: Opened, committed: Mapping[str, str | None]) -> dict[str, str | None]:
    """What was stated and is no longer here (a place goes at the end of its own time) is null, and no empty text."""
    return {name: value or (None if committed.get(name) else "") for name, value in vars(opened).items()}


def _strokes(text: str) -> Any:
    """The strokes; what somebody wrote in their place goes along as it is, and holds nowhere."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _device_keys(named: Mapping[UUID, Any]) -> dict[UUID, str]:
    """The public keys that these name; a name is text, whatever somebody wrote there."""
    names = {visit_id: key for visit_id, key in named.items() if isinstance(key, str)}
    rows = select(PhoneKey.id, PhoneKey.public_key).where(PhoneKey.id.in_(set(names.values())))
    found = dict(db.session.execute(rows).tuples().all()) if names else {}
    return {visit_id: found[key] for visit_id, key in names.items() if key in found}


def paths_of(visit_ids: Collection[UUID]) -> dict[UUID, Path]:
    """How these seals lead to their days' roots; none of a day that is not closed."""
    by_day: dict[date, dict[tuple[str, int], UUID]] = defaultdict(dict)
    places = select(SlipSeal.visit_id, SlipSeal.village, SlipSeal.seq, SlipSeal.sealed_ms)
    for visit_id, village, seq, sealed_ms in db.session.execute(places.where(SlipSeal.visit_id.in_(visit_ids))):
        by_day[clock.day_of(at(sealed_ms))][village, seq] = visit_id
    roots = db.session.scalars(select(SlipRoot).where(SlipRoot.day.in_(by_day)))
    return {visit_id: path for root in roots for visit_id, path in _paths_to(root, by_day[root.day])}


def _paths_to(root: SlipRoot, wanted: Mapping[tuple[str, int], UUID]) -> Iterator[tuple[UUID, Path]]:
    seals = seals_on(root.day)
    named = {index: wanted.get((link.village, link.seq)) for index, (link, _) in enumerate(seals)}
    found = {index: visit_id for index, visit_id in named.items() if visit_id}
    for index, hashes in paths_to([leaf for _, leaf in seals], found).items():
        told = {"root": root.record, "seal": root.seal, "index": index, "hashes": [one.hex() for one in hashes]}
        yield found[index], told
