"""Has documents set as PDF (press.py), and puts them together in one file."""

import io
import json
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from app.paper import fonts, refusals
from app.unseen import shown

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject

TEMPLATES = Path(__file__).parent / "templates"
# What JSON can hold; the template says which words it must have.
Document = Mapping[str, Any]

# Run by its path: imported, it would bring typst into every process of a server. How it says that there is no font.
_PRESS, _NO_FONT = Path(__file__).with_name("press.py"), 3


class Inside(NamedTuple):
    """A file that goes along."""

    name: str
    data: bytes


class PressFailed(Exception):
    """A template and its data do not fit, or a document was too long for the press."""


def print_pdf(
    file: IO[bytes],
    template: str,
    documents: Iterable[Document],
    *,
    title: str,
    at: datetime,
) -> int:
    """Set each document by a template, one after another, and write them as one PDF; answers how many pages.

    Each has a `title`, under which it is found in the file's table of contents, and perhaps a `template` of its own. Its
    pages are numbered from 1, unless it `continues` the one before. Memory is that of the longest: some 2,000 lines of a
    table should be the most that is in one. What is `inside` goes along with it: a file or None for each of its bookmarks,
    whose name may tell the {page} on which that begins. Raises no_font, PressFailed.
    """
    # 5 MB in every process of a server, for whoever prints alone.
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    book = PdfWriter()
    with _press(at) as child:
        for document in documents:
            first = len(book.pages) + 1 if document.get("continues") else 1
            told, inside = _apart(document)
            told = _seen({"template": template, **told, "first_page": first})
            pdf = PdfReader(io.BytesIO(_set(child, told)))
            begin = len(book.pages) + 1
            book.append(pdf, outline_item=str(told["title"]))
            for page, file_inside in zip(_begins(pdf), inside, strict=True) if any(inside) else ():
                if file_inside:
                    _put_inside(book, file_inside.name.replace("{page}", f"{begin + page:05}"), file_inside.data)
    book.metadata = {"/Title": shown(title), "/Creator": "敲门 Qiaomen", "/CreationDate": f"D:{at:%Y%m%d%H%M%S}Z"}
    book.write(file)
    return len(book.pages)


def _seen(told: Any) -> Any:
    """With nothing in any text that nobody would see, or that would turn the line round."""
    if isinstance(told, str):
        return shown(told)
    if isinstance(told, Mapping):
        return {name: _seen(part) for name, part in told.items()}
    return [_seen(part) for part in told] if isinstance(told, list | tuple) else told


def _apart(document: Document) -> tuple[Document, Sequence[Inside | None]]:
    """What the press is told, and what goes along: that it need not hear."""
    return {name: value for name, value in document.items() if name != "inside"}, document.get("inside", ())


def _begins(pdf: "PdfReader") -> list[int]:
    """The pages on which a document's bookmarks are, from 0."""
    return [pdf.get_destination_page_number(mark) or 0 for mark in pdf.outline if not isinstance(mark, list)]


def _put_inside(book: "PdfWriter", name: str, data: bytes) -> None:
    """With all that readers look for: some know the newer name alone, some none without its size."""
    from pypdf.generic import NameObject, NumberObject, TextStringObject  # noqa: PLC0415

    # Compressed: of a village's slips there are a thousand, each with a picture in letters.
    attached = book.add_attachment(name, zlib.compress(data))
    stream = cast("DictionaryObject", cast("DictionaryObject", attached.pdf_object["/EF"])["/F"])
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    attached.alternative_name = TextStringObject(name)
    attached.size = NumberObject(len(data))
    attached.subtype = NameObject("/application/json")
    attached.associated_file_relationship = NameObject("/Source")


@contextmanager
def _press(at: datetime) -> Iterator[subprocess.Popen[bytes]]:
    """The process that sets them, ended whatever happens."""
    # -I: nothing of the environment or of the folder it is started in gets into it.
    command = [sys.executable, "-I", str(_PRESS)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as child:  # type: ignore[call-overload] # noqa: S603 - our own program
        order = {
            "templates": str(TEMPLATES),
            "folders": fonts.folders(),
            "families": fonts.FAMILIES,
            "at": int(at.timestamp()),
        }
        try:
            _say(child, order)
            yield child
        finally:
            child.kill()


def _set(child: subprocess.Popen[bytes], document: Document) -> bytes:
    _say(child, document)
    assert child.stdout is not None
    length = child.stdout.read(8)
    pdf = child.stdout.read(int.from_bytes(length, "big"))
    if length and len(pdf) == int.from_bytes(length, "big"):
        return pdf
    raise _problem(child)


def _problem(child: subprocess.Popen[bytes]) -> Exception:
    if child.wait() == _NO_FONT:
        return refusals.no_font()
    assert child.stderr is not None
    # What typst says of a template, or what ended the process: no word of what was to be printed.
    said = child.stderr.read(500).decode(errors="replace")
    return PressFailed(f"status {child.returncode}: {said}")


def _say(child: subprocess.Popen[bytes], line: Document) -> None:
    """What has ended before it read this says why by how it ended."""
    assert child.stdin is not None
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        child.stdin.flush()
