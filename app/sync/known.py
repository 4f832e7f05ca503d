"""What the items of a batch refer to, fetched once for all of them: the query count stays flat."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.blobs import operations as blobs
from app.campaigns.models import Campaign, NoticeTemplate
from app.db import db
from app.divisions.scope import Scope, scope_of
from app.households.models import Household
from app.people.actor import Actor
from app.sync.events import Received
from app.sync.models import Event, Quarantine
from app.visits.operations import Place


@dataclass
class Stored:
    """An event that is on the server; its receipt comes when the transaction ends."""

    sha256: str
    receipt: int | None = None


@dataclass(frozen=True)
class Known:
    """The world as the batch meets it; events grow while it is taken in."""

    received_at: datetime
    scope: Scope
    events: dict[UUID, Stored]
    set_aside: set[tuple[str, str]]  # name, raw_sha256
    households: dict[UUID, Place]
    campaigns: dict[UUID, bool]  # whether it counts witnessed refusals
    templates: dict[UUID, set[UUID]]
    signatures: set[str]


def fetch(actor: Actor, batch: list[Received]) -> Known:
    """Everything the batch needs, in a handful of queries whatever its length."""
    readable = [received for received in batch if received.problem is None]
    bodies = [received.readable_body for received in readable]
    ids = [body["household_id"] for body in bodies]
    return Known(
        received_at=clock.now(),
        scope=scope_of(actor),
        events=stored_events(received.readable_item["id"] for received in readable),
        set_aside=_set_aside(received.name for received in batch),
        households=_places(ids),
        campaigns=dict(db.session.execute(select(Campaign.id, Campaign.counts_refusals)).tuples().all()),
        templates=_templates(),
        signatures=blobs.present(body["slip"]["signature_sha256"] for body in bodies if body["slip"]),
    )


def stored_events(ids: Iterable[UUID]) -> dict[UUID, Stored]:
    """Which of these events the server holds."""
    rows = db.session.execute(select(Event.id, Event.body_sha256, Event.receipt).where(Event.id.in_(list(ids))))
    return {row.id: Stored(row.body_sha256, row.receipt) for row in rows}


def _places(ids: list[UUID]) -> dict[UUID, Place]:
    # Plain values and not records: a savepoint's end would have each record read again.
    columns = select(Household.id, Household.division_code, Household.lat, Household.lon)
    return {row.id: Place(*row) for row in db.session.execute(columns.where(Household.id.in_(ids)))}


def _set_aside(names: Iterable[str]) -> set[tuple[str, str]]:
    rows = db.session.execute(
        select(Quarantine.event_id, Quarantine.raw_sha256).where(Quarantine.event_id.in_(list(names)))
    )
    return set(rows.tuples())


def _templates() -> dict[UUID, set[UUID]]:
    """Every version of a campaign's notice: a phone may bring a slip signed on an older one."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for campaign_id, template_id in db.session.execute(select(NoticeTemplate.campaign_id, NoticeTemplate.id)):
        found[campaign_id].add(template_id)
    return found
