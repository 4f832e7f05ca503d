"""What a phone states of a slip, as the very bytes that it signs (pure); README.md says what each field is.

Canonical by RFC 8785, from the event's id and body alone: static/src/phone/domain/statement.ts makes the same bytes.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rfc8785

VERSION = 1
SIGNED_AS = "qiaomen-slip-statement-1\n"
Strokes = list[list[list[int]]]
FIELDS = ("text", "signer", "witness", "reason", "place")


@dataclass(frozen=True)
class Opened:
    """What the commitments of a statement are to: personal data, kept apart from it; "" where there is nothing."""

    seed: str
    text: str
    signer: str
    witness: str
    reason: str
    place: str


@dataclass(frozen=True)
class By:
    """Whose statement it is, and whose key signed it; `key` is None where none did."""

    worker: UUID
    device: UUID
    build: str
    key: str | None


def canonical(value: Any) -> bytes:
    """RFC 8785: one form for one value. No floats are ever in it, so no two programs can differ."""
    return rfc8785.dumps(value)


def commitment(seed: str, field: str, value: str) -> str | None:
    """A digest that shows nothing of a value, until its salt is told; None of nothing."""
    return hashlib.sha256(salt_of(seed, field) + value.encode()).hexdigest() if value else None


def salt_of(seed: str, field: str) -> bytes:
    """What opens this field alone."""
    return hmac.digest(bytes.fromhex(seed), field.encode(), hashlib.sha256)


def commitments(opened: Opened) -> dict[str, str | None]:
    """Of all fields."""
    return {field: commitment(opened.seed, field, getattr(opened, field)) for field in FIELDS}


def place_text(position: dict[str, int] | None) -> str:
    """Where the phone thought it was, as it is committed to."""
    return ",".join(str(position[name]) for name in ("lat_e6", "lon_e6", "accuracy_m", "age_ms")) if position else ""


def statement(event_id: UUID, body: dict[str, Any], slip: dict[str, Any], opened: Opened, by: By) -> dict[str, Any]:
    """The statement of a visit; `body` as it came, its times word for word, and `slip` as today's version has it."""
    return {
        "v": VERSION,
        "id": str(event_id),
        "household": str(body["household_id"]).lower(),
        "campaign": str(body["campaign_id"]).lower(),
        "worker": str(by.worker),
        "outcome": body["outcome"],
        "way": slip["way"],
        "template": str(slip["template_id"]),
        "relation": slip["signer_relation"],
        "fields": commitments(opened),
        "place_reason": body.get("position_reason", ""),
        "signature": signature_facts(slip["signature_sha256"], slip["strokes"]),
        "proof": slip["proof_sha256"],
        "photos": list(body.get("photos", [])),
        "paper": slip["paper_code"],
        "device": {"id": str(by.device), "build": by.build, "key": by.key},
        "time": {
            "device": body["device_time"],
            "mono_ms": body["mono_ms"],
            "boot": body["boot_id"],
            "anchor": body["clock_anchor"],
        },
    }


def strokes_text(strokes: Strokes) -> str:
    """Strokes as canonical JSON: nothing but whole numbers, so there is nothing to escape or to sort."""
    return json.dumps(strokes, separators=(",", ":"))


def signature_facts(png_sha256: str | None, strokes: Strokes | None) -> dict[str, Any] | None:
    """A signature by its digests, and how long the pen moved; an image alone is easily pasted."""
    if png_sha256 is None:
        return None
    moments = [point[2] for stroke in strokes or [] for point in stroke]
    return {
        "png_sha256": png_sha256,
        "strokes_sha256": hashlib.sha256(strokes_text(strokes or []).encode()).hexdigest(),
        "points": len(moments),
        "ms": max(moments) - min(moments) if moments else 0,
    }
