"""What the items of a batch refer to, fetched once for all of them: the query count stays flat."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from app.blobs import operations as blobs
from app.campaigns.models import Campaign, NoticeTemplate
from app.checks.operations import Open, open_doors
from app.db import among, db
from app.divisions.scope import Scope, scope_of
from app.households.models import Household
from app.households.proposing import hold_new_doors, places_among
from app.people.actor import Actor
from app.problems import Problem
from app.sync import refusals
from app.sync.events import Received
from app.sync.models import Event, Quarantine
from app.sync.reach import lately_in_reach
from app.sync.signed import Author
from app.sync.told import visits_told
from app.visits.doubts import Doors, doors_of, said
from app.visits.models import Visit
from app.visits.operations import Place
from app.visits.times import Contact

# The name by which the phone knows an item, and the SHA-256 of all that it sent under it.
AsideKey = tuple[str, str]
# The code of what came in a file that nobody could prove to be its author's.
UNPROVEN = "author_unproven"

_UNDECIDED = and_(Visit.status == "needs_review", Visit.withdrawn_on.is_(None))
_EVENTS = (
    select(Event.id, Event.body_sha256, Event.receipt, _UNDECIDED, Visit.doubt)
    .outerjoin(Visit, Visit.id == Event.id)  # what is no visit waits for nobody's review
    .where(among(Event.id, "ids"))
)
# Plain values and not records: a savepoint's end would have each record read again.
_PLACES = select(Household.id, Household.division_code, Household.lat, Household.lon).where(among(Household.id, "ids"))
_ASIDE = select(
    *(Quarantine.accepted_id, Quarantine.event_id, Quarantine.raw_sha256, Quarantine.status, Quarantine.code),
    *(Quarantine.message, Quarantine.receipt),
).where(among(Quarantine.event_id, "names"))
_CAMPAIGNS = select(Campaign.id, Campaign.counts_refusals)
_TEMPLATES = select(NoticeTemplate.campaign_id, NoticeTemplate.id)


@dataclass
class Stored:
    """An event that is on the server; its receipt comes when the transaction ends."""

    sha256: str
    receipt: int | None = None
    review: Problem | None = None  # why it needs review, while nobody has looked at it yet


@dataclass
class Aside:
    """Something that was set aside already, and what the phone was told; later perhaps what was decided."""

    status: str
    code: str
    message: str
    receipt: int | None = None


@dataclass(frozen=True)
class Known:
    """The world as the batch meets it; events and what is set aside grow while it is taken in."""

    contact: Contact
    scope: Scope
    lately: set[UUID]  # doors outside the scope that were in reach a short while ago
    events: dict[UUID, Stored]
    aside: dict[AsideKey, Aside]
    households: dict[UUID, Place]
    # Doors that were proposed and are not on the register, with what is to be said of them.
    unconfirmed: dict[UUID, Problem]
    stands_in: dict[str, str]  # where a new door stands that is said to be in one of these grids or villages
    campaigns: dict[UUID, bool]  # whether it counts witnessed refusals
    templates: dict[UUID, set[UUID]]
    # Those that the author brought: whoever only knows the name of another's has nothing signed. None stands for no picture.
    pictures: set[str | None]
    checks: dict[UUID, Open]
    photos: Doors  # those of the batch's slips
    author: Author
    told: dict[UUID, dict[str, Any]]  # visits of the author's that may be taken back, as their phone told of them


def fetch(actor: Actor, device_id: UUID, batch: list[Received], contact: Contact) -> Known:
    """Everything the batch needs, in a handful of queries whatever its length."""
    readable = [received for received in batch if received.problem is None]
    bodies = [received.readable_body for received in readable]
    told = visits_told(actor.id, [body["visit_id"] for body in bodies if "visit_id" in body])
    stand_at = {one["stands_at"] for one in told.values()}
    households, unconfirmed = _doors({body["household_id"] for body in bodies} | stand_at)
    scope = scope_of(actor)
    outside = [door.household_id for door in households.values() if not scope.has(door.division_code)]
    return Known(
        contact=contact,
        scope=scope,
        lately=lately_in_reach(actor, outside, contact.received_at),
        events=stored_events(received.readable_item["id"] for received in readable),
        aside=stored_aside(received.name for received in batch),
        households=households,
        unconfirmed=unconfirmed,
        stands_in=places_among(code for body in bodies if (code := body.get("division_code"))),
        campaigns=dict(db.session.execute(_CAMPAIGNS).tuples().all()),
        templates=templates(),
        pictures={None, *blobs.present(filter(None, (received.picture for received in readable)), actor.id)},
        checks=open_doors(body["door_id"] for body in bodies if "door_id" in body),
        photos=doors_of([proof for body in bodies if (proof := (body.get("slip") or {}).get("proof_sha256"))]),
        author=Author(actor.id, device_id),
        told=told,
    )


def stored_events(ids: Iterable[UUID]) -> dict[UUID, Stored]:
    """Which of these events the server holds."""
    return {
        event_id: Stored(sha256, receipt, said(doubt) if is_undecided else None)
        for event_id, sha256, receipt, is_undecided, doubt in db.session.execute(_EVENTS, {"ids": list(ids)})
    }


def _doors(ids: set[UUID]) -> tuple[dict[UUID, Place], dict[UUID, Problem]]:
    """Those on the register, and those that were proposed and are not."""
    places = _places(list(ids))
    became = hold_new_doors(ids - places.keys())
    # Confirmed while we waited to hold it.
    places |= _places([each for each, (state, _) in became.items() if state == "confirmed"]) if became else {}
    return places, {each: refusals.door_not_there(*what) for each, what in became.items() if each not in places}


def _places(ids: list[UUID]) -> dict[UUID, Place]:
    return {row.id: Place(*row) for row in db.session.execute(_PLACES, {"ids": ids})}


def stored_aside(names: Iterable[str]) -> dict[AsideKey, Aside]:
    """What was set aside under these names: the same thing sent again gets the same answer.

    Not what was taken up as it came, once its door was there: that is an event by now.
    """
    return {
        (row.event_id, row.raw_sha256): Aside(row.status, row.code, row.message, row.receipt)
        for row in db.session.execute(_ASIDE, {"names": list(names)})
        if str(row.accepted_id) != row.event_id
    }


def templates() -> dict[UUID, set[UUID]]:
    """Every version of a campaign's notice: a phone may bring a slip signed on an older one."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for campaign_id, template_id in db.session.execute(_TEMPLATES):
        found[campaign_id].add(template_id)
    return found
