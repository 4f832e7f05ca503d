"""The kinds of data that have an end, what of each is past it, and how it is removed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, exists, func, or_, select, update

from app import clock
from app.blobs import parts
from app.blobs.models import Blob, BlobBringer, BlobPart
from app.campaigns.models import Campaign
from app.cases import files as case_files
from app.checks.models import CheckAnswer
from app.db import Record, db, update_rows
from app.exclusions.models import ExclusionPhoto
from app.forgetting import of_cases, of_proposals
from app.forgetting.of_slips import forget_slips
from app.forgetting.pictures import drop_pictures, is_wanted
from app.households.models import FORGOTTEN, Exclusion
from app.jobs import operations as jobs
from app.rosters import operations as rosters
from app.rosters.models import Roster
from app.seals import removals
from app.slips import operations as slips
from app.slips.models import Slip
from app.sync.models import Event, Quarantine
from app.vault.lengths import says_something
from app.visits.models import Visit, VisitPhoto

# Rows a transaction: whoever pushes meanwhile waits for one of these at most.
_ROWS = 500


@dataclass(frozen=True)
class Kind:
    """One kind: `due` names what is older than a moment, `forget` removes those."""

    word: str  # in the log, and in the setting KEEP_..._DAYS
    name: str
    due: Callable[[datetime], Select[Any]]
    forget: Callable[[Sequence[Any], datetime], None]

    def count(self, before: datetime) -> int:
        """How much is past its end."""
        return db.session.scalar(select(func.count()).select_from(self.due(before).subquery())) or 0

    def forget_some(self, before: datetime) -> int:
        """Remove the next of them, inside the caller's transaction; answers how many."""
        ids = db.session.scalars(self.due(before).limit(_ROWS)).all()
        if ids:
            self.forget(ids, before)
        return len(ids)


def _positions(before: datetime) -> Select[Any]:
    """Of the visit, and of what its slip opens."""
    of_visit, of_slip = Visit.lat.is_not(None), Slip.place.is_not(None)
    return (
        select(Visit.id)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .where(Visit.received_at < before, of_visit | of_slip)
    )


def _forget_positions(ids: Sequence[UUID], _before: datetime) -> None:
    """How far it was from the door stays: it says whether somebody was there, and not where they were."""
    db.session.execute(update(Visit).where(Visit.id.in_(ids)).values(lat=None, lon=None, accuracy_m=None))
    placed = db.session.scalars(select(Slip.visit_id).where(Slip.visit_id.in_(ids), Slip.place.is_not(None)))
    update_rows(Slip, [{"visit_id": each, "place": None} for each in placed])


def _originals(before: datetime) -> Select[Any]:
    """What a phone handed in, but for what the office has yet to look at."""
    open_ = exists().where(Visit.id == Event.id, Visit.status == "needs_review", Visit.withdrawn_at.is_(None))
    return select(Event.id).where(Event.received_at < before, says_something(Event, "body"), ~open_)


def _forget_originals(ids: Sequence[UUID], _before: datetime) -> None:
    _empty(Event, "body", ids)


def _asides(before: datetime) -> Select[Any]:
    """Only what was decided: what waits for somebody waits as it came."""
    return select(Quarantine.id).where(Quarantine.resolved_at < before, says_something(Quarantine, "raw"))


def _forget_asides(ids: Sequence[UUID], _before: datetime) -> None:
    _empty(Quarantine, "raw", ids)


def _notes(before: datetime) -> Select[Any]:
    """Of visits, of what was heard at doors that were checked, and of what was proposed about a door and is decided."""
    of_visits = select(Visit.id).where(Visit.received_at < before, Visit.note.is_not(None))
    of_checks = select(CheckAnswer.id).where(CheckAnswer.received_at < before, CheckAnswer.note.is_not(None))
    events = of_visits.union_all(of_checks, of_proposals.past(before)).subquery()
    return select(events.c.id)


def _forget_notes(ids: Sequence[UUID], _before: datetime) -> None:
    for told in (Visit, CheckAnswer):
        db.session.execute(update(told).where(told.id.in_(ids)).values(note=None))
    of_proposals.forget_words(ids)


