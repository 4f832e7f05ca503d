"""Reads all that stands on slips: their visits, doors, words, pictures and seals, a round at a time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from app.blobs import pictures
from app.blobs.models import Blob
from app.campaigns.models import Campaign, NoticeTemplate
from app.db import db
from app.divisions.scope import Scope
from app.households.models import Household
from app.people.models import User
from app.prints import found as looked
from app.prints import marks, matching, words
from app.prints.doors_then import Doors
from app.prints.marks import Mark
from app.prints.sheet import Seal, Told
from app.prints.stated import stated
from app.problems import Problem
from app.seals import removals
from app.seals.faults import part_of
from app.seals.models import SlipSeal
from app.seals.sealing import at, unhexed
from app.slips.models import Slip
from app.slips.qr import Code
from app.slips.ways import WAYS
from app.sync.models import Quarantine
from app.visits.models import Visit

_withdrawer, _reviewer, _taker = aliased(User), aliased(User), aliased(User)
# How large a photo is printed, in millimetres: of a whole sheet of paper, every word should be read.
_PROOFS = {"mark": (85.0, 50.0), "paper": (150.0, 165.0)}


def told(visit_ids: Sequence[UUID], scope: Scope, wrong: Mapping[UUID, Sequence[str]]) -> Iterator[Told]:
    """What is known of the slips of these visits, in this order: a few queries, however many there are.

    `scope` is as far as whoever prints may see: a paper slip may turn out to be another household's. `wrong` is what a look
    at the seals of these (found.py) came to.
    """
    found = {row.Visit.id: row for row in db.session.execute(_query(visit_ids))}
    doors = Doors([row.Household for row in found.values()])
    rows, disbelieved = (found[visit_id] for visit_id in visit_ids if visit_id in found), looked.disbelieved(visit_ids)
    return (
        replace(_told(row, doors, scope, wrong.get(row.Visit.id, ())), disbelieved=row.Visit.id in disbelieved)
        for row in rows
    )


def _query(visit_ids: Sequence[UUID]) -> Select[Any]:
    return (
        select(Visit, Slip, Household, SlipSeal, NoticeTemplate.title, NoticeTemplate.audience, NoticeTemplate.version)
        .add_columns(Campaign.name.label("campaign"), User.name.label("worker"), Blob.data)
        .add_columns(_withdrawer.name.label("withdrawn_by"), _reviewer.name.label("reviewed_by"))
        .join(Slip, Slip.visit_id == Visit.id)
        .join(Household, Household.id == Visit.household_id)
        .join(NoticeTemplate, NoticeTemplate.id == Slip.template_id)
        .join(Campaign, Campaign.id == Visit.campaign_id)
        .join(User, User.id == Visit.worker_id)
        .outerjoin(SlipSeal, SlipSeal.visit_id == Visit.id)
        .outerjoin(Blob, Blob.sha256 == Slip.picture_sha256)
        .outerjoin(_withdrawer, _withdrawer.id == Visit.withdrawn_by)
        .outerjoin(_reviewer, _reviewer.id == Visit.reviewed_by)
        .add_columns(Quarantine.event_id, Quarantine.household_id.label("named"), Quarantine.resolved_at)
        .add_columns(Quarantine.received_at.label("came_at"), _taker.name.label("taken_by"))
        .outerjoin(Quarantine, Quarantine.accepted_id == Visit.id)
        .outerjoin(_taker, _taker.id == Quarantine.resolved_by)
        .where(Visit.id.in_(visit_ids))
    )


def _told(row: Row[Any], doors: Doors, scope: Scope, wrong: Sequence[str]) -> Told:
    visit, slip = row.Visit, row.Slip
    door = doors.when_visited(visit)
    return Told(
        title=row.title,
        campaign=row.campaign,
        audience=row.audience,
        version=row.version,
        text=None if slip.is_empty else slip.text,
        way=slip.way,
        way_name=WAYS[slip.way].word,
        household=door.household,
        address=door.address,
        kind=door.kind,
        now=door.now,
        signer=slip.signer_name,
        relation=slip.signer_relation,
        worker=row.worker,
        witness=visit.witness or "",
        reason=slip.reason or "",
        earliest=visit.earliest_at,
        best=visit.visited_at,
        latest=visit.latest_at,
        where=_where(visit, slip, row.SlipSeal),
        receipt=visit.receipt,
        received_at=row.came_at or visit.received_at,
        marks=_marks(row),
        mark=_mark(slip, row.data),
        lacks=_lacks(slip, row.data),
        seal=row.SlipSeal and _seal(row.SlipSeal, doors.names),
        was_sealed=slip.is_sealed,
        wrong=wrong,
        paper=_paper(row, scope),
    )


def _paper(row: Row[Any], scope: Scope) -> str:
    """Whether the sheet in the photo is this household's; nothing of other ways."""
    slip = row.Slip
    if slip.way != "paper" or slip.is_empty:
        return ""
    if slip.completed_at and row.data is None:
        return "照片已依规删除" if _is_ordered(slip) else "照片的文件不见了，核对不了"
    picture = row.data if slip.completed_at else None
    return matching.match(slip, row.Household.id, picture, str(stated(slip, row.SlipSeal).get("paper", "")), scope).note


