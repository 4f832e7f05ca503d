"""A phone as the server meets it: mints events and hands them in."""

import base64
import hashlib
import io
import json
import struct
import uuid
import zlib
from typing import Any

from PIL import Image
from uuid_utils.compat import uuid7
from werkzeug.test import TestResponse

from app import clock
from app.slips.ways import WAYS
from tests.county import County
from tests.person import Person

STROKES = [[[10, 10, 0], [14, 18, 16], [20, 24, 32], [28, 20, 48], [35, 12, 64], [41, 9, 80]]]


def png(seed: int = 0) -> bytes:
    """A real, tiny picture; another one for each seed."""
    width = 8
    rows = b"".join(b"\x00" + bytes((seed + x * y + (seed >> 8) * y) % 256 for x in range(width)) for y in range(width))
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def pixels(data: bytes) -> tuple[tuple[int, int], bytes]:
    """What is to be seen of a picture: ours are painted anew before they are shown."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size, picture.convert("RGB").tobytes()


def sha256(data: bytes | str) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


class Phone:
    """One device of one person."""

    def __init__(self, person: Person, county: County) -> None:
        self.person, self.county = person, county
        self.device_id = str(uuid.uuid4())
        self.seq = 0
        self.anchor: dict[str, Any] | None = None

    def visit(self, household_id: uuid.UUID | str, outcome: str = "no_answer", **body: Any) -> dict[str, Any]:
        """An event for a visit that needs no slip, or whose slip is given."""
        return self.event(
            {
                "household_id": str(household_id),
                "campaign_id": str(self.county.campaign_id),
                "outcome": outcome,
                "device_time": clock.now().isoformat(),
                "mono_ms": 1000,
                "boot_id": "boot-1",
                "clock_anchor": None,
                "note": "",
                "witness": "",
                "position": None,
                "position_reason": "denied",
                "slip": None,
                **body,
            }
        )

    def taught(self, household_id: uuid.UUID | str, signature: bytes = png(), **body: Any) -> dict[str, Any]:
        """An event for a taught visit with its signed slip."""
        text = "王一:请提防电信网络诈骗。"
        slip = {
            "template_id": str(self.county.template_id),
            "text": text,
            "text_sha256": sha256(text),
            "signer_name": "王一",
            "signer_relation": "self",
            "strokes": STROKES,
            "signature_sha256": sha256(signature),
        }
        slip |= body.pop("slip", {})
        return self.visit(household_id, "taught", slip=slip, **body)

    def slip(
        self, household_id: uuid.UUID | str, way: str, picture: bytes = png(), seed: str = "5e" * 32, **body: Any
    ) -> dict[str, Any]:
        """An event of version 3, with a slip given in some way; without a key of its own."""
        text = f"王一:请提防电信网络诈骗。{WAYS[way].word}"
        told = {
            "template_id": str(self.county.template_id),
            "text": text,
            "text_sha256": sha256(text),
            "way": way,
            "reason": "右手有伤" if WAYS[way].reason else "",
            "paper_code": "",
            "signer_name": "" if way == "refused" else "王一",
            "signer_relation": "spouse" if way == "adult" else "self",
            "strokes": None,
            "signature_sha256": None,
            "proof_sha256": None,
            "seed": seed,
            "build": "test",
            "worker_id": str(self.person.id),
            "device_id": str(self.device_id),
            "key_id": None,
            "device_signature": None,
        }
        if WAYS[way].picture == "signature":
            told |= {"strokes": STROKES, "signature_sha256": sha256(picture)}
        if WAYS[way].picture == "proof":
            told["proof_sha256"] = sha256(picture)
        told |= body.pop("slip", {})
        witness = body.pop("witness", "李二" if WAYS[way].witness else "")
        made = self.visit(household_id, WAYS[way].outcome, slip=told, witness=witness, **{"photos": [], **body})
        return {**made, "schema_version": 3}

    def event(self, body: dict[str, Any] | str) -> dict[str, Any]:
        """Any body in an envelope with the next number."""
        self.seq += 1
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        return {
            "id": str(uuid7()),
            "device_seq": self.seq,
            "type": "visit",
            "schema_version": 1,
            "body": text,
            "sha256": sha256(text),
        }

    def push(
        self, *items: Any, blobs: tuple[bytes, ...] = (), report: dict[str, Any] | None = None, cookie: str = ""
    ) -> TestResponse:
        """Hand in events, with signatures beside them, and perhaps a report of the phone itself."""
        return self.person.post(
            "/sync/push",
            headers={**self.headers, **({"Cookie": cookie} if cookie else {})},
            proto=1,
            device_id=self.device_id,
            items=list(items),
            blobs=[{"sha256": sha256(data), "data": base64.b64encode(data).decode()} for data in blobs],
            **({"phone": self.report(**report)} if report is not None else {}),
        )

    @property
    def headers(self) -> dict[str, str]:
        """What goes with every request: the anchor, once there is one."""
        return {"X-Anchor": f"{self.anchor['seq']}:{self.anchor['hash']}"} if self.anchor else {}

    def report(self, **given: Any) -> dict[str, Any]:
        """What a phone says of itself."""
        return {
            "minted_seq": self.seq,
            "device_time": clock.now().isoformat(),
            "mono_ms": 1000,
            "boot_id": "boot-1",
            "build": "0.2.0",
            "persisted": True,
            "oldest_waiting_at": None,
            "lost": None,
            **given,
        }

    def verdicts(self, *items: Any, blobs: tuple[bytes, ...] = ()) -> list[dict[str, Any]]:
        """Hand in events that the server must answer, and read what became of each."""
        answer = self.push(*items, blobs=blobs)
        assert answer.status_code == 200, answer.text
        return answer.json["results"]
