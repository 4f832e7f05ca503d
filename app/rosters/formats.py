"""What kind of file an upload really is, and whether it is safe to open (pure)."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from app.rosters import refusals

MAX_MB = 20
MAX_ROWS = 200_000
MAX_COLUMNS = 104
_MAX_MEMBERS = 2_000
_MAX_UNPACKED = 400 * 1024 * 1024
_MAX_RATIO = 120
# Small workbooks may be packed as tightly as they like.
_RATIO_COUNTS_FROM = 20 * 1024 * 1024
# What zipfile raises of an archive that is damaged, or made to be: more than its own error.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, OSError, RuntimeError, ValueError, KeyError, IndexError,
)  # fmt: skip
_CHUNK = 1024 * 1024
_OVERLAP = 512

# A cell with content beyond our bounds: the reader lays out the whole rectangle up to it, so that two
# cells at opposite corners of a sheet would take 17 thousand million places. Empty, merely coloured
# cells (closed at once) are common out there and cost nothing.
_FAR = rb"[A-Za-z]{3,}\d+|[D-Zd-z][A-Za-z]\d+|[A-Za-z]+(?:[3-9]\d{5}|2(?!000)\d{5}|\d{7,})"
# A quick look first: hardly any sheet has a reference out there.
_FAR_REFERENCE = re.compile(rb"[\"'](?:" + _FAR + rb"|\d{6,})[\"']")
_FAR_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r\s*=\s*[\"'](?:" + _FAR + rb")[\"'][^>]*(?<!/)>")
_FAR_ROW = re.compile(
    rb"<(?:\w+:)?row\s(?:[^>]*\s)?r\s*=\s*[\"'](?:[3-9]\d{5}|2(?!000)\d{5}|\d{7,})[\"'][^>]*>\s*<(?:\w+:)?c(?![^>]*\sr\s*=)"
)


def kind_of(data: bytes) -> str:
    """xlsx, xls or csv, told by the content: names lie. Raises the problem in words for anything else."""
    if len(data) > MAX_MB * 1024 * 1024:
        raise refusals.roster_too_large(MAX_MB)
    if not data.strip(b"\0 \r\n\t"):
        raise refusals.roster_empty()
    if data.startswith(b"PK"):
        _check_directory(data)
        return "xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if re.search(rb"<\s*(html|table|\?xml|!doctype)", data[:2000].replace(b"\0", b""), re.IGNORECASE):
        raise refusals.roster_is_web_page()
    return "csv"


def _check_directory(data: bytes) -> None:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except _BROKEN:
        raise refusals.roster_unreadable() from None
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise refusals.roster_not_a_workbook()
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or _is_bomb(unpacked, len(data)):
        raise refusals.roster_unsafe()


def _is_bomb(unpacked: int, packed: int) -> bool:
    too_tight = unpacked > _RATIO_COUNTS_FROM and unpacked > packed * _MAX_RATIO
    return unpacked > _MAX_UNPACKED or too_tight


def check_members(data: bytes) -> None:
    """Unpack an xlsx once, keeping nothing: the directory may lie about sizes, and cells may lie far out."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                for size in _scan(archive, member):
                    unpacked += size
                    if _is_bomb(unpacked, len(data)):
                        raise refusals.roster_unsafe()
    except _BROKEN:
        raise refusals.roster_unreadable() from None


def _scan(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[int]:
    """The sizes of a member's pieces, as they come."""
    is_sheet = member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield len(chunk)
            if is_sheet:
                window = tail + chunk
                if _FAR_REFERENCE.search(window) and (_FAR_CELL.search(window) or _FAR_ROW.search(window)):
                    raise refusals.roster_too_wide(MAX_ROWS, MAX_COLUMNS)
                tail = window[-_OVERLAP:]
