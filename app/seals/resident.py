"""The resident's copy: what the county says of a slip to whoever has its code, and the keys to check it by. Names nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Row, select

from app.campaigns.models import Campaign, NoticeTemplate
from app.db import db
from app.divisions.models import Division
from app.seals import record as sealed
from app.seals import refusals, removals
from app.seals.faults import statement_in
from app.seals.keys import keys_by_id
from app.seals.models import SlipSeal
from app.seals.record import Link, leaf_of
from app.slips.models import Slip
from app.slips.qr import Code, NotACode, read
from app.visits.models import Visit

# Whether the county still has what a slip opens: it has, it removed it by rule, or it waits for the phone to bring it again.
CONTENTS = ("kept", "removed", "missing")
# What became of a visit that somebody had to look at first: it still waits, or was or was not accepted; none of most.
REVIEWS = ("waiting", "refused", "accepted")


@dataclass(frozen=True)
class Notice:
    """A version of the notice as it was, with its blanks."""

    campaign: str
    audience: str
    version: int
    title: str
    body: str


@dataclass(frozen=True)
class Copy:
    """What is said of one slip."""

    notice: Notice | None  # none while a county that went back to a backup waits for it
    withdrawn_at: datetime | None
    review: str | None
    reviewed_at: datetime | None
    contents: str


def county_name() -> str:
    """What the county is called."""
    return db.session.scalar(select(Division.name).where(Division.level == "county")) or ""


def copy_of(payload: str, own: Ed25519PublicKey | None) -> Copy:
    """What is said of the slip with this code; raises slip_unknown, or slip_changed where a code of ours is of another record."""
    seal = _seal_of(payload, own)
    slip, visit = db.session.get(Slip, seal.visit_id), db.session.get(Visit, seal.visit_id)
    # The slip may be gone from its table, its record never is: and the code, which is ours, names that very record.
    template_id = UUID(statement_in(seal.record)["template"])
    standing = (visit.withdrawn_at, _review(visit), visit.reviewed_at) if visit else (None, None, None)
    return Copy(_notice(template_id), *standing, _contents(slip, seal))


def _seal_of(payload: str, own: Ed25519PublicKey | None) -> SlipSeal:
    try:
        code = read(payload)
    except NotACode:
        raise refusals.slip_unknown() from None
    # Whoever cannot show a seal of ours learns nothing, not even from how long the answer takes.
    if not _is_ours(code, own):
        raise refusals.slip_unknown()
    seal = db.session.get(SlipSeal, code.id)
    if seal is None:
        raise refusals.slip_unknown()
    if (seal.leaf, leaf_of(seal.record.encode())) != (code.leaf.hex(), code.leaf):
        raise refusals.slip_changed()
    return seal


def _is_ours(code: Code, own: Ed25519PublicKey | None) -> bool:
    key = keys_by_id(own).get(code.key)
    if key is None:
        return False
    link = Link(code.village, code.seq, "", code.sealed_ms)
    return sealed.is_sealed(key, sealed.slip_message(code.id, link, code.leaf), code.seal.hex())


def _contents(slip: Slip | None, seal: SlipSeal) -> str:
    if slip is not None and slip.seed is not None:
        return "kept"
    if slip is not None:
        row = _of_visit(slip.visit_id)
        return "removed" if row and removals.removed().has_contents_of(row) else "missing"
    # After a restore the phone brings the slip again, unless it had been removed by then.
    return "removed" if seal.awaits == "" else "missing"


def _of_visit(visit_id: UUID) -> Row[Any] | None:
    of_visit = select(Visit.id.label("visit_id"), Visit.household_id, Visit.visited_at, Campaign.deadline_on)
    return db.session.execute(
        of_visit.join(Campaign, Campaign.id == Visit.campaign_id).where(Visit.id == visit_id)
    ).first()


def _notice(template_id: UUID) -> Notice | None:
    template = db.session.get(NoticeTemplate, template_id)
    if template is None:
        return None
    campaign = db.session.get_one(Campaign, template.campaign_id)
    return Notice(campaign.name, template.audience, template.version, template.title, template.body)


def _review(visit: Visit) -> str | None:
    if visit.status == "needs_review":
        return "waiting"
    return visit.status if visit.reviewed_at else None
