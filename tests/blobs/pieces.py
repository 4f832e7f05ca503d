"""Sends a large photo piece by piece, as a phone does over a bad line."""

import random

from werkzeug.test import TestResponse

from tests.person import Person
from tests.phone import sha256

PIECE = 64 * 1024


def photo(size: int, seed: int = 0) -> bytes:
    """Bytes that begin as a JPEG does."""
    return b"\xff\xd8\xff" + random.Random(seed).randbytes(size - 3)


def send_piece(person: Person, data: bytes, offset: int, *, piece: int = PIECE, **said: object) -> TestResponse:
    """Send the piece that begins at an offset, under the name and length of the whole, or what is said instead."""
    name, length = said.get("name", sha256(data)), said.get("length", len(data))
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length)}
    return person.patch_bytes(f"/blobs/{name}", data[offset : offset + piece], headers)


def send_all(person: Person, data: bytes, offset: int = 0) -> TestResponse:
    """Send the rest of it; answers what the last piece was answered."""
    while True:
        answer = send_piece(person, data, offset)
        if answer.status_code != 204:
            return answer
        offset = int(answer.headers["Upload-Offset"])


def offset_of(person: Person, data: bytes) -> int | None:
    """How far the server has it; None when it is whole."""
    answer = person.head(f"/blobs/{sha256(data)}")
    assert answer.status_code in (200, 404)
    return None if answer.status_code == 200 else int(answer.headers["Upload-Offset"])
