"""How a file leaves: under its Chinese name, from a temporary file that is written whole before anything is sent."""

from collections.abc import Iterable, Iterator
from typing import IO
from urllib.parse import quote

from flask import Response

CHUNK = 64 * 1024


def download(body: Iterable[bytes], mimetype: str, title: str, ending: str) -> Response:
    """A file under its Chinese name, with a plain one for what cannot read that (RFC 6266)."""
    name = quote(f"{title}.{ending}")
    disposition = f"attachment; filename=list.{ending}; filename*=UTF-8''{name}"
    return Response(body, mimetype=mimetype, headers={"Content-Disposition": disposition})


def handed_out(book: IO[bytes]) -> Iterator[bytes]:
    """What was written, piece by piece; the file is gone afterwards, also when nothing of it may be sent."""
    pieces = _pieces(book)
    next(pieces)  # only one that has begun closes the file when it is dropped
    return pieces


def _pieces(book: IO[bytes]) -> Iterator[bytes]:
    with book:
        book.seek(0)
        yield b""
        yield from iter(lambda: book.read(CHUNK), b"")
