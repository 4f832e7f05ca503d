"""What is wrong with one seal, and with the slip that it is of (pure). Rows are attributes by the names of the columns."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.seals.record import GENESIS, Link, is_sealed, leaf_of, moment, slip_message, template_digest
from app.seals.removals import PHOTOS, PLACES, Removed
from app.slips.statement import Opened, canonical, commitments
from app.sync.events import E6, age_in_s
from app.vault.sealed import CLOSED
from app.visits.models import known_reason

CONTENTS_GONE = "the contents of its slip are gone, and nobody ordered it"
# Of a picture's bytes.
CHANGED = "the bytes of its picture are not those that were named"
UNREADABLE = "the bytes of its picture cannot be read"
Keys = dict[str, Ed25519PublicKey]


# Of what a slip opens with, and lies sealed under the county's key for its data.
_SEALED = ("seed", "text", "reason", "place")


class End(NamedTuple):
    """Where a village's chain has come to."""

    seq: int
    leaf: str
    sealed_ms: int


START = End(0, GENESIS, 0)


class Beside(NamedTuple):
    """What stands beside a slip's own rows."""

    photos: Sequence[str] = ()
    lost: Sequence[str] = ()  # of these, whose bytes were here and are gone
    picture: str = ""  # what a look at its picture's bytes found
    removed: Removed = Removed()  # by rule and by order, as the chain of changes holds it


def faults(row: Any, before: End, keys: Keys, beside: Beside) -> Iterator[str]:
    """What is wrong with one seal after the one before it, and whether its slip and visit are still what was sealed."""
    try:
        yield from _faults(row, before, keys, beside)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        # Under its own digest somebody may file what has not the parts of a record: no look at the others may end at that.
        yield "its record is not what was sealed"


def _faults(row: Any, before: End, keys: Keys, beside: Beside) -> Iterator[str]:
    if row.seq != before.seq + 1:
        yield f"{before.seq + 1} is missing before it"
    if row.sealed_ms < before.sealed_ms:
        yield "it says that it was sealed before the one before it"
    told = read(row.record)
    if told is None or leaf_of(row.record.encode()).hex() != row.leaf:
        yield "its record is not what was sealed"
        return
    if told["prev"] != before.leaf:
        yield "it does not follow from the one before"
    named = (told["village"], told["seq"], told["sealed_ms"], told["key"], told["statement"]["id"])
    if named != (row.village, row.seq, row.sealed_ms, row.key_id, str(row.visit_id)):
        yield "it is filed as another than it is"
    yield from seal_faults(told, row.leaf, row.seal, keys)
    if row.awaits is None:
        yield from _slip_faults(row, told, beside)
    elif not row.is_carried:
        yield "it waits for its slip, and no restore carried it"


def read(record: str) -> dict[str, Any] | None:
    """What a record says; None where it is not in the form that was sealed."""
    try:
        told = json.loads(record)
        return told if isinstance(told, dict) and canonical(told).decode() == record else None
    except (ValueError, RecursionError):
        return None


def statement_in(record: str) -> dict[str, Any]:
    """What was stated, as a record has it; nothing where it has none any more: what is wrong with it is said elsewhere."""
    found = (read(record) or {}).get("statement")
    return found if isinstance(found, dict) else {}


