"""What a phone is told: its doors as they are, then everything that changed since its cursor, in commit order."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from app import clock
from app.campaigns import operations as campaigns
from app.campaigns.models import Campaign
from app.campaigns.schemas import CampaignSchema
from app.changes import Change, latest
from app.checks.queries import doors_for
from app.db import db, named_id
from app.divisions.models import Division
from app.divisions.scope import Scope, scope_of
from app.exclusions.queries import exclusions_asked_by
from app.households.proposing import proposals_by
from app.people.actor import Actor
from app.slips.models import Slip
from app.sync.verdicts import all_decided, decided
from app.visits import doors
from app.visits.doors import Wanted, card
from app.visits.models import Visit

Named = dict[tuple[str, str], Any]

# A taught visit whose signature has not come counts nowhere yet.
_CONFIRMED = (
    select(func.count(), func.count(Slip.visit_id).filter(Visit.outcome == "taught"))
    .select_from(Visit)
    .outerjoin(Slip, and_(Slip.visit_id == Visit.id, Slip.completed_at.is_not(None)))
    .where(
        Visit.worker_id == named_id("worker_id"),
        Visit.campaign_id == named_id("campaign_id"),
        Visit.status == "accepted",
        Visit.withdrawn_on.is_(None),
        (Visit.outcome != "taught") | Slip.completed_at.is_not(None),
    )
)


@dataclass(frozen=True)
class Page:
    """A stretch of the change log. `next` is how far was looked, not what was last found."""

    scope: list[str]
    items: list[dict[str, Any]]
    next: int
    more: bool


@dataclass(frozen=True)
class Snapshot:
    """A stretch of my doors; `after` is where the next page goes on, None on the last."""

    scope: list[str]
    items: list[dict[str, Any]]
    as_of: int
    after: UUID | None


def snapshot(actor: Actor, after: UUID | None, as_of: int | None, limit: int) -> Snapshot:
    """The next page of my doors in order of id; the first has campaigns, divisions and decisions about my work too.

    Read later than `as_of` they may be newer than it: harmless, since the log from there tells it again.
    """
    top, scope = latest(), scope_of(actor)
    at = top if as_of is None else min(as_of, top)
    items = {} if after else _campaigns(_ids_of_campaigns()) | _divisions(_codes_within(scope)) | _asked(actor)
    wanted = _wanted(scope)
    found = doors.by_id(wanted, after, limit + 1) if wanted else []
    more = len(found) > limit
    found = found[:limit]
    items |= {("household", str(door.id)): card(actor, door) for door in found}
    return Snapshot(
        scope=list(scope.prefixes),
        items=[_item(at, kind, entity_id, data) for (kind, entity_id), data in items.items()],
        as_of=at,
        after=found[-1].id if more else None,
    )


def pull(actor: Actor, since: int, limit: int) -> Page:
    """The next page: each thing once, at its newest number here, with all that it is now."""
    top, scope = latest(), scope_of(actor)
    rows = db.session.execute(
        select(Change.seq, Change.kind, Change.entity_id)
        .where(Change.seq > since, Change.seq <= top)
        .where(
            or_(
                scope.holds(Change.division_code),
                Change.division_code.in_(scope.villages_above()),
                Change.kind == "campaign",
                Change.audience_id == actor.id,
            )
        )
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


def confirmed(actor: Actor, campaign: Campaign | None) -> dict[str, int]:
    """My visits in a campaign that the server counts."""
    if campaign is None:
        return {"visits": 0, "taught": 0}
    mine = {"worker_id": actor.id, "campaign_id": campaign.id}
    visits, taught = db.session.execute(_CONFIRMED, mine).one()
    return {"visits": visits, "taught": taught}


def _items(actor: Actor, scope: Scope, newest: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    def of(kind: str) -> list[str]:
        return [entity_id for named, entity_id in newest if named == kind]

    data = {
        **_households(actor, scope, of("household")),
        **_divisions(of("division")),
        **_campaigns(of("campaign")),
        **{("verdict", event_id): told for event_id, told in decided(actor, of("verdict")).items()},
        **_exclusions(actor, of("exclusion")),
        **_checks(actor, of("check")),
        **_proposals(actor, scope, of("proposal")),
    }
    told = sorted(newest.items(), key=lambda pair: pair[1])
    return [_item(seq, kind, i, data.get((kind, i))) for (kind, i), seq in told if kind in KINDS]


# What phones are told of; grants, revokes and blobs are in the log for the record.
KINDS = ("household", "campaign", "division", "verdict", "exclusion", "check", "proposal")


def _item(seq: int, kind: str, entity_id: str, data: Any) -> dict[str, Any]:
    return {"seq": seq, "kind": kind, "id": entity_id, "data": data}


def _wanted(scope: Scope) -> Wanted | None:
    """Doors as they stand in the current campaign; before there is one, nobody walks."""
    campaign = campaigns.find_current()
    return Wanted(campaign.id, scope, clock.today()) if campaign else None


def _households(actor: Actor, scope: Scope, ids: list[str]) -> Named:
    """Those still in scope, as lists show them; the others have no data, which means: forget them."""
    wanted = _wanted(scope) if ids else None
    if wanted is None:
        return {}
    found = doors.these([UUID(i) for i in ids], wanted)
    return {("household", str(door.id)): card(actor, door) for door in found}


def _codes_within(scope: Scope) -> list[str]:
    return list(db.session.scalars(select(Division.code).where(scope.holds(Division.code))))


def _divisions(codes: list[str]) -> Named:
    found = db.session.scalars(select(Division).where(Division.code.in_(codes)))
    return {
        ("division", d.code): {"code": d.code, "name": d.name, "level": d.level, "parent_code": d.parent_code}
        for d in found
    }


def _exclusions(actor: Actor, ids: list[str] | None = None) -> Named:
    """What became of those that I asked for; of all of them when none is named."""
    return {("exclusion", told["id"]): told for told in exclusions_asked_by(actor.id, ids)}


def _checks(actor: Actor, ids: list[str] | None = None) -> Named:
    """The doors that I am to ask at; those of a round that has ended have no data, which means: forget them."""
    return {("check", told["id"]): told for told in doors_for(actor.id, ids)}


def _proposals(actor: Actor, scope: Scope, ids: list[str] | None = None) -> Named:
    """What became of those that I made; with whose door it is, only while that waits for somebody."""
    return {("proposal", told["id"]): told for told in proposals_by(actor.id, scope, ids)}


def _asked(actor: Actor) -> Named:
    """What the office said to what I handed in and asked for, and what it asks of me."""
    verdicts = {("verdict", event_id): told for event_id, told in all_decided(actor).items()}
    return verdicts | _exclusions(actor) | _checks(actor) | _proposals(actor, scope_of(actor))


def _ids_of_campaigns() -> list[str]:
    return [str(i) for i in db.session.scalars(select(Campaign.id))]


def _campaigns(ids: list[str]) -> Named:
    if not ids:
        return {}
    found = db.session.scalars(select(Campaign).where(Campaign.id.in_([UUID(i) for i in ids]))).all()
    return {("campaign", str(shown["id"])): CampaignSchema().dump(shown) for shown in campaigns.shown(found)}
