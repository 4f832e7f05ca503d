"""What a phone is told: everything in its scope that changed since its cursor, in commit order."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app import clock
from app.campaigns import operations as campaigns
from app.campaigns.schemas import CampaignSchema
from app.changes import Change, latest
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope, scope_of
from app.people.actor import Actor
from app.people.models import User
from app.visits import doors
from app.visits.doors import Wanted
from app.visits.models import Visit
from app.visits.schemas import DoorSchema


@dataclass(frozen=True)
class Page:
    """A stretch of the change log. `next` is how far was looked, not what was last found."""

    scope: list[str]
    items: list[dict[str, Any]]
    next: int
    more: bool


def pull(actor: Actor, since: int, limit: int) -> Page:
    """The next page: each thing once, at its newest number here, with all that it is now."""
    top = latest()
    scope = scope_of(actor)
    rows = db.session.execute(
        select(Change.seq, Change.kind, Change.entity_id)
        .where(Change.seq > since, Change.seq <= top)
        .where(or_(scope.holds(Change.division_code), Change.kind == "campaign"))
        .order_by(Change.seq)
        .limit(limit)
    ).all()
    newest = {(kind, entity_id): seq for seq, kind, entity_id in rows}
    more = len(rows) == limit
    return Page(
        scope=list(scope.prefixes),
        items=_items(actor, scope, newest),
        next=rows[-1].seq if more else top,
        more=more,
    )


def _items(actor: Actor, scope: Scope, newest: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    data = {
        **_households(actor, scope, [i for kind, i in newest if kind == "household"]),
        **_divisions([i for kind, i in newest if kind == "division"]),
        **_withdrawals([i for kind, i in newest if kind == "visit"]),
        **_campaigns([i for kind, i in newest if kind == "campaign"]),
    }
    return [
        {"seq": seq, "kind": kind, "id": entity_id, "data": data.get((kind, entity_id))}
        for (kind, entity_id), seq in sorted(newest.items(), key=lambda pair: pair[1])
    ]


def _households(actor: Actor, scope: Scope, ids: list[str]) -> dict[tuple[str, str], Any]:
    """Those still in scope, as lists show them; the others have no data, which means: forget them."""
    if not ids:
        return {}
    wanted = Wanted(campaigns.current_campaign().id, scope, clock.today())
    found = doors.these([UUID(i) for i in ids], wanted)
    return {("household", str(door.id)): DoorSchema().dump(doors.shown(actor, door)) for door in found}


def _divisions(codes: list[str]) -> dict[tuple[str, str], Any]:
    found = db.session.scalars(select(Division).where(Division.code.in_(codes)))
    return {
        ("division", d.code): {"code": d.code, "name": d.name, "level": d.level, "parent_code": d.parent_code}
        for d in found
    }


def _withdrawals(ids: list[str]) -> dict[tuple[str, str], Any]:
    """Visits that were taken back, so that whoever made them learns it and why."""
    found = db.session.execute(
        select(Visit, User.name).join(User, User.id == Visit.withdrawn_by).where(Visit.id.in_([UUID(i) for i in ids]))
    )
    return {
        ("visit", str(visit.id)): {
            "id": str(visit.id),
            "household_id": str(visit.household_id),
            "withdrawn_on": visit.withdrawn_on.isoformat(),
            "withdrawal_reason": visit.withdrawal_reason,
            "withdrawn_by_name": name,
        }
        for visit, name in found
    }


def _campaigns(ids: list[str]) -> dict[tuple[str, str], Any]:
    found = (campaigns.get_campaign(UUID(i)) for i in ids)
    return {("campaign", str(c.id)): CampaignSchema().dump(campaigns.shown(c)) for c in found}
