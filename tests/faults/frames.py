"""The pipe to a player: frames of a JSON head and a body of bytes, one question and one answer at a time."""

import json
import struct
from typing import Any, BinaryIO

Head = dict[str, Any]

_LENGTHS = struct.Struct(">II")


def write(stream: BinaryIO, head: Head, body: bytes = b"") -> None:
    """Send one frame."""
    text = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(text), len(body)) + text + body)
    stream.flush()


def read(stream: BinaryIO) -> tuple[Head, bytes]:
    """The next frame; EOFError when the other side is gone."""
    text_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    head: Head = json.loads(_exactly(stream, text_length))
    return head, _exactly(stream, body_length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the other process is gone")
    return data