def _photos(before: datetime) -> Select[Any]:
    """Of visits, and of exclusions that leave nothing out any more: while one does, somebody may ask why."""
    of_visits = select(VisitPhoto.sha256).join(Visit, Visit.id == VisitPhoto.visit_id).where(Visit.received_at < before)
    of_exclusions = select(ExclusionPhoto.sha256).where(ExclusionPhoto.exclusion_id.in_(_old_exclusions(before)))
    names = of_visits.union(of_exclusions).subquery()
    return select(names.c.sha256)


def _old_exclusions(before: datetime) -> Select[Any]:
    open_ = or_(
        Exclusion.state == "requested", and_(Exclusion.state == "approved", Exclusion.until_on > clock.day_of(before))
    )
    return select(Exclusion.id).where(Exclusion.requested_at < before, ~open_)


def _forget_photos(names: Sequence[str], before: datetime) -> None:
    """A picture that another visit or exclusion or a slip has as well stays with that one."""
    old = select(Visit.id).where(Visit.received_at < before)
    db.session.execute(delete(VisitPhoto).where(VisitPhoto.sha256.in_(names), VisitPhoto.visit_id.in_(old)))
    ours = and_(ExclusionPhoto.sha256.in_(names), ExclusionPhoto.exclusion_id.in_(_old_exclusions(before)))
    db.session.execute(delete(ExclusionPhoto).where(ours))
    drop_pictures(names)


def _strays(before: datetime) -> Select[Any]:
    """Pictures of no visit and no exclusion, whose bringer has nothing set aside that may still want them."""
    bringers = select(BlobBringer.user_id).where(BlobBringer.sha256 == Blob.sha256)
    waiting = exists().where(Quarantine.author_id.in_(bringers), Quarantine.resolution.is_(None))
    return select(Blob.sha256).where(Blob.received_at < before, ~is_wanted(), ~waiting)


def _forget_strays(names: Sequence[str], _before: datetime) -> None:
    drop_pictures(names)


def _slips(before: datetime) -> Select[Any]:
    """Of campaigns that ended before: by their deadline, not by the day of the visit, so that a campaign is one."""
    ended = Campaign.deadline_on < clock.day_of(before)
    of_campaign = (
        select(Slip.visit_id).join(Visit, Visit.id == Slip.visit_id).join(Campaign, Campaign.id == Visit.campaign_id)
    )
    return of_campaign.where(ended, Slip.forgotten_at.is_(None))


def _forget_slips(ids: Sequence[UUID], _before: datetime) -> None:
    """The words, who signed, who witnessed and how; that it was signed, when and under which seal stays."""
    witnessed = update(Visit).where(Visit.id.in_(ids), Visit.witness.is_not(None))
    db.session.execute(witnessed.values(witness=FORGOTTEN))
    pictures = slips.pictures_of(ids)
    forget_slips(ids)
    drop_pictures(pictures)


def _pieces(before: datetime) -> Select[Any]:
    return select(BlobPart.sha256).group_by(BlobPart.sha256).having(func.max(BlobPart.received_at) < before)


def _rosters(before: datetime) -> Select[Any]:
    return select(Roster.id).where(Roster.created_at < before)


def _forget_cases(ids: Sequence[UUID], _before: datetime) -> None:
    of_cases.forget_cases(ids)


def _empty(record: type[Record], name: str, ids: Sequence[UUID]) -> None:
    """Leave an empty text in its place; what it hashed to stays in the chain."""
    update_rows(record, [{"id": each, name: ""} for each in ids])


KINDS = (
    Kind(removals.PLACES, "走访时的精确位置", _positions, _forget_positions),
    Kind(removals.ORIGINALS, "手机上传的原文", _originals, _forget_originals),
    Kind(removals.ASIDES, "已核对记录的原文", _asides, _forget_asides),
    Kind("notes", "走访和抽查的备注", _notes, _forget_notes),
    Kind(removals.PHOTOS, "走访和剔除的照片", _photos, _forget_photos),
    Kind("strays", "不属于任何记录的图片", _strays, _forget_strays),
    Kind("pieces", "没有传完的图片", _pieces, parts.drop),
    Kind("rosters", "导入过的名册", _rosters, rosters.forget),
    Kind("case_rows", "导入过的案件表格", case_files.past, case_files.forget),
    Kind("cases", "案件受害人的姓名、号码、地址和备注", of_cases.past, _forget_cases),
    Kind("jobs", "生成过的文件", jobs.past, jobs.forget),
    Kind("slip_contents", "告知单的文字、签收人和签名", _slips, _forget_slips),
)
