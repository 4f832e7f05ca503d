"""What a phone handed in: the item as it came, and what could be read of it (pure)."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from app import clock
from app.checks.operations import Heard
from app.exclusions.operations import Asked
from app.exclusions.reasons import Evidence, usual_expiry
from app.households.identity import normalise_phone
from app.households.proposing import Proposed
from app.problems import Problem
from app.sync.signed import Author, notice_of
from app.visits import lessons
from app.visits.operations import Knock, Place, Position, Reading
from app.visits.times import Anchor, Clocks

E6 = 1_000_000
MOST_SEQ = 2**53
# What a column of whole numbers holds; a phone may say anything.
_OLDEST_S = 2**31 - 1


@dataclass(frozen=True, eq=False)
class Received:
    """An item as it came, with what could be read of it: an event, or the problem with it."""

    raw: dict[str, Any]
    item: dict[str, Any] | None = None
    body: dict[str, Any] | None = None  # as today's version has it
    said: dict[str, Any] | None = None  # word for word
    problem: Problem | None = None
    _knocks: dict[Author, Knock] = field(init=False, repr=False, default_factory=dict)

    @property
    def readable_item(self) -> dict[str, Any]:
        """The envelope; only asked of an event without a problem."""
        assert self.item is not None
        return self.item

    @property
    def readable_body(self) -> dict[str, Any]:
        """What the phone recorded; only asked of an event without a problem."""
        assert self.body is not None
        return self.body

    @property
    def picture(self) -> str | None:
        """The picture that its slip stands on, if it is readable and has one: a signature, or a photo instead."""
        slip = self.body and self.body.get("slip")
        return slip["signature_sha256"] or slip["proof_sha256"] if slip else None

    @property
    def held(self) -> list[str]:
        """What it names that two phones may bring at once, to be held first (images.hold): its picture and the plate scanned."""
        return [name for name in (self.picture, self.body and self.body.get("plate")) if name]

    @property
    def turn(self) -> int:
        """Which items of a batch come first: a new door before what was done there, a visit before what takes it back."""
        return {"proposal": 0, "withdrawal": 2}.get(str(self.raw.get("type")), 1)

    @property
    def name(self) -> str:
        """The id by which the phone knows it, whatever that is."""
        return str(self.raw.get("id", "")).encode("unicode_escape").decode()[:100]

    @property
    def device_seq(self) -> int | None:
        """Its number, where that can be read at all."""
        number = self.raw.get("device_seq")
        return number if type(number) is int and 1 <= number <= MOST_SEQ else None

    def knock(self, author: Author) -> Knock:
        """The visit that it tells of, worked out once; only asked of a visit without a problem."""
        if author not in self._knocks:
            self._knocks[author] = _knock_of(self, author)
        return self._knocks[author]

    @cached_property
    def raw_text(self) -> str:
        """The item whole, as kept in quarantine; escaped to ASCII, so that any text at all can be kept."""
        return json.dumps(self.raw, sort_keys=True)

    @cached_property
    def raw_sha256(self) -> str:
        """What tells two items of one name apart."""
        return hashlib.sha256(self.raw_text.encode()).hexdigest()


def event_digest(event_id: UUID, body_sha256: str, received_at: datetime | None) -> str:
    """What the chain of changes says of an event: other content, or another time at which it came, is other history.

    The time, since an event that a restore undid and its phone brings again is told with another best time; a phone
    that had heard the first must notice. None for what the first releases stored.
    """
    came = f"|{received_at.astimezone(UTC).isoformat()}" if received_at else ""
    return hashlib.sha256(f"{event_id}|{body_sha256}{came}".encode()).hexdigest()


def _knock_of(received: Received, author: Author) -> Knock:
    body = received.readable_body
    return Knock(
        id=received.readable_item["id"],
        household_id=body["household_id"],
        campaign_id=body["campaign_id"],
        outcome=body["outcome"],
        device_time=body["device_time"].isoformat(),
        note=body["note"],
        witness=body["witness"],
        position=_position(body["position"]),
        notice=notice_of(received.readable_item["id"], received.said or {}, body, author) if body["slip"] else None,
        photos=tuple(body["photos"]),
        plate=body.get("plate"),
        position_reason=body["position_reason"],
        plate_scanned=body["plate_scanned"],
        come_back_at=again if (again := body["come_back_at"]) and clock.is_kept(again) else None,
        lesson=lessons.read(body["lesson"]),
    )


def asked_of(received: Received, seen: Reading) -> Asked:
    """The exclusion that a readable event asks for; how long it is to hold is reckoned from the day on which it came."""
    body = received.readable_body
    evidence = Evidence(
        body["reason"],
        body["evidence"],
        body["witness"],
        body["witness_role"],
        body["returns_on"],
        tuple(body["photos"]),
    )
    return Asked(
        id=received.readable_item["id"],
        household_id=body["household_id"],
        evidence=evidence,
        expires_on=usual_expiry(evidence, clock.day_of(seen.received_at)),
        asked_at=seen.when.best,
        outside_grids=not seen.in_scope,
    )


def heard_of(received: Received) -> Heard:
    """What a readable event says was heard at a door that is checked."""
    body = received.readable_body
    return Heard(
        id=received.readable_item["id"],
        door_id=body["door_id"],
        answer=body["answer"],
        signature=body["signature"],
        note=body["note"],
    )


def proposed_of(received: Received, door: Place, seen: Reading) -> Proposed:
    """What a readable event proposes about a door."""
    body = received.readable_body
    said = {name: body[name].strip() or None for name in ("title", "householder", "address", "note")}
    position = _position(body["position"])
    return Proposed(
        id=received.readable_item["id"],
        kind=body["kind"],
        household_id=door.household_id,
        division_code=door.division_code,
        door_kind=body["door_kind"],
        phone=normalise_phone(body["phone"]),
        lat=position.lat if position else None,
        lon=position.lon if position else None,
        accuracy_m=position.accuracy_m if position else None,
        proposed_at=seen.when.best,
        outside_grids=not seen.in_scope,
        **said,
    )


def clocks_of(received: Received) -> Clocks:
    """What the phone's clocks said when it made a readable event."""
    body = received.readable_body
    anchor = body["clock_anchor"]
    return Clocks(body["device_time"], body["mono_ms"], body["boot_id"], Anchor(**anchor) if anchor else None)


def age_in_s(age_ms: int) -> int:
    """How old a fix was, as it is kept with its visit."""
    return min(age_ms // 1000, _OLDEST_S)


def _position(position: dict[str, int] | None) -> Position | None:
    if position is None:
        return None
    age_s = age_in_s(position["age_ms"])
    return Position(position["lat_e6"] / E6, position["lon_e6"] / E6, position["accuracy_m"], age_s)


def read_raw(raw: str) -> dict[str, Any] | None:
    """The body of a quarantined item, as far as it is an object at all; `?` for half a surrogate pair, which is no text."""
    try:
        body = json.loads(json.loads(raw)["body"])
        body = json.loads(json.dumps(body, ensure_ascii=False).encode(errors="replace"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def door_named(raw: str) -> UUID | None:
    """The door that an item tells of, as far as it can be read at all."""
    return as_uuid((read_raw(raw) or {}).get("household_id"))


def type_named(raw: str) -> str:
    """What sort of event an item says it is."""
    try:
        return str(json.loads(raw)["type"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def as_uuid(told: Any) -> UUID | None:
    """An id that somebody wrote, if it is one."""
    try:
        return UUID(told)
    except (ValueError, TypeError, AttributeError):
        return None
