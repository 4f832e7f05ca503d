"""Deciding about what was set aside: accepted (repaired where it must be), or refused with a reason its author reads."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app import clock, problems
from app.aside.repair import Repair, changed, repaired, when_of
from app.audit import operations as audit
from app.blobs import operations as blobs
from app.campaigns import operations as campaigns
from app.changes import note
from app.db import db, insert_rows
from app.divisions.scope import Scope
from app.households.models import Household
from app.households.standing import lock, restand
from app.people.models import User
from app.sync import images, taking_up
from app.sync.events import Received, event_digest
from app.sync.known import UNPROVEN, templates
from app.sync.models import Event, Quarantine
from app.sync.operations import hand_out_receipts
from app.sync.signed import Author
from app.visits import operations as visits
from app.visits.models import Visit
from app.visits.operations import Knock, Place, Reading


def find_visit(item_id: UUID, scope: Scope) -> Visit | None:
    """A visit of this scope, or None."""
    lies_with_its_door = select(Visit, Household.division_code).join(Household, Household.id == Visit.household_id)
    found = db.session.execute(lies_with_its_door.where(Visit.id == item_id)).one_or_none()
    return found.Visit if found and scope.has(found.division_code) else None


def get_kept(item_id: UUID, scope: Scope) -> Quarantine:
    """A quarantined item that lies in this scope, or the problem that there is none."""
    # As lists have it: where the door stands, or else where its author belongs.
    found = db.session.execute(
        select(Quarantine, func.coalesce(Household.division_code, User.scope).label("lies_in"))
        .join(User, User.id == Quarantine.author_id)
        .outerjoin(Household, Household.id == Quarantine.household_id)
        .where(Quarantine.id == item_id)
    ).one_or_none()
    if found is None or not scope.has(found.lies_in):
        raise problems.not_found("这条记录")
    kept: Quarantine = found.Quarantine
    return kept


def accept_visit(actor_id: UUID, visit: Visit) -> None:
    """Let a visit count, from today: what was reported for days gone by stays as it was."""
    # As in a push: whoever brings the signature meanwhile waits, and then sees that the visit counts.
    images.hold(visits.pictures_of(visit))
    household = _hold(visit)
    _review(actor_id, visit, "accepted", None)
    if visits.may_count(visit):
        visits.count([(visit.id, visit.campaign_id, visit.household_id, clock.today())])
        restand([visit.household_id])
    note("household", household.id, household.division_code)


def refuse_visit(actor_id: UUID, visit: Visit, reason: str) -> None:
    """Let it never count; it stays on record with the reason."""
    _hold(visit)
    _review(actor_id, visit, "refused", reason)


def accept_kept(actor_id: UUID, kept: Quarantine, repair: Repair, scope: Scope) -> None:
    """Make a visit of what was quarantined, its author kept; it counts from today, and the original stays as it came."""
    _undecided(kept)
    _has_an_author(kept)
    received = repaired(kept, repair)
    knock = received.knock(Author(kept.author_id, kept.device_id))
    door = _door(knock.household_id, scope)
    visits.check(knock, templates().get(knock.campaign_id, set()))
    audit.tell(**changed(kept, knock))
    images.hold(filter(None, [received.picture]))
    lock([door.household_id])
    insert_rows(Event, [_event(kept, received, knock.id)])
    visits.record(kept.author_id, [(knock, door, _reading(kept, received, knock))])
    kept.accepted_id = knock.id
    _resolve(actor_id, kept, "accepted", None)
    visit = db.session.get_one(Visit, knock.id)
    visit.reviewed_by, visit.reviewed_at = kept.resolved_by, kept.resolved_at
    restand([door.household_id])
    digest = event_digest(knock.id, received.readable_item["sha256"], kept.received_at)
    place = note("household", door.household_id, door.division_code, digest=digest)
    # What its worker took back on the phone meanwhile is taken back.
    batches = taking_up.apply(actor_id, taking_up.withdrawals_of(kept))
    _number(visit, hand_out_receipts(batches)[place])


def refuse_kept(actor_id: UUID, kept: Quarantine, reason: str) -> None:
    """Leave it set aside for good; the original stays as it came."""
    _undecided(kept)
    _resolve(actor_id, kept, "refused", reason)


def _hold(visit: Visit) -> Household:
    """Two people may decide at once: the second waits here, and then sees what the first decided."""
    lock([visit.household_id])
    db.session.refresh(visit)
    if visit.status != "needs_review" or visit.withdrawn_on:
        raise problems.aside_already_decided()
    return db.session.get_one(Household, visit.household_id)


def _review(actor_id: UUID, visit: Visit, status: str, reason: str | None) -> None:
    visit.status, visit.review_reason = status, reason
    visit.reviewed_by, visit.reviewed_at = actor_id, clock.now()
    db.session.flush()
    note("verdict", visit.id, "", audience_id=visit.worker_id)


def _undecided(kept: Quarantine) -> None:
    db.session.refresh(kept, with_for_update=True)
    if kept.resolution is not None:
        raise problems.aside_already_decided()


def _has_an_author(kept: Quarantine) -> None:
    """What came in a file that proves nobody would be its carrier's, and double when its own phone comes."""
    if kept.code == UNPROVEN:
        raise problems.author_must_bring_it()


def _resolve(actor_id: UUID, kept: Quarantine, resolution: str, reason: str | None) -> None:
    kept.resolution, kept.resolution_reason = resolution, reason
    kept.resolved_by, kept.resolved_at = actor_id, clock.now()
    db.session.flush()
    note("verdict", kept.event_id, "", audience_id=kept.author_id)


def _door(household_id: UUID, scope: Scope) -> Place:
    household = db.session.get(Household, household_id)
    if household is None or not scope.has(household.division_code):
        raise problems.unknown_household()
    return Place(household.id, household.division_code, household.lat, household.lon)


def _reading(kept: Quarantine, received: Received, knock: Knock) -> Reading:
    """Received when the phone handed it in, whenever the office decides; the picture may have come later than that."""
    picture = knock.notice.picture_sha256 if knock.notice else None
    is_here = picture is not None and blobs.has(picture, kept.author_id)
    came_at = blobs.get(picture, kept.author_id).received_at if picture and is_here else kept.received_at
    return Reading(
        received_at=kept.received_at,
        when=when_of(kept, received),
        in_scope=True,
        slip_is_whole=bool(knock.notice) and (picture is None or is_here),
        counts_refusals=campaigns.get_campaign(knock.campaign_id).counts_refusals,
        whole_at=max(kept.received_at, came_at),
        counts_on=clock.today(),
    )


def _event(kept: Quarantine, received: Received, event_id: UUID) -> dict[str, Any]:
    item = received.readable_item
    return {
        "id": event_id,
        "device_id": kept.device_id,
        "device_seq": None,
        "type": item["type"],
        "schema_version": item["schema_version"],
        "author_id": kept.author_id,
        "body": item["body"],
        "body_sha256": item["sha256"],
        "received_at": kept.received_at,
        "status": "created",
    }


def _number(visit: Visit, receipt: int) -> None:
    """Last, since the counter stays locked from here on."""
    db.session.get_one(Event, visit.id).receipt = receipt
    visit.receipt = receipt
    db.session.flush()
