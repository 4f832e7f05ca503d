"""What is to become of an item, before anything is written (pure)."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app import problems
from app.checks.operations import Heard
from app.checks.refusals import unknown_check
from app.exclusions.operations import Asked
from app.exclusions.reasons import check
from app.households.proposing import Proposed
from app.problems import Problem
from app.sync import refusals
from app.sync.events import Received, asked_of, clocks_of, heard_of, proposed_of
from app.sync.known import UNPROVEN, Aside, Known, Stored
from app.visits import operations as visits
from app.visits.doubts import doubt_of
from app.visits.operations import Back, Knock, Place, Reading, Told
from app.visits.times import When, when


@dataclass(frozen=True)
class Taken:
    """An item that can be applied, with all that is needed to do it."""

    received: Received
    door: Place
    seen: Reading
    told: Told | None = None  # a visit
    asked: Asked | None = None  # or an exclusion
    back: Back | None = None  # or a visit that is taken back
    heard: Heard | None = None  # or what was heard at a door that is checked
    proposed: Proposed | None = None  # or what the register lacks or has wrong


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
    body, type_ = received.readable_body, received.readable_item["type"]
    if type_ == "proposal" and body["kind"] == "new":
        return _propose_new(received, known)
    door = known.households.get(_stands_at(body, known))
    if door is None:
        raise known.unconfirmed.get(body["household_id"]) or problems.unknown_household()
    match type_:
        case "proposal":
            return _propose(received, door, known)
        case "exclusion":
            return _ask(received, door, known)
        case "check":
            return _hear(received, door, known)
        case "withdrawal":
            seen = _heard(received, door, known)
            return Taken(received, door, seen, back=_back(received, known, seen.when))
    knock = received.knock(known.author)
    if knock.campaign_id not in known.campaigns:
        raise problems.unknown_campaign()
    visits.check(knock, known.templates.get(knock.campaign_id, set()))
    seen = _read(received, knock, door, known)
    known.told[knock.id] = received.readable_body
    return Taken(received, door, seen, told=(knock, door, seen))


def _stands_at(body: dict[str, Any], known: Known) -> UUID:
    """The door that it tells of; of a visit that is taken back, the one at which the office has put it since."""
    told = known.told.get(body["visit_id"], {}) if "visit_id" in body else {}
    door: UUID = told.get("stands_at", body["household_id"])
    return door


def _back(received: Received, known: Known, when_: When) -> Back:
    """One's own alone. Within a minute by the stopwatch that also ran at the visit, it is as if it had never been."""
    body = received.readable_body
    told = known.told.get(body["visit_id"])
    if told is None or told["household_id"] != body["household_id"]:
        raise problems.unknown_visit()
    since = body["mono_ms"] - told["mono_ms"]
    at_once = told["boot_id"] == body["boot_id"] and 0 <= since <= visits.AT_ONCE_MS
    return Back(told.get("visit_id", body["visit_id"]), body["reason"], at_once, when_)


def _ask(received: Received, door: Place, known: Known) -> Taken:
    """Whoever decides on it answers for the door, so it needs no review of its own, wherever its author walks."""
    seen = _heard(received, door, known)
    asked = asked_of(received, seen)
    check(asked.evidence)
    return Taken(received, door, seen, asked=asked)


def _propose_new(received: Received, known: Known) -> Taken:
    """A door that the register lacks. What is done there waits for it from here on."""
    body = received.readable_body
    household_id, place = body["household_id"], known.stands_in.get(body["division_code"])
    if household_id in known.households or household_id in known.unconfirmed:
        raise refusals.door_there_already()
    if place is None:
        raise refusals.door_nowhere()
    known.unconfirmed[household_id] = refusals.door_unconfirmed()
    return _propose(received, Place(household_id, place, None, None), known)


def _propose(received: Received, door: Place, known: Known) -> Taken:
    """Whoever decides on it answers for the door; nothing changes until then."""
    seen = _heard(received, door, known)
    return Taken(received, door, seen, proposed=proposed_of(received, door, seen))


def _hear(received: Received, door: Place, known: Known) -> Taken:
    """Only whoever was handed the door has anything to say of it, and of no other door than that one."""
    heard = heard_of(received)
    drawn = known.checks.get(heard.door_id)
    if drawn is None or drawn.household_id != door.household_id or drawn.checker_id != known.author.worker_id:
        raise unknown_check()
    return Taken(received, door, _heard(received, door, known), heard=heard)


def _heard(received: Received, door: Place, known: Known) -> Reading:
    """When it was made, and whether its author walks there; nothing was signed."""
    contact = known.contact
    return Reading(
        received_at=contact.received_at,
        when=when(clocks_of(received), contact),
        in_scope=known.scope.has(door.division_code) or door.household_id in known.lately,
        slip_is_whole=False,
        counts_refusals=False,
    )


def _read(received: Received, knock: Knock, door: Place, known: Known) -> Reading:
    """What the server makes of a visit."""
    return replace(
        _heard(received, door, known),
        slip_is_whole=bool(knock.notice and knock.notice.picture_sha256 in known.pictures),
        counts_refusals=known.campaigns[knock.campaign_id],
        doubt=doubt_of(knock.notice, knock.household_id, known.photos),
    )
