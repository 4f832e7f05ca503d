"""What the office decided about events of mine, so that whoever made them learns it and why."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.db import db
from app.people.actor import Actor
from app.people.models import User
from app.sync.known import UNPROVEN
from app.sync.models import Quarantine
from app.visits.models import Visit


def decided(actor: Actor, event_ids: list[str]) -> dict[str, dict[str, Any]]:
    """By event: accepted, refused or withdrawn, by whom, why, and the receipt it has by now."""
    if not event_ids:
        return {}
    return _of_quarantine(actor, event_ids) | _of_visits(actor, event_ids)


def all_decided(actor: Actor) -> dict[str, dict[str, Any]]:
    """Every such decision, for a phone that begins anew: what the log told before its snapshot it is not told again."""
    visits = select(Visit.id).where(
        Visit.worker_id == actor.id, Visit.reviewed_at.is_not(None) | Visit.withdrawn_on.is_not(None)
    )
    kept = select(Quarantine.event_id).where(Quarantine.author_id == actor.id, Quarantine.resolution.is_not(None))
    return decided(actor, [*map(str, db.session.scalars(visits)), *db.session.scalars(kept)])


def _of_visits(actor: Actor, event_ids: list[str]) -> dict[str, dict[str, Any]]:
    """One that the office made of a quarantined item is told of under the name that the phone knows."""
    ids = [known for event_id in event_ids if (known := _as_uuid(event_id))]
    found = db.session.execute(
        select(Visit, User.name, Quarantine.event_id)
        .join(User, User.id == func.coalesce(Visit.withdrawn_by, Visit.reviewed_by))
        .outerjoin(Quarantine, Quarantine.accepted_id == Visit.id)
        .where(Visit.id.in_(ids), Visit.worker_id == actor.id)
    )
    return {str(visit.id): _of_visit(visit, event_id or str(visit.id), name) for visit, name, event_id in found}


def _of_visit(visit: Visit, event_id: str, by_name: str) -> dict[str, Any]:
    if visit.withdrawn_on is None:
        return _told(event_id, visit.status, visit.receipt, visit.review_reason, by_name)
    told = _told(event_id, "withdrawn", visit.receipt, visit.withdrawal_reason, by_name)
    return told | {"withdrawn_on": visit.withdrawn_on.isoformat()}


def _of_quarantine(actor: Actor, event_ids: list[str]) -> dict[str, dict[str, Any]]:
    """What was repaired bears the receipt of the visit that it became; one that needs review is not decided by having a door."""
    found = db.session.execute(
        select(Quarantine, User.name, Visit.receipt)
        .join(User, User.id == Quarantine.resolved_by)
        .outerjoin(Visit, Visit.id == Quarantine.accepted_id)
        .where(
            Quarantine.author_id == actor.id,
            Quarantine.resolution.is_not(None),
            Quarantine.event_id.in_(event_ids),
            Visit.status.is_distinct_from("needs_review"),
            # Of what came without proof the office accepts nothing: its own phone brought it, and was told so.
            or_(Quarantine.code != UNPROVEN, Quarantine.resolution != "accepted"),
        )
    )
    # It names the copy: another of the same id may have been applied, and is not what was decided on.
    return {
        kept.event_id: {
            **_told(kept.event_id, kept.resolution, receipt or kept.receipt, kept.resolution_reason, by_name),
            "raw_sha256": kept.raw_sha256,
        }
        for kept, by_name, receipt in found
    }


def _told(event_id: str, status: str | None, receipt: int, reason: str | None, by_name: str) -> dict[str, Any]:
    return {
        "id": event_id,
        "raw_sha256": None,
        "status": status,
        "receipt": receipt,
        "reason": reason,
        "by_name": by_name,
        "withdrawn_on": None,
    }


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
