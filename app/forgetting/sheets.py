"""Their signed sheets in photos of other doors' paper slips: told by the code in the photo, or by the one that was typed.

Such a photo goes where somebody says so; the slip there stays as it was sealed, with a picture that was removed by order.
"""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import Select, and_, delete, or_, select

from app.audit import actions
from app.audit import operations as audit
from app.blobs.models import Blob, BlobBringer, BlobPart
from app.db import db, insert_once
from app.forgetting.mentions import Mention
from app.forgetting.models import Forgetting, ForgottenPicture
from app.forgetting.people import People
from app.households.models import Household
from app.prints import matching
from app.prints.models import PaperReading
from app.seals import removals
from app.slips import paper_code
from app.slips.models import Slip
from app.slips.operations import bare_slips_of
from app.sync.events import as_uuid
from app.vault.refusals import ValueUnreadable
from app.visits.models import Visit

_NAMED = "slip.picture_sha256"
_IN_PHOTO, _TYPED = "照片上的二维码是这一户的", "填写的编码是这一户的，照片上读不出二维码"


def find(people: People) -> Iterator[Mention]:
    """Every one that is not of their own door; photos that nobody has read yet are read."""
    return _among(people, _suspects(people))


def named_by(people: People, keys: Collection[str]) -> list[Mention]:
    """Those of these keys that are theirs."""
    ids = visits_in(keys)
    return list(_among(people, _suspects(people).where(Visit.id.in_(ids)))) if ids else []


def _suspects(people: People) -> Select[tuple[UUID, UUID]]:
    """Paper slips of other doors, but those whose photo was found to be of the door itself, or to show no code at all."""
    unread, other = PaperReading.visit_id.is_(None), PaperReading.picture == "other"
    typed = and_(PaperReading.picture == "unreadable", PaperReading.typed == "other")
    return (
        select(Visit.id, Visit.household_id)
        .join(Slip, Slip.visit_id == Visit.id)
        .join(Blob, Blob.sha256 == Slip.picture_sha256)
        .outerjoin(PaperReading, PaperReading.visit_id == Visit.id)
        .where(Slip.way == "paper", Slip.completed_at.is_not(None), Slip.forgotten_at.is_(None))
        .where(Visit.household_id != people.household_id, Visit.visited_at <= people.until)
        .where(or_(unread, other, typed))
        .order_by(Visit.id)
    )


def _among(people: People, suspects: Select[tuple[UUID, UUID]]) -> Iterator[Mention]:
    about = dict(db.session.execute(suspects).tuples().all())
    for visit_id, slip in bare_slips_of(about).items():
        if quote := _said(slip, people.household_id):
            named = f"{_NAMED}:{visit_id.hex}"
            yield Mention(named, "别户纸质告知单的照片", "empty", about[visit_id], quote, forget=_forget)


def _said(slip: Slip, household_id: UUID) -> str:
    try:
        codes = matching.codes_in(matching.photo_of(slip) or b"")
    except ValueUnreadable:
        codes = []
    if codes:
        return _IN_PHOTO if household_id in {one for one, _ in codes} else ""
    typed = paper_code.read(matching.typed_of(slip))
    return _TYPED if typed == paper_code.code_of(household_id) else ""


def _forget(people: People, visit_ids: Sequence[UUID]) -> None:
    forget(visit_ids)


def forget(visit_ids: Collection[UUID]) -> None:
    """Remove their pictures, and tell the chain of changes and the log of each: what is missing beyond these was taken away."""
    pictures = select(Slip.picture_sha256).where(Slip.visit_id.in_(visit_ids))
    names = set(filter(None, db.session.scalars(pictures)))
    for record in (BlobBringer, Blob, BlobPart):
        db.session.execute(delete(record).where(record.sha256.in_(names)))
    if names:
        db.session.connection().execute(insert_once(ForgottenPicture), [{"sha256": name} for name in names])
    places = select(Visit.id, Household.division_code).join(Household, Household.id == Visit.household_id)
    for visit_id, place in db.session.execute(places.where(Visit.id.in_(visit_ids))):
        removals.tell_picture(visit_id)
        audit.note(actions.FORGET_PICTURE, visit_id, place)


def came_again(order: Forgetting) -> list[UUID]:
    """Those of an order whose photo is here all the same: a phone brought it again after a restore."""
    ids = visits_in(order.chosen)
    is_here = select(Slip.visit_id).join(Blob, Blob.sha256 == Slip.picture_sha256)
    known = Slip.picture_sha256.in_(select(ForgottenPicture.sha256))
    return list(db.session.scalars(is_here.where(Slip.visit_id.in_(ids), known))) if ids else []


def visits_in(keys: Collection[str], column: str = _NAMED) -> list[UUID]:
    """The visits whose photos these keys name, or another column of their slips."""
    parted = [key.partition(":") for key in keys]
    return [visit_id for named, _, row in parted if named == column and (visit_id := as_uuid(row))]