def _where(visit: Visit, slip: Slip, seal: SlipSeal | None) -> str:
    if visit.lat is not None:
        return words.where(visit.accuracy_m, visit.distance_m)
    said = stated(slip, seal)
    if part_of(said, "fields").get("place"):
        return "位置已按保存期限删除（封存的记录里留有它的摘要）"
    return words.no_place(str(said.get("place_reason", "")))


def _marks(row: Row[Any]) -> list[str]:
    """What became of the visit later, for the head of the page; of one that was repaired, that too."""
    return [*_became(row), *_repaired(row)]


def _repaired(row: Row[Any]) -> list[str]:
    """The office made another event of what its phone had handed in, and may have said at which door that was."""
    visit = row.Visit
    if row.event_id in (None, str(visit.id)):
        return []
    whose = [] if row.named == visit.household_id else ["手机报的不是这一户，由办公室认定是这一户"]
    by = f"先搁置，{words.moment(row.resolved_at)} 由 {row.taken_by or '—'} 补正后采纳"
    return ["这份记录经办公室补正", by, *whose]


def _became(row: Row[Any]) -> list[str]:
    visit = row.Visit
    if visit.withdrawn_at:
        since = "自始不算已宣传" if visit.withdrawal_reaches_back else "自当日起不再算已宣传"
        by = f"{_taken_back(visit, visit.withdrawn_at)} 由 {row.withdrawn_by or '—'} 撤回，{since}"
        return ["这次走访已撤回", by, f"原因：{visit.withdrawal_reason}"]
    if visit.status == "refused":
        by = f"{words.moment(visit.reviewed_at)} 由 {row.reviewed_by or '—'} 核对" if visit.reviewed_at else ""
        return ["这次走访没有被采纳", *([by] if by else []), f"原因：{visit.review_reason or '没有记录'}"]
    return ["这次走访还在待核对", "派出所采纳之前，不算已宣传"] if visit.status == "needs_review" else []


def _taken_back(visit: Visit, at: datetime) -> str:
    """By the office at that very moment; by its worker on the phone, before that was heard of."""
    if visit.withdrawn_by != visit.worker_id:
        return words.moment(at)
    return words.on_phone(visit.withdrawn_earliest_at, visit.withdrawn_latest_at or at, at)


def _mark(slip: Slip, picture: bytes | None) -> Mark | None:
    """The strokes where there are any: the picture is the same once more, and goes along in the slip's file."""
    if slip.strokes:
        return _drawn(slip.strokes)
    # What somebody else brought under the same name is not this worker's.
    if picture is None or slip.completed_at is None or slip.is_empty or slip.way not in _PROOFS:
        return None
    try:
        return marks.photo(pictures.shown(picture)[0], *_PROOFS[slip.way])
    except Problem:  # one that does not open must not keep a village's others from being printed
        return None


def _drawn(strokes: str) -> Mark | None:
    """None of what somebody wrote in their place: what is wrong stands at the page's head."""
    try:
        return marks.drawn(json.loads(strokes))
    except (ValueError, TypeError, LookupError):
        return None


def _lacks(slip: Slip, picture: bytes | None) -> str:
    """Why there is no picture, should there be none."""
    if slip.completed_at is None:
        return "图片还没有传到服务器，这份告知单尚不完整。"
    if picture is None:
        return "图片已依规删除。" if _is_ordered(slip) else "图片的文件不见了，没有印在这里。"
    if slip.strokes:
        return "签字的笔迹读不出来，没有印在这里。"
    return "图片打不开，没有印在这里；原来的文件还在服务器上。"


def _is_ordered(slip: Slip) -> bool:
    """Whether its picture was removed by order, since it showed another home's sheet."""
    return str(slip.visit_id) in removals.removed().pictures


def _seal(seal: SlipSeal, names: dict[str, str]) -> Seal:
    leaf, signed = unhexed(seal.leaf), unhexed(seal.seal)
    code = Code(seal.visit_id, seal.village, seal.seq, seal.sealed_ms, leaf, seal.key_id, signed)
    return Seal(code, names.get(seal.village, ""), at(seal.sealed_ms))
