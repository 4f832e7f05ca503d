"""What the server seals, its leaf and its seal, and the same for a day (pure). app/slips/README.md is the format."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.seals.merkle import tree_head
from app.slips.statement import canonical

VERSION = 1
ALG = "Ed25519"
# What comes before the first.
GENESIS = "0" * 64
_SLIP, _ROOT, _KEY = b"qiaomen-slip-1\0", b"qiaomen-root-1\0", b"qiaomen-key-1\0"


@dataclass(frozen=True)
class Link:
    """A place in a village's chain, and when it was taken."""

    village: str
    seq: int
    prev: str
    sealed_ms: int


@dataclass(frozen=True)
class Facts:
    """What the server knows of a slip, beside what its phone states."""

    device_signature: str | None
    is_good: bool | None  # whether the phone's key made it; None where none was made
    template: dict[str, Any]
    received_at: datetime
    receipt: int
    completed_at: datetime
    earliest: datetime | None
    best: datetime
    latest: datetime
    is_repaired: bool


def slip_record(statement: dict[str, Any], facts: Facts, link: Link, key_id: str) -> bytes:
    """The record of a slip, canonically."""
    return canonical(
        {
            "v": VERSION,
            "type": "slip",
            "village": link.village,
            "seq": link.seq,
            "prev": link.prev,
            "statement": statement,
            "device_sig": facts.device_signature or "",
            "device_sig_good": "none" if facts.is_good is None else "yes" if facts.is_good else "no",
            "template": facts.template,
            "received": {"at": moment(facts.received_at), "receipt": facts.receipt},
            "completed_at": moment(facts.completed_at),
            "interval": {
                "earliest": facts.earliest and moment(facts.earliest),
                "best": moment(facts.best),
                "latest": moment(facts.latest),
            },
            "repaired": "yes" if facts.is_repaired else "no",
            "sealed_ms": link.sealed_ms,
            "alg": ALG,
            "key": key_id,
        }
    )


def template_digest(title: str, body: str) -> str:
    """Which words a version of the notice has."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()


def moment(instant: datetime) -> str:
    """An instant as records write it."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def leaf_of(record: bytes) -> bytes:
    """The digest of a record; the 0 before it keeps an inner node of the tree from passing as one."""
    return hashlib.sha256(b"\0" + record).digest()


def slip_message(visit_id: UUID, link: Link, leaf: bytes) -> bytes:
    """What is signed of a slip: what its QR code tells, so that the code alone can be checked."""
    place = int(link.village).to_bytes(5) + link.seq.to_bytes(4) + link.sealed_ms.to_bytes(6)
    return _SLIP + visit_id.bytes + place + leaf


def root_record(
    day: date, number: int, prev: str, seals: Sequence[tuple[Link, bytes]], total: int, made_at: datetime, key_id: str
) -> bytes:
    """The record of a day; `seals` are its links with their leaves, in order of village and seq."""
    return canonical(
        {
            "v": VERSION,
            "type": "root",
            "day": day.isoformat(),
            "number": number,
            "prev": prev,
            "leaves": len(seals),
            "merkle": tree_head([leaf for _, leaf in seals]).hex(),
            "villages": _villages(seals),
            "total": total,
            "made_at": moment(made_at),
            "alg": ALG,
            "key": key_id,
        }
    )


def _villages(seals: Sequence[tuple[Link, bytes]]) -> list[list[Any]]:
    """Of each village its code, its first and last seq of the day, and its last leaf."""
    found: dict[str, list[Any]] = {}
    for link, leaf in seals:
        line = found.setdefault(link.village, [link.village, link.seq, 0, ""])
        line[2:] = [link.seq, leaf.hex()]
    return list(found.values())


def root_digest(record: bytes) -> bytes:
    """By which the next day, and the county's chain of changes, name a day."""
    return hashlib.sha256(record).digest()


def root_message(record: bytes) -> bytes:
    """What is signed of a day."""
    return _ROOT + root_digest(record)


def key_id_of(key: Ed25519PublicKey) -> str:
    """By which a record names a key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def key_message(public_key: bytes) -> bytes:
    """What a later key signs of a former one."""
    return _KEY + public_key


def sign(key: Ed25519PrivateKey, message: bytes) -> str:
    """A seal, in hex."""
    return key.sign(message).hex()


def is_sealed(key: Ed25519PublicKey, message: bytes, seal: str) -> bool:
    """Whether this key sealed it; a seal has one way of being written."""
    try:
        raw = bytes.fromhex(seal)
        key.verify(raw, message)
    except (InvalidSignature, ValueError):
        return False
    return raw.hex() == seal
