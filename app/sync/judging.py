"""What is to become of an item, before anything is written (pure)."""

from dataclasses import dataclass

from app import problems
from app.problems import Problem
from app.sync.events import Received, anchor_of, knock_of
from app.sync.known import Known, Stored
from app.sync.times import best_time
from app.visits import operations as visits
from app.visits.operations import Knock, Place, Reading, Told


@dataclass(frozen=True)
class Taken:
    """An item that can be applied, with all that is needed to do it."""

    received: Received
    told: Told
    clock_is_off: bool


def judge(received: Received, known: Known) -> Taken | Stored | Problem:
    """Can it be applied, is it here already, or what is wrong with it?"""
    if received.problem:
        return received.problem
    item = received.readable_item
    if stored := known.events.get(item["id"]):
        return stored if stored.sha256 == item["sha256"] else problems.same_id_other_content()
    try:
        taken = _take(received, known)
    except Problem as problem:
        return problem
    known.events[item["id"]] = Stored(item["sha256"])
    return taken


def _take(received: Received, known: Known) -> Taken:
    knock = knock_of(received)
    door = known.households.get(knock.household_id)
    if door is None:
        raise problems.unknown_household()
    if knock.campaign_id not in known.campaigns:
        raise problems.unknown_campaign()
    visits.check(knock, known.templates.get(knock.campaign_id, set()))
    reading, clock_is_off = _read(received, knock, door, known)
    return Taken(received, (knock, door, reading), clock_is_off)


def _read(received: Received, knock: Knock, door: Place, known: Known) -> tuple[Reading, bool]:
    """What the server makes of it, and whether the phone's clock was off."""
    body = received.readable_body
    visited_at, clock_is_off = best_time(
        body["device_time"], body["mono_ms"], body["boot_id"], anchor_of(received), known.received_at
    )
    reading = Reading(
        received_at=known.received_at,
        visited_at=visited_at,
        in_scope=known.scope.has(door.division_code),
        signature_is_here=bool(knock.notice and knock.notice.signature_sha256 in known.signatures),
        counts_refusals=known.campaigns[knock.campaign_id],
    )
    return reading, clock_is_off
