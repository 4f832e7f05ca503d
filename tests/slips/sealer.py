"""A small sealer for the tests of the verifiers: slips, chains, roots, files and QR payloads of a made-up county."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.phone import png

TITLE, BODY = "防范电信网络诈骗告知单", "{householder}户（地址：{village}{address}）：\n\n刷单返利都是骗局。\n\n{day}"
NOTHING = "0" * 64
FIRST_DAY = date(2026, 11, 26)


def sha(*parts: bytes | str) -> str:
    return hashlib.sha256(b"".join(part.encode() if isinstance(part, str) else part for part in parts)).hexdigest()


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def public_of(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


class Sealer:
    """A county's slips, day by day."""

    def __init__(self, seed: int = 1, first_day: date = FIRST_DAY) -> None:
        self.random, self.first_day = Random(seed), first_day
        self.key = Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))
        self.key_id = sha(public_of(self.key))[:16]
        self.keys = {self.key_id: public_of(self.key)}
        self.phone = ec.derive_private_key(self.random.getrandbits(255), ec.SECP256R1())
        raw = self.phone.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.phone_key, self.phone_id = base64.b64encode(raw).decode(), sha(raw)
        self.chains: dict[str, list[tuple[str, str]]] = {}
        self.files: list[dict[str, Any]] = []  # as they were sealed, each with its path once its day is closed
        self.roots: list[tuple[str, str, list[str]]] = []  # text, seal, the day's records
        self.today: list[dict[str, Any]] = []

    def seal(
        self, village: str, *, way: str = "signed", text: str = "王𠮷户：\n刷单返利都是骗局。", is_good: str = "yes"
    ) -> dict[str, Any]:
        """Seal one slip, whose phone's signature was found to be good or not; answers its file."""
        opened, strokes, picture = self._content(way, text)
        record = self._record(village, self._statement(way, opened, strokes, picture)) | {"device_sig_good": is_good}
        text_of = canonical(record)
        file = {
            "format": "qiaomen-slip",
            "version": 1,
            "record": text_of,
            "seal": self.key.sign(self.message(text_of)).hex(),
            "opened": opened,
            "strokes": strokes,
            "picture": base64.b64encode(picture).decode() if picture else None,
            "template": {"title": TITLE, "body": BODY},
            "device_key": self.phone_key,
            "path": None,
        }
        self.chains.setdefault(village, []).append((text_of, str(file["seal"])))
        self.files.append(file)
        self.today.append(file)
        return file

    def _day(self) -> date:
        return self.first_day + timedelta(days=len(self.roots))

    def _content(self, way: str, text: str) -> tuple[dict[str, Any], list[list[list[int]]] | None, bytes | None]:
        dice = self.random
        is_signed = way in ("signed", "adult")
        opened = {
            "seed": dice.randbytes(32).hex(),
            "text": text,
            "signer": "" if way == "refused" else "王𠮷",
            "witness": "李䶮" if way in ("mark", "refused") else "",
            "reason": {"mark": "不识字", "refused": "不愿签字"}.get(way, ""),
            "place": f"{dice.randrange(10**8)},{dice.randrange(10**8)},{dice.randrange(50)},{dice.randrange(9999)}",
        }
        strokes = [[[dice.randrange(600), dice.randrange(300), 16 * at] for at in range(9)] for _ in range(3)]
        return opened, strokes if is_signed else None, None if way == "refused" else png(dice.randrange(99))

    def _statement(self, way: str, opened: dict[str, Any], strokes: Any, picture: bytes | None) -> dict[str, Any]:
        dice = self.random
        ids = {
            name: str(UUID(int=dice.getrandbits(128), version=4))
            for name in ("id", "household", "campaign", "worker", "template")
        }
        seed, times = bytes.fromhex(opened["seed"]), [point[2] for stroke in strokes or [] for point in stroke]
        salts = {
            name: hmac.digest(seed, name.encode(), "sha256")
            for name in ("text", "signer", "witness", "reason", "place")
        }
        signature = strokes and {
            "png_sha256": sha(picture or b""),
            "strokes_sha256": sha(canonical(strokes)),
            "points": len(times),
            "ms": max(times) - min(times),
        }
        return {
            "v": 1,
            **ids,
            "outcome": "refused" if way == "refused" else "taught",
            "way": way,
            "relation": "spouse" if way == "adult" else "self",
            "fields": {name: sha(salts[name], opened[name]) if opened[name] else None for name in salts},
            "place_reason": "",
            "signature": signature,
            "proof": sha(picture) if picture and not strokes else None,
            "photos": [],
            "paper": "",
            "device": {"id": ids["worker"], "build": "0.2.0", "key": self.phone_id},
            "time": {
                "device": "2026-11-26T14:03:00.000+08:00",
                "mono_ms": 1200,
                "boot": ids["campaign"],
                "anchor": None,
            },
        }

    def _record(self, village: str, statement: dict[str, Any]) -> dict[str, Any]:
        chain = self.chains.get(village, [])
        at = datetime.combine(self._day(), datetime.min.time(), UTC) + timedelta(hours=6, minutes=5)
        moment = f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"
        return {
            "v": 1,
            "type": "slip",
            "village": village,
            "seq": len(chain) + 1,
            "prev": sha(b"\0", chain[-1][0]) if chain else NOTHING,
            "statement": statement,
            "device_sig": self._stated(statement),
            "device_sig_good": "yes",
            "template": {
                "id": statement["template"],
                "audience": "family",
                "version": 1,
                "sha256": sha(TITLE, "\n", BODY),
            },
            "received": {"at": moment, "receipt": len(self.files) + 1},
            "completed_at": moment,
            "interval": {"earliest": None, "best": moment, "latest": moment},
            "repaired": "no",
            "sealed_ms": int(at.timestamp() * 1000) + len(self.files),
            "alg": "Ed25519",
            "key": self.key_id,
        }

    def _stated(self, statement: dict[str, Any]) -> str:
        words = f"qiaomen-slip-statement-1\n{canonical(statement)}".encode()
        numbers = decode_dss_signature(self.phone.sign(words, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
        return base64.b64encode(b"".join(number.to_bytes(32) for number in numbers)).decode()

    def message(self, text: str) -> bytes:
        """What a seal signs."""
        return b"qiaomen-slip-1\0" + self._place(text)

    def _place(self, text: str) -> bytes:
        record = json.loads(text)
        numbers = int(record["village"]).to_bytes(5) + record["seq"].to_bytes(4) + record["sealed_ms"].to_bytes(6)
        return UUID(record["statement"]["id"]).bytes + numbers + bytes.fromhex(sha(b"\0", text))

    def qr(self, file: dict[str, Any]) -> str:
        """What is in the QR code after the host."""
        raw = b"\1" + self._place(file["record"]) + bytes.fromhex(self.key_id) + bytes.fromhex(file["seal"])
        return base64.b32encode(raw).decode().rstrip("=")

    def printed(self, pdf: bytes, ms: int) -> bytes:
        """A PDF with the seal of its whole at its end."""
        message = b"qiaomen-print-1\0" + ms.to_bytes(6) + hashlib.sha256(pdf).digest()
        return pdf + f"%qiaomen-print-1 {self.key_id} {ms} {self.key.sign(message).hex()}\n".encode()

    def close(self) -> tuple[str, str, list[str]]:
        """Close the day: its root, and the way to it in each of the day's files."""
        files = sorted(self.today, key=lambda file: [json.loads(file["record"])[name] for name in ("village", "seq")])
        leaves = [hashlib.sha256(b"\0" + file["record"].encode()).digest() for file in files]
        rows: dict[str, list[Any]] = {}
        for leaf, one in zip(leaves, (json.loads(file["record"]) for file in files), strict=True):
            rows.setdefault(one["village"], [one["village"], one["seq"], 0, ""])[2:] = [one["seq"], leaf.hex()]
        former = self.roots[-1][0] if self.roots else None
        root = {
            "v": 1,
            "type": "root",
            "day": str(self._day()),
            "number": len(self.roots) + 1,
            "prev": sha(former) if former else NOTHING,
            "leaves": len(leaves),
            "merkle": tree(leaves, 0)[0].hex(),
            "villages": [rows[village] for village in sorted(rows)],
            "total": len(self.files),
            "made_at": f"{self._day()}T16:00:05.000000Z",
            "alg": "Ed25519",
            "key": self.key_id,
        }
        text = canonical(root)
        seal = self.key.sign(b"qiaomen-root-1\0" + bytes.fromhex(sha(text))).hex()
        for index, file in enumerate(files):
            hashes_up = [one.hex() for one in tree(leaves, index)[1]]
            file["path"] = {"root": text, "seal": seal, "index": index, "hashes": hashes_up}
        self.roots.append((text, seal, [file["record"] for file in files]))
        self.today = []
        return self.roots[-1]


def tree(leaves: list[bytes], index: int) -> tuple[bytes, list[bytes]]:
    """The head over these leaves, and the hashes beside the way from one leaf up to it, the lowest first."""
    if len(leaves) < 2:
        return (leaves[0] if leaves else hashlib.sha256().digest()), []
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = tree(leaves[:half], index), tree(leaves[half:], index - half)
    head = hashlib.sha256(b"\1" + left[0] + right[0]).digest()
    return head, [*left[1], right[0]] if index < half else [*right[1], left[0]]
