"""How the log is chained, and what gives away that somebody was at it (pure)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# What the first entry, and the first root, are chained to.
GENESIS = "0" * 64
FIELDS = (
    "seq",
    "at",
    "actor_id",
    "username",
    "role",
    "address",
    "action",
    "object_kind",
    "object_id",
    "scope",
    "outcome",
    "problem",
    "details",
)


@dataclass(frozen=True)
class Place:
    """A place in the log: a number, and the hash of everything up to it."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Claim:
    """What something outside the entries says of them: up to this place they were so."""

    place: Place
    source: str


def entry_hash(before: str, entry: Mapping[str, Any]) -> str:
    """The hash that an entry adds to the chain."""
    return _digest([before, *(_plain(entry[name]) for name in FIELDS)])


def root_text(*, day: date, last_seq: int, last_hash: str, before: str, closed_at: datetime) -> str:
    """What is signed of a root."""
    said = ["qiaomen-audit-root-1", day.isoformat(), last_seq, last_hash, before, closed_at.isoformat()]
    return json.dumps(said, separators=(",", ":"))


def root_digest(text: str) -> str:
    """How the next root, and the chain of changes, name a root."""
    return hashlib.sha256(text.encode()).hexdigest()


def faults(entries: Iterable[Mapping[str, Any]], end: Place, claims: Iterable[Claim] = ()) -> Iterator[str]:
    """One line for each thing that is not as it was written; nothing when all is well.

    The chain alone sees an edit, an insertion, a deletion or a swap by somebody who cannot reckon it anew. Whoever
    can, or who cuts off the end, is seen by the claims: each is a place that was written down elsewhere.
    """
    waiting = sorted((c for c in claims if c.place.seq > 0), key=lambda claim: claim.place.seq)
    at, before = 0, GENESIS
    for entry in entries:
        if entry["seq"] != at + 1:
            yield f"第 {at + 1} 条：缺失或错位（这里是第 {entry['seq']} 条）。"
        if entry["chain_hash"] != entry_hash(before, entry):
            yield f"第 {entry['seq']} 条：内容或顺序被改动过，与校验链不符。"
        at, before = entry["seq"], entry["chain_hash"]
        while waiting and waiting[0].place.seq <= at:
            yield from _contradicts(waiting.pop(0), Place(at, before))
    if Place(at, before) != end:
        yield f"第 {at} 条：日志在这里结束，登记的却是第 {end.seq} 条。"
    for claim in waiting:
        yield f"第 {at + 1} 条起：末尾被截去，{claim.source}记到第 {claim.place.seq} 条。"


def _contradicts(claim: Claim, found: Place) -> Iterator[str]:
    if claim.place != found:
        yield f"第 {claim.place.seq} 条：与{claim.source}不符。"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)


def _digest(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
