"""What is to become of an item, before anything is written (pure)."""

from dataclasses import dataclass

from app import problems
from app.problems import Problem
from app.sync.events import Received, clocks_of, knock_of
from app.sync.known import UNPROVEN, Aside, Known, Stored
from app.visits import operations as visits
from app.visits.operations import Knock, Place, Reading, Told
from app.visits.times import when


@dataclass(frozen=True)
class Taken:
    """An item that can be applied, with all that is needed to do it."""

    received: Received
    told: Told


def judge(received: Received, known: Known) -> Taken | Stored | Aside | Problem:
    """Can it be applied, is it here already, or what is wrong with it?"""
    # First: what was set aside stays so until the office decides, though it could be applied by now. Except
    # what somebody else brought in a file: whoever signs in as its author has the last word.
    aside = known.aside.get((received.name, received.raw_sha256)) if known.aside else None
    if aside and aside.code != UNPROVEN:
        return aside
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
    return Taken(received, (knock, door, _read(received, knock, door, known)))


def _read(received: Received, knock: Knock, door: Place, known: Known) -> Reading:
    """What the server makes of it."""
    contact = known.contact
    return Reading(
        received_at=contact.received_at,
        when=when(clocks_of(received), contact),
        in_scope=known.scope.has(door.division_code) or door.household_id in known.lately,
        signature_is_here=bool(knock.notice and knock.notice.signature_sha256 in known.signatures),
        counts_refusals=known.campaigns[knock.campaign_id],
    )
