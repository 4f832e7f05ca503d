"""Making a visit of what was quarantined: what the phone said, with what the office put right."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app import problems
from app.campaigns import operations as campaigns
from app.db import new_id
from app.problems import Problem
from app.slips.ways import WAYS
from app.sync import refusals
from app.sync.events import Received, as_uuid, clocks_of, read_raw, type_named
from app.sync.known import templates
from app.sync.models import Quarantine
from app.sync.reading import read
from app.sync.versions import UNTOLD, VISITS, slip_of_today
from app.visits.models import OUTCOMES
from app.visits.operations import Knock
from app.visits.times import Contact, When, when

# A repaired event is of today's version, whatever the phone's was.
_VERSION = max(VISITS)
_FIELDS = (
    "household_id", "campaign_id", "outcome", "device_time", "mono_ms", "boot_id", "clock_anchor",
    "note", "witness", "position", "position_reason", "slip", "photos", "plate_scanned", "come_back_at", "lesson",
)  # fmt: skip
# In the log: what nobody can read in what came.
UNREAD = "unread"
_NO_VISITS = {
    "exclusion": problems.request_not_repaired,
    "withdrawal": problems.withdrawal_not_repaired,
    "check": problems.check_not_repaired,
    "proposal": refusals.proposal_not_repaired,
}


@dataclass(frozen=True)
class Repair:
    """What the office puts right; None leaves what the phone said."""

    household_id: UUID | None = None
    outcome: str | None = None
    note: str | None = None


def repaired(kept: Quarantine, repair: Repair) -> Received:
    """The repaired body in an envelope of the server's making, read like any other; raises what is still wrong.

    Its id is new: the phone's own, and its number, stay with the original.
    """
    if problem := no_visit(kept):
        raise problem
    body = _body(kept, repair)
    received = _read(body)
    if received.problem:
        # What nobody can put right, and no visit stands or falls with, is left out; the original keeps it.
        wrong = received.problem.details.get("fields", {})
        received = _read(body | {key: value for key, value in _blank(kept).items() if key in wrong})
    if received.problem:
        raise received.problem
    return received


def no_visit(kept: Quarantine) -> Problem | None:
    """Why no visit can be made of it: it tells of something else, which nobody at a desk can put right (docs/decisions.md)."""
    refusal = _NO_VISITS.get(type_named(kept.raw))
    return refusal() if refusal else None


def _read(body: dict[str, Any]) -> Received:
    text = json.dumps(body, ensure_ascii=False)
    return read(
        {
            "id": str(new_id()),
            "device_seq": 1,  # an envelope has one; it is not kept
            "type": "visit",
            "schema_version": _VERSION,
            "body": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
    )


def when_of(kept: Quarantine, received: Received) -> When:
    """When it was made, by what its clocks said and when it came."""
    return when(clocks_of(received), Contact(kept.received_at))


def suggestions(kept: Quarantine) -> dict[str, Any]:
    """What the phone said of the things that can be put right."""
    said = read_raw(kept.raw) or {}
    told = {key: value if isinstance(value := said.get(key), str) else None for key in ("outcome", "note")}
    return {"household_id": as_uuid(said.get("household_id")), **told}


def changed(kept: Quarantine, knock: Knock) -> dict[str, UUID | int | str]:
    """What the office has otherwise than its phone said, for the log: that still has it when the original is gone."""
    said, found = suggestions(kept), dict[str, UUID | int | str]()
    if said["household_id"] != knock.household_id:
        found["door_was"] = said["household_id"] or UNREAD
    if said["outcome"] != knock.outcome:
        found["outcome_was"] = said["outcome"] if said["outcome"] in OUTCOMES else UNREAD
    if knock.note and knock.note != said["note"]:
        found["noted"] = 1
    return found


def _body(kept: Quarantine, repair: Repair) -> dict[str, Any]:
    said = {key: value for key, value in (read_raw(kept.raw) or {}).items() if key in _FIELDS}
    body = {**_blank(kept), **said}
    known = templates()
    if as_uuid(body["campaign_id"]) not in known:
        body["campaign_id"] = str(campaigns.current_campaign().id)
    if repair.household_id not in (None, as_uuid(body["household_id"])):
        # The plate of the door that the phone named says nothing of this one.
        body["plate_scanned"] = None
    right = {"household_id": repair.household_id and str(repair.household_id), "outcome": repair.outcome}
    body |= {key: value for key, value in right.items() if value}
    if repair.note is not None:
        body["note"] = repair.note
    if isinstance(body["slip"], dict):
        body["slip"] = _slip(kept, _known_template(body["slip"], UUID(body["campaign_id"]), known), body["outcome"])
    return body


def _slip(kept: Quarantine, said: dict[str, Any], outcome: object) -> dict[str, Any] | None:
    """A slip as today's version has it. What its phone signed was another event: the original keeps that signature."""
    slip = slip_of_today({"signer_relation": None, **said})
    if slip["way"] in WAYS and WAYS[slip["way"]].outcome != outcome:
        # A signed notice belongs to teaching; the original keeps it.
        return None
    return slip | {
        "seed": slip["seed"] or secrets.token_hex(32),
        "worker_id": str(kept.author_id),
        "device_id": str(kept.device_id),
        "key_id": None,
        "device_signature": None,
    }


def _known_template(slip: dict[str, Any], campaign_id: UUID, known: dict[UUID, set[UUID]]) -> dict[str, Any]:
    """The words that were signed stay; only which version they are filed under, where that one is gone."""
    if as_uuid(slip.get("template_id")) in known[campaign_id]:
        return slip
    return {**slip, "template_id": str(campaigns.current_template(campaign_id).id)}


def _blank(kept: Quarantine) -> dict[str, Any]:
    """What stands for what a phone did not say: nothing but when it came."""
    return {
        "household_id": None,
        "campaign_id": None,
        "outcome": None,
        "device_time": kept.received_at.isoformat(),
        "mono_ms": 0,
        "boot_id": "-",
        "clock_anchor": None,
        "note": "",
        "witness": "",
        "position": None,
        "position_reason": "",
        "slip": None,
        **UNTOLD,
    }
