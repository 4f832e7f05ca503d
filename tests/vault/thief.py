"""Looks through files for what must not be in them, however it is written down, and inside whatever can be unpacked."""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_ZLIB, _GZIP, _ZIP = re.compile(rb"\x78[\x01\x5e\x9c\xda]"), re.compile(rb"\x1f\x8b\x08"), re.compile(rb"PK\x03\x04")
# Nothing of ours is packed more than once.
_DEPTH = 2
_MOST = 64 * 1024 * 1024


def ways(marker: str | bytes) -> dict[str, bytes]:
    """How a marker may be written down, by the name of the way."""
    plain = marker.encode() if isinstance(marker, str) else marker
    written = {"as it is": plain, "HEX": plain.hex().upper().encode(), "hex": plain.hex().encode()}
    if isinstance(marker, str):
        written |= {"utf-16-le": marker.encode("utf-16-le"), "utf-16-be": marker.encode("utf-16-be")}
        if not marker.isascii():
            written |= {"json": marker.encode("unicode_escape"), "gb18030": marker.encode("gb18030")}
    for shift in range(3):
        # Only the letters that stand for these bytes alone, whatever comes before and after.
        first, last = (8 * shift + 5) // 6, (8 * (shift + len(plain))) // 6
        written[f"base64+{shift}"] = base64.b64encode(b"\0" * shift + plain + b"\0\0")[first:last]
    # Digits alone read the same in both sorts of hex.
    return {way: bytes_ for bytes_, way in {written[way]: way for way in written}.items()}


def finds(files: Iterable[Path], markers: Iterable[str | bytes]) -> list[str]:
    """Which file holds which marker, and how; nothing when there is nothing to find."""
    looked_for = [(str(marker), way, written) for marker in markers for way, written in ways(marker).items()]
    found = []
    for file in files:
        for depth, data in with_unpacked(file.read_bytes()):
            packed = "unpacked, " if depth else ""
            found += [
                f"{file.name}: {marker} ({packed}{way})" for marker, way, written in looked_for if written in data
            ]
    return sorted(set(found))


def with_unpacked(data: bytes, depth: int = 0) -> Iterator[tuple[int, bytes]]:
    """The bytes, and whatever can be unpacked in them, with how deep it lay."""
    yield depth, data
    if depth < _DEPTH:
        for part in _unpacked(data):
            yield from with_unpacked(part, depth + 1)


def _unpacked(data: bytes) -> Iterator[bytes]:
    for start, how in _streams(data):
        try:
            part = zlib.decompressobj(how).decompress(data[start:], _MOST)
        except zlib.error:
            continue
        if len(part) > 16:
            yield part


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where something packed may begin, and how it would be."""
    yield from ((found.start(), zlib.MAX_WBITS) for found in _ZLIB.finditer(data))
    yield from ((found.start(), zlib.MAX_WBITS | 16) for found in _GZIP.finditer(data))
    for found in _ZIP.finditer(data):
        head = data[found.start() : found.start() + 30]
        if len(head) == 30:
            name, more = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
            yield found.start() + 30 + name + more, -zlib.MAX_WBITS
