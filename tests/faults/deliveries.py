"""Six things that phones bring about one door, each of which may come before or after any other."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any

from tests.faults.county import Cast
from tests.phone import STROKES, png

PIECE = 64 * 1024
TEXT = "请提防电信网络诈骗。"


@dataclass(frozen=True)
class Delivery:
    """Requests of one worker, one after the other."""

    worker: str
    requests: tuple[tuple[str, str, dict[str, str], bytes], ...]


def deliveries(cast: Cast, door: str, *, in_pieces: bool) -> list[Delivery]:
    """Two signed visits by two workers, their signatures, a photo of the first, and the first once more."""
    photo = b"\x89PNG\r\n\x1a\n" + bytes(100_000 + in_pieces)
    ours, theirs = png(1), png(2)
    first = _push(1, _signed(cast, door, ours, [photo]))
    second = _push(2, _signed(cast, door, theirs, []))
    return [
        Delivery("alice", (first,)),
        Delivery("alice", (_put(ours),)),
        Delivery("alice", _pieces(photo) if in_pieces else (_put(photo),)),
        Delivery("grace", (second,)),
        Delivery("grace", (_put(theirs),)),
        Delivery("alice", (first,)),
    ]


def _signed(cast: Cast, door: str, signature: bytes, photos: list[bytes]) -> dict[str, Any]:
    return {
        "household_id": door,
        "campaign_id": cast.campaign_id,
        "outcome": "taught",
        "device_time": "2026-11-22T09:00:00+08:00",
        "mono_ms": 1000,
        "boot_id": "boot-1",
        "clock_anchor": None,
        "photos": [_name(photo) for photo in photos],
        "slip": {
            "template_id": cast.template_id,
            "text": TEXT,
            "text_sha256": _name(TEXT.encode()),
            "signer_name": "周五",
            "signer_relation": "self",
            "strokes": STROKES,
            "signature_sha256": _name(signature),
        },
    }


def _push(number: int, visit: dict[str, Any]) -> tuple[str, str, dict[str, str], bytes]:
    body = json.dumps(visit)
    item = {"id": str(uuid.UUID(int=number, version=4)), "device_seq": 1, "type": "visit", "schema_version": 2}
    item |= {"body": body, "sha256": _name(body.encode())}
    batch = {"proto": 1, "device_id": str(uuid.UUID(int=100 + number, version=4)), "items": [item], "blobs": []}
    return "POST", "/sync/push", {"Content-Type": "application/json"}, json.dumps(batch).encode()


def _put(data: bytes) -> tuple[str, str, dict[str, str], bytes]:
    return "PUT", f"/blobs/{_name(data)}", {"Content-Type": "application/octet-stream"}, data


def _pieces(data: bytes) -> tuple[tuple[str, str, dict[str, str], bytes], ...]:
    def piece(offset: int) -> tuple[str, str, dict[str, str], bytes]:
        headers = {"Content-Type": "application/octet-stream", "Upload-Offset": str(offset)}
        whole = {**headers, "Upload-Length": str(len(data))}
        return "PATCH", f"/blobs/{_name(data)}", whole, data[offset : offset + PIECE]

    return tuple(piece(offset) for offset in range(0, len(data), PIECE))


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