def part_of(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part of what is told; nothing where somebody wrote something else there."""
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def seal_faults(told: dict[str, Any], leaf: str, seal: str, keys: Keys) -> Iterator[str]:
    """Whether a key of the county's made this seal of this record."""
    link = Link(told["village"], told["seq"], told["prev"], told["sealed_ms"])
    key = keys.get(told["key"])
    if key is None:
        yield f"nobody knows its key {told['key']}"
    elif not is_sealed(key, slip_message(UUID(told["statement"]["id"]), link, bytes.fromhex(leaf)), seal):
        yield "its seal is not of this record"


def _slip_faults(row: Any, told: dict[str, Any], beside: Beside) -> Iterator[str]:
    if not row.is_sealed:
        yield "its slip is gone" if row.is_sealed is None else "its slip does not know of it"
        return
    if row.household_id is None:
        yield "its visit is gone"
        return
    yield from (f"the {what} is not what was sealed" for what in _changed(row, told))
    yield from _opened_faults(row, told["statement"], beside)
    yield from _place_faults(row, told["statement"], _is_past(PLACES, row, beside))
    if not _are_photos(row, told["statement"]["photos"], beside):
        yield "the photos of its visit are not what was stated"
    elif beside.lost:
        yield f"of the photos of its visit {len(beside.lost)} are gone"


def _changed(row: Any, told: dict[str, Any]) -> Iterator[str]:
    """What of the slip and its visit, as they are filed now, is not as it was sealed."""
    stated = told["statement"]
    filed = {
        "household": (str(row.household_id), stated["household"]),
        "campaign": (str(row.campaign_id), stated["campaign"]),
        "worker": (str(row.worker_id), stated["worker"]),
        "outcome": (row.outcome, stated["outcome"]),
        "way": (row.way, stated["way"]),
        "relation of the signer": (row.signer_relation, stated["relation"]),
        "version of the notice": (str(row.template_id), stated["template"]),
        "audience of the notice": (row.audience, told["template"]["audience"]),
        "number of the notice": (row.version, told["template"]["version"]),
        "wording of the notice": (template_digest(row.title, row.body), told["template"]["sha256"]),
    }
    # Visits of before do not say.
    if row.position_reason is not None:
        filed["reason for no place"] = (row.position_reason, known_reason(stated["place_reason"]))
    if row.is_carried:
        # It came again after a restore, was received again and read anew: as its event says.
        if row.event_receipt is not None:
            filed["receipt"] = ((row.receipt, row.received_at), (row.event_receipt, row.event_received_at))
    else:
        filed["receipt"] = (row.receipt, told["received"]["receipt"])
        filed["time from which it is complete"] = (row.completed_at and moment(row.completed_at), told["completed_at"])
        filed["time of receipt"] = (moment(row.received_at), told["received"]["at"])
        interval = {"earliest": row.earliest_at, "best": row.visited_at, "latest": row.latest_at}
        filed["time of the visit"] = ({k: at and moment(at) for k, at in interval.items()}, told["interval"])
    yield from (what for what, (now, then) in filed.items() if now != then)


def _opened_faults(row: Any, stated: dict[str, Any], beside: Beside) -> Iterator[str]:
    """Whether the slip is still what the statement commits to; nothing to compare where its contents were removed."""
    if row.seed is None:
        # Whoever takes them out can mark them as forgotten, too.
        if row.forgotten_at is None or not beside.removed.has_contents_of(row):
            yield CONTENTS_GONE
        return
    if row.forgotten_at is not None:
        yield "it is marked as removed, and is not"
    closed = {name for name in (*_SEALED, "strokes") if getattr(row, name) is CLOSED}
    yield from (f"the {name} of its slip cannot be read" for name in sorted(closed))
    must = {} if "seed" in closed else commitments(opened_of(row))
    for field, commitment in stated["fields"].items():
        # A place goes at the end of its own time, before the rest.
        is_held = field in must and field not in closed and not (field == "place" and row.place is None)
        if is_held and must[field] != commitment:
            yield f"the {field} of its slip is not what was stated"
    yield from _picture_faults(row, stated, beside)


def _picture_faults(row: Any, stated: dict[str, Any], beside: Beside) -> Iterator[str]:
    """The picture by its name, its bytes by the same, and the strokes that a signature is of."""
    signature = stated["signature"]
    if row.picture_sha256 != (signature["png_sha256"] if signature else stated["proof"]):
        yield "the picture of its slip is not what was stated"
    elif row.picture_sha256 and not row.has_picture:
        if str(row.visit_id) not in beside.removed.pictures:
            yield "the bytes of its picture are gone"
    elif beside.picture:
        yield beside.picture
    if (
        signature
        and row.strokes is not CLOSED
        and hashlib.sha256((row.strokes or "").encode()).hexdigest() != signature["strokes_sha256"]
    ):
        yield "the strokes of its slip are not what was stated"


def _place_faults(row: Any, stated: dict[str, Any], is_past: bool) -> Iterator[str]:
    """A place goes at the end of its time, of the slip and of the visit at once, and not before."""
    if row.seed is None:
        return
    filed = row.lat is not None and f"{round(row.lat * E6)},{round(row.lon * E6)},{row.accuracy_m},"
    is_gone = stated["fields"]["place"] is not None and (row.place is None or row.lat is None)
    if is_gone and not is_past:
        yield "the place of its slip is gone before its time"
    elif filed and row.place is not CLOSED and not _is_that_place(row, row.place or "", filed):
        yield "the place of the visit is not what was stated"


def _is_that_place(row: Any, stated: str, filed: str) -> bool:
    """How old it was is rounded down on the visit; visits of before do not say."""
    if not stated.startswith(filed):
        return False
    age_ms = stated.removeprefix(filed)
    return row.position_age_s is None or not age_ms or age_in_s(int(age_ms)) == row.position_age_s


def _are_photos(row: Any, stated: list[str], beside: Beside) -> bool:
    """All of them in their order; of those that may be gone by now, at least no others."""
    if _is_past(PHOTOS, row, beside) or (row.seed is None and beside.removed.has_contents_of(row)):
        left = iter(stated)
        return all(photo in left for photo in beside.photos)
    return list(beside.photos) == stated


def _is_past(kind: str, row: Any, beside: Beside) -> bool:
    """Whether the chain of changes holds that what came by then was removed."""
    return kind in beside.removed.ends and row.received_at < beside.removed.ends[kind]


def opened_of(row: Any) -> Opened:
    """What a slip's statement commits to, from a row with the slip's columns and the visit's witness."""
    return Opened(row.seed, row.text, row.signer_name, row.witness or "", row.reason or "", row.place or "")
