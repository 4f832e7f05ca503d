"""How a file leaves: under its Chinese name, piece by piece, from a temporary file that has no name and is gone afterwards."""

from collections.abc import Iterable, Iterator
from typing import IO
from urllib.parse import quote

from flask import Response

CHUNK = 64 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
# How the contract calls what is neither.
BINARY = {"type": "string", "format": "binary"}
MIMETYPES = {"xlsx": XLSX, "csv": "text/csv", "pdf": PDF, "zip": "application/zip"}


def download(body: Iterable[bytes], mimetype: str, title: str, ending: str) -> Response:
    """A file under its Chinese name, with a plain one for what cannot read that (RFC 6266)."""
    # Whatever a name holds, it is one name and no path: no separators, nothing that breaks a header.
    safe = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in title).strip(". ")[:150] or "list"
    name = quote(f"{safe}.{ending}", safe="")
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
