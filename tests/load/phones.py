"""A thousand phones as lightweight clients, each with the shipped phone's manners: Retry-After, jitter, one call at a time."""

import asyncio
import base64
import gzip
import hashlib
import json
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from tests.county import County
from tests.load.county import Worker

BATCH = 50
SIGNATURE_BYTES = 10_000
TEXT = "王一:请提防电信网络诈骗。"
STROKES = [[[x, x * 7 % 160, x * 16] for x in range(60)]]


@dataclass
class Morning:
    """What the phones lived through: seconds of each push that was taken, how often they were sent away, verdicts."""

    took: list[float] = field(default_factory=list)
    sent_away: int = 0
    failed: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)

    def p95(self) -> float:
        return sorted(self.took)[len(self.took) * 95 // 100]


def pushes(county: County, worker: Worker) -> Iterator[bytes]:
    """The requests of one phone: its doors' signed visits, fifty a time, each with a signature of its own."""
    device_id = str(uuid4())
    for start in range(0, len(worker.doors), BATCH):
        signatures = [b"\x89PNG\r\n\x1a\n" + os.urandom(SIGNATURE_BYTES) for _ in worker.doors[start : start + BATCH]]
        doors = enumerate(worker.doors[start : start + BATCH], start + 1)
        items = [_item(county, door, seq, data) for (seq, door), data in zip(doors, signatures, strict=True)]
        blobs = [{"sha256": _sha256(data), "data": base64.b64encode(data).decode()} for data in signatures]
        body = {"proto": 1, "device_id": device_id, "items": items, "blobs": blobs}
        yield _request("POST", "/sync/push", worker.token, json.dumps(body).encode())


def request(path: str, worker: Worker) -> bytes:
    """A request that only reads."""
    return _request("GET", path, worker.token)


async def morning(port: int, requests: list[list[bytes]]) -> Morning:
    """All phones at once, each sending its requests in turn until all are taken."""
    lived = Morning()
    await asyncio.gather(*(_phone(port, mine, lived) for mine in requests))
    return lived


async def _phone(port: int, requests: list[bytes], lived: Morning) -> None:
    for one in requests:
        failures = 0
        while True:
            start = time.perf_counter()
            status, headers, body = await exchange(port, one)
            if status == 200:
                break
            lived.sent_away += status in (429, 503)
            lived.failed += status not in (429, 503)
            failures += 1
            await asyncio.sleep(_patience(failures, float(headers.get("retry-after", 0))))
        lived.took.append(time.perf_counter() - start)
        for result in content(headers, body)["results"]:
            lived.verdicts[result["status"]] = lived.verdicts.get(result["status"], 0) + 1


def _patience(failures: int, asked: float) -> float:
    """What the server asks for and a little more; else a doubling time with full jitter."""
    return asked + random.random() * min(asked / 2, 5) if asked else 1 + random.random() * (min(300, 2**failures) - 1)


async def exchange(port: int, one: bytes) -> tuple[int, dict[str, str], bytes]:
    """One request over a connection of its own; status 0 when the line broke."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        writer.write(one)
        await writer.drain()
        answer = await reader.read()
        writer.close()
    except OSError:
        return 0, {}, b""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    return int(lines[0].split()[1]) if len(lines[0].split()) > 1 else 0, headers, body


def content(headers: dict[str, str], body: bytes) -> dict[str, Any]:
    """What an answer says, once unpacked."""
    return json.loads(gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body)


def _request(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    head = (
        f"{method} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n"
        f"Accept-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _item(county: County, door: UUID, seq: int, signature: bytes) -> dict[str, object]:
    body = {
        "household_id": str(door),
        "campaign_id": str(county.campaign_id),
        "outcome": "taught",
        "device_time": "2026-11-25T08:00:00+08:00",
        "mono_ms": seq * 60_000,
        "boot_id": "boot-1",
        "clock_anchor": None,
        "note": "",
        "witness": "",
        "position": {"lat_e6": 30_290_000, "lon_e6": 118_540_000, "accuracy_m": 18, "age_ms": 4000},
        "position_reason": "",
        "slip": {
            "template_id": str(county.template_id),
            "text": TEXT,
            "text_sha256": _sha256(TEXT.encode()),
            "signer_name": "王一",
            "signer_relation": "self",
            "strokes": STROKES,
            "signature_sha256": _sha256(signature),
        },
    }
    text = json.dumps(body, ensure_ascii=False)
    return {
        "id": str(uuid7()),
        "device_seq": seq,
        "type": "visit",
        "schema_version": 1,
        "body": text,
        "sha256": _sha256(text.encode()),
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def read_snapshot(port: int, worker: Worker) -> tuple[float, int, int]:
    """Seconds, bytes on the wire and households of a first download."""
    start, on_wire, doors, query = time.perf_counter(), 0, 0, "limit=500"
    while query:
        status, headers, body = await exchange(port, request(f"/sync/snapshot?{query}", worker))
        assert status == 200, body
        on_wire += len(body)
        page = content(headers, body)
        doors += sum(item["kind"] == "household" for item in page["items"])
        query = page["after"] and f"limit=500&after={page['after']}&as_of={page['as_of']}"
    return time.perf_counter() - start, on_wire, doors
