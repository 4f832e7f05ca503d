"""Reads all that stands on slips: their visits, doors, words, pictures and seals, a round at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from app.blobs import pictures
from app.blobs.models import Blob
from app.campaigns.models import Campaign, NoticeTemplate
from app.codes import at_level
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.models import Household
from app.people.models import User
from app.prints import marks, matching, words
from app.prints.marks import Mark
from app.prints.sheet import Seal, Told
from app.prints.stated import stated
from app.problems import Problem
from app.seals.faults import part_of
from app.seals.models import SlipSeal
from app.seals.sealing import at, unhexed
from app.slips.models import Slip
from app.slips.qr import Code
from app.slips.ways import WAYS
from app.visits.models import Visit

_withdrawer, _reviewer = aliased(User), aliased(User)
# How large a photo is printed, in millimetres: of a whole sheet of paper, every word should be read.
_PROOFS = {"mark": (85.0, 50.0), "paper": (150.0, 165.0)}


def told(visit_ids: Sequence[UUID], scope: Scope, wrong: Mapping[UUID, Sequence[str]]) -> Iterator[Told]:
    """What is known of the slips of these visits, in this order; one query, and one for the names of places.

    `scope` is as far as whoever prints may see: a paper slip may turn out to be another household's. `wrong` is what a look
    at the seals of these (found.py) came to.
    """
    found = {row.Visit.id: row for row in db.session.execute(_query(visit_ids))}
    names = _names(row.Household.division_code for row in found.values())
    rows = (found[visit_id] for visit_id in visit_ids if visit_id in found)
    return (_told(row, names, scope, wrong.get(row.Visit.id, ())) for row in rows)


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
        .where(Visit.id.in_(visit_ids))
    )


def _told(row: Row[Any], names: dict[str, str], scope: Scope, wrong: Sequence[str]) -> Told:
    visit, slip, door = row.Visit, row.Slip, row.Household
    grid = door.division_code
    return Told(
        title=row.title,
        campaign=row.campaign,
        audience=row.audience,
        version=row.version,
        text=None if slip.is_empty else slip.text,
        way=slip.way,
        way_name=WAYS[slip.way].word,
        household=f"{door.title}（{door.householder}）" if door.title else door.householder,
        address=f"{names.get(at_level(grid, 'town'), '')}{names.get(grid[:12], '')}{door.address}",
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
        received_at=visit.received_at,
        marks=_marks(row),
        mark=_mark(slip, row.data),
        lacks=_lacks(slip, row.data),
        seal=row.SlipSeal and _seal(row.SlipSeal, names),
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
        return "照片的文件不见了，核对不了"
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
    """What became of the visit later, for the head of the page."""
    visit = row.Visit
    if visit.withdrawn_at:
        since = "自始不算已宣传" if visit.withdrawal_reaches_back else "自当日起不再算已宣传"
        by = f"{words.moment(visit.withdrawn_at)} 由 {row.withdrawn_by or '—'} 撤回，{since}"
        return ["这次走访已撤回", by, f"原因：{visit.withdrawal_reason}"]
    if visit.status == "refused":
        by = f"{words.moment(visit.reviewed_at)} 由 {row.reviewed_by or '—'} 核对" if visit.reviewed_at else ""
        return ["这次走访没有被采纳", *([by] if by else []), f"原因：{visit.review_reason or '没有记录'}"]
    return ["这次走访还在待核对", "派出所采纳之前，不算已宣传"] if visit.status == "needs_review" else []


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
        return "图片的文件不见了，没有印在这里。"
    if slip.strokes:
        return "签字的笔迹读不出来，没有印在这里。"
    return "图片打不开，没有印在这里；原来的文件还在服务器上。"


def _seal(seal: SlipSeal, names: dict[str, str]) -> Seal:
    leaf, signed = unhexed(seal.leaf), unhexed(seal.seal)
    code = Code(seal.visit_id, seal.village, seal.seq, seal.sealed_ms, leaf, seal.key_id, signed)
    return Seal(code, names.get(seal.village, ""), at(seal.sealed_ms))


def _names(codes: Iterable[str]) -> dict[str, str]:
    wanted = {at_level(code, level) for code in codes for level in ("town", "village")}
    return dict(
        db.session.execute(select(Division.code, Division.name).where(Division.code.in_(wanted))).tuples().all()
    )
