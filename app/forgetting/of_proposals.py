"""The part of what workers proposed: that something was, of what kind, by whom and what became of it stays."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select, update

from app import clock
from app.changes import note
from app.db import db
from app.forgetting.people import People
from app.households.identity import normalise_name
from app.households.models import FORGOTTEN, Household, Proposal

_WORDS = ("title", "householder", "phone", "address", "note")
_SAYS = or_(*(getattr(Proposal, name).is_not(None) for name in _WORDS))


def proposals_of(people: People) -> Select[tuple[UUID]]:
    """The ids of what was proposed about the door up to then; what told of those who are left alone is theirs."""
    theirs = (Proposal.household_id == people.household_id, Proposal.proposed_at <= people.until)
    if people.live_there:
        return select(Proposal.id).where(*theirs)
    door = db.session.get_one(Household, people.household_id)
    spared = {normalise_name(door.householder), door.phone} - {None}
    told = db.session.scalars(select(Proposal).where(*theirs)).all()
    ids = [one.id for one in told if spared.isdisjoint({normalise_name(one.householder or ""), one.phone})]
    return select(Proposal.id).where(Proposal.id.in_(ids))


def proposals_due(people: People) -> list[UUID]:
    """Those with words of somebody's."""
    said = or_(_SAYS, Proposal.refusal.is_not(None) & (Proposal.refusal != FORGOTTEN))
    return list(db.session.scalars(proposals_of(people).where(said)))


def erase_proposals(people: People, ids: Sequence[UUID]) -> None:
    """What waited is decided by it: nobody could tell any more what it said."""
    for one in db.session.scalars(select(Proposal).where(Proposal.id.in_(ids))):
        one.title = one.householder = one.phone = one.address = one.note = None
        one.refusal = one.refusal and FORGOTTEN
        if one.state == "waiting":
            one.state, one.refusal = "refused", FORGOTTEN
            one.decided_by, one.decided_at = people.by, clock.now()
        note("proposal", one.id, "", audience_id=one.proposed_by)
    db.session.flush()


def past(before: datetime) -> Select[tuple[UUID]]:
    """Those that were decided before then: what was confirmed stands on the register, what was refused has nobody else to forget it."""
    return select(Proposal.id).where(Proposal.decided_at < before, _SAYS)


def forget_words(ids: Sequence[UUID]) -> None:
    """Whom they were about."""
    db.session.execute(update(Proposal).where(Proposal.id.in_(ids)).values(dict.fromkeys(_WORDS)))
