"""What waited for a door that was proposed: judged again, as its phone sent it, once the register has the door."""

import json
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.changes import note
from app.db import db
from app.people.models import User
from app.sync import images, operations, refusals
from app.sync.events import Received, type_named
from app.sync.known import fetch
from app.sync.models import Quarantine
from app.sync.operations import Batch
from app.sync.reading import read
from app.sync.rescue import acting
from app.visits.times import Contact

Waiting = list[tuple[Quarantine, Received]]


def waiting_for(household_id: UUID) -> Waiting:
    """What was set aside for want of this door, in the order in which it is to be applied."""
    found = db.session.scalars(
        select(Quarantine)
        .where(Quarantine.household_id == household_id, operations.WANTS_ITS_DOOR)
        .execution_options(populate_existing=True)
    )
    waiting = [(kept, read(json.loads(kept.raw))) for kept in found if kept.raw]
    return sorted(waiting, key=lambda one: (one[1].turn, one[0].received_at, one[0].event_id))


def withdrawals_of(kept: Quarantine) -> Waiting:
    """What takes back what was set aside, and waited with it: nobody knew that visit yet."""
    found = db.session.scalars(
        select(Quarantine)
        .where(Quarantine.author_id == kept.author_id, operations.WANTS_ITS_VISIT)
        .order_by(Quarantine.received_at, Quarantine.event_id)
    )
    told = [(one, read(json.loads(one.raw))) for one in found if one.raw and type_named(one.raw) == "withdrawal"]
    return [(one, said) for one, said in told if str((said.body or {}).get("visit_id")) == kept.event_id]


def hold_pictures(waiting: Waiting) -> None:
    """To be called before the door is held: whoever brings a signature meanwhile waits, and then sees its visit."""
    images.hold(name for _, received in waiting for name in received.held)


def take_up(actor_id: UUID, waiting: Waiting) -> int:
    """Apply all of it that can be, each as if its door had been there when it came; answers how many were. Last in a transaction.

    It counts from the day on which the server held it; on days before it the register did not have the door. What needs review
    is applied and does not count yet: whoever made it hears of it when that is decided (verdicts.py).
    """
    batches = apply(actor_id, waiting)
    operations.hand_out_receipts(batches)
    return len(batches)


def apply(actor_id: UUID, waiting: Waiting) -> list[Batch]:
    """The same, for whoever hands out the receipts along with others."""
    return [batch for kept, received in waiting if (batch := _take_up(actor_id, kept, received))]


def _take_up(actor_id: UUID, kept: Quarantine, received: Received) -> Batch | None:
    author, contact = acting(db.session.get_one(User, kept.author_id)), Contact(kept.received_at)
    batch = Batch(author, kept.device_id, fetch(author, kept.device_id, [received], contact))
    verdict = operations.take_up(batch, received)
    if verdict.status in ("quarantined", "conflict"):
        # Something else is wrong with it too: it stays, for whoever looks at what was set aside.
        kept.code, kept.message = verdict.code or kept.code, verdict.message or kept.message
        db.session.flush()
        return None
    kept.accepted_id = received.readable_item["id"]
    kept.resolution, kept.resolved_by, kept.resolved_at = "accepted", actor_id, clock.now()
    db.session.flush()
    note("verdict", kept.event_id, "", audience_id=kept.author_id)
    return batch


def leave(household_id: UUID, why: str) -> None:
    """The door was refused: what waited for it stays where it is, and says so."""
    operations.say_of_waiting([household_id], refusals.door_refused(why))
