"""An independent verifier of slips, from app/slips/README.md alone: it shares no line with the product."""

import base64
import hashlib
import hmac
import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PARTS = ("opened", "strokes", "picture", "path")
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def holds(check):
    def verify(*said):
        # What is not as it should be, or cannot even be read, does not hold.
        with suppress(Exception):
            return check(*said) is not False
        return False

    return verify


@holds
def verify_record(record: str, seal: str, keys: dict[str, bytes]):
    r = parsed(record, "slip")
    numbers = int(r["village"]).to_bytes(5) + r["seq"].to_bytes(4) + r["sealed_ms"].to_bytes(6)
    must_sign(keys[r["key"]], seal, b"qiaomen-slip-1\0", UUID(r["statement"]["id"]).bytes, numbers, sha(b"\0", record))


def verify_chain(pairs: list[tuple[str, str]], keys: dict[str, bytes]) -> int | None:
    """The place of the first break, from 0; None where there is none."""
    prev, at = "0" * 64, 0
    for place, (record, seal) in enumerate(pairs):
        r = parsed(record, "slip") if verify_record(record, seal, keys) else {}
        if not r or (r["seq"], r["prev"], r["village"]) != (place + 1, prev, json.loads(pairs[0][0])["village"]):
            return place
        if r["sealed_ms"] < at:
            return place
        prev, at = sha(b"\0", record).hex(), r["sealed_ms"]
    return None


@holds
def verify_root(root: str, seal: str, keys: dict[str, bytes], records: list[str], former: str | None):
    """Of a day with these records, in order of village and seq, after the former day's root (None: this is the first)."""
    r, b, rows = must_seal(root, seal, keys), parsed(former, "root") if former else None, {}
    leaves = [sha(b"\0", record) for record in records]
    for leaf, one in zip(leaves, (parsed(record, "slip") for record in records), strict=True):
        row = rows.setdefault(one["village"], [one["village"], one["seq"], one["seq"] - 1, None])
        assert (one["seq"], day(one)) == (row[2] + 1, r["day"])
        row[2:] = [one["seq"], leaf.hex()]
    due = [1, len(leaves), "0" * 64, r["day"]]
    if b:
        next_day = date.fromisoformat(b["day"]) + timedelta(1)
        due = [b["number"] + 1, b["total"] + len(leaves), sha(former).hex(), str(next_day)]
    due += [len(leaves), head(leaves).hex(), [rows[village] for village in sorted(rows)]]
    assert due == [r[name] for name in ("number", "total", "prev", "day", "leaves", "merkle", "villages")]


@holds
def verify_file(file: dict, keys: dict[str, bytes]):
    assert verify_record(file["record"], file["seal"], keys)
    r, (opened, strokes, picture, path) = parsed(file["record"], "slip"), [file[name] for name in PARTS]
    s, words = r["statement"], sha(file["template"]["title"], "\n", file["template"]["body"]).hex()
    assert (file["format"], file["version"], words) == ("qiaomen-slip", 1, r["template"]["sha256"])
    for name, commitment in s["fields"].items() if opened is not None else ():
        salt = hmac.digest(unhex(opened["seed"]), name.encode(), "sha256")
        assert opened[name] is None or commitment == (sha(salt, opened[name]).hex() if opened[name] else None)
    if strokes is not None:
        ms = [point[2] for stroke in strokes for point in stroke]
        due = [s["signature"][name] for name in ("strokes_sha256", "points", "ms")]
        assert [sha(canonical(strokes)).hex(), len(ms), max(ms) - min(ms)] == due
    if picture is not None:
        assert sha(unbase64(picture)).hex() == (s["proof"] or s["signature"]["png_sha256"])
    if path is not None:
        root = must_seal(path["root"], path["seal"], keys)
        up = (path["index"], root["leaves"], [unhex(one) for one in path["hashes"]])
        assert (climb(sha(b"\0", file["record"]), *up).hex(), day(r)) == (root["merkle"], root["day"])


@holds
def verify_qr(text: str, keys: dict[str, bytes]):
    raw = base64.b32decode(text.rpartition("/")[2] + "======")
    assert (len(raw), raw[0], base64.b32encode(raw).decode().rstrip("=")) == (136, 1, text.rpartition("/")[2])
    must_sign(keys[raw[64:72].hex()], raw[72:].hex(), b"qiaomen-slip-1\0", raw[1:64])


@holds
def verify_print(pdf: bytes, keys: dict[str, bytes]):
    """A PDF with its seal, whole."""
    body, key, ms, seal = re.fullmatch(
        b"(.*)%qiaomen-print-1 (\\w{16}) (\\d{1,15}) (\\w{128})\n", pdf, re.DOTALL
    ).groups()
    must_sign(keys[key.decode()], seal.decode(), b"qiaomen-print-1\0", int(ms).to_bytes(6), sha(body))


def must_seal(root, seal, keys):
    must_sign(keys[parsed(root, "root")["key"]], seal, b"qiaomen-root-1\0", sha(root))
    return parsed(root, "root")


def must_sign(key, seal, *message):
    Ed25519PublicKey.from_public_bytes(key).verify(unhex(seal), b"".join(message))


def parsed(text, kind):
    value = json.loads(text)
    assert (canonical(value), value["v"], value["type"], value["alg"]) == (text, 1, kind, "Ed25519")
    return value


def head(leaves):
    half = 1 << (len(leaves) - 1).bit_length() - 1 if len(leaves) > 1 else 0
    return sha(b"\1", head(leaves[:half]), head(leaves[half:])) if half else leaves[0] if leaves else sha()


def climb(node, index, size, hashes):
    half = 1 << (size - 1).bit_length() - 1 if size > 1 else 0
    if index >= half > 0:
        return sha(b"\1", hashes[-1], climb(node, index - half, size - half, hashes[:-1]))
    if half:
        return sha(b"\1", climb(node, index, half, hashes[:-1]), hashes[-1])
    return node if (index, hashes) == (0, []) else b""


def sha(*parts):
    return hashlib.sha256(b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)).digest()


def unhex(text):
    return bytes.fromhex(re.fullmatch("[0-9a-f]*", text)[0])


def unbase64(text):
    assert base64.b64encode(base64.b64decode(text)).decode() == text
    return base64.b64decode(text)


def day(record):
    return str(datetime.fromtimestamp(record["sealed_ms"] / 1000 + 8 * 3600, UTC).date())
