"""What slips on paper cost, and whether their codes are read: `python -m tests.bench slips`.

Of a thousand, each different from every other, so that nothing is remembered; in processor time, ours and the press's. Bare is
typst alone, in one process and one compile, over the same words: a heading and the lines, and nothing of all else.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pypdfium2
import typst
import zxingcpp

from app.paper import fonts
from app.paper.printing import print_pdf
from app.prints import book, sheet
from app.prints.sheet import Told
from app.slips import qr
from app.slips.qr import NotACode
from tests.bench import made_up
from tests.bench.county_slips import printed_in
from tests.bench.figures import COLUMNS, Measured, markdown
from tests.bench.made_up import AT, ORIGIN
from tests.memory import peak_of

QR = zxingcpp.barcode_formats_from_str("QRCode")
COUNT = 1000
AIM_MS = 20.0
SCANNED = 150 / 72
# The blocks of Chinese letters of Unicode 15.1, first and last.
BLOCKS = {
    "基本区": (0x4E00, 0x9FFF),
    "扩展 A": (0x3400, 0x4DBF),
    "扩展 B": (0x20000, 0x2A6DF),
    "扩展 C": (0x2A700, 0x2B739),
    "扩展 D": (0x2B740, 0x2B81D),
    "扩展 E": (0x2B820, 0x2CEA1),
    "扩展 F": (0x2CEB0, 0x2EBE0),
    "扩展 G": (0x30000, 0x3134A),
    "扩展 H": (0x31350, 0x323AF),
    "扩展 I": (0x2EBF0, 0x2EE5D),
}
_BARE = """#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: (x: 18mm, y: 15mm))
#set text(font: "Noto Sans CJK SC", size: 10.5pt)
#for (title, lines) in data {
  align(center, text(size: 18pt, weight: "bold", title))
  for line in lines { par(line) }
  pagebreak(weak: true)
}"""
_RUN = """
from time import process_time
import resource
from tests.bench import slips
begun = process_time()
made = slips.printed(int(sys.argv[1]), int(sys.argv[2]))
children = resource.getrusage(resource.RUSAGE_CHILDREN)
outcome = [process_time() - begun + children.ru_utime + children.ru_stime, len(made)]
"""


def report(here: Path) -> str:
    """The tables for docs/performance.md."""
    # All at once do not fit into what a press may take.
    sizes = {f"parts of {size}": size for size in (1, book.PART, 100, 500)}
    runs = {name: peak_of(_RUN, str(COUNT), str(size)) for name, size in sizes.items()}
    bare = 1000 * _took(lambda: _bare([made_up.slip(n) for n in range(COUNT)])) / COUNT
    lines = []
    for name, ((took, size), peak) in runs.items():
        line = Measured(f"a slip of {COUNT:,}, {name}", 1000 * took / COUNT, bare, AIM_MS).line()
        lines.append([*line, f"{size / COUNT / 1024:.1f} KB", f"{peak:,} MB"])
    whole = Measured("the same out of a county", 1000 * printed_in(here, COUNT) / COUNT, bare, AIM_MS).line()
    lines.append([*whole, "", ""])
    return markdown([*COLUMNS, "each", "peak"], lines) + "\n" + _read() + "\n" + _letters()


def printed(count: int, size: int) -> bytes:
    """So many slips in parts of a size, as the product prints them."""
    file = io.BytesIO()
    parts = (
        book.part(
            [made_up.slip(n) for n in range(begin, begin + size)], book.County(ORIGIN, None), "导出编号 000001", begin
        )
        for begin in range(0, count, size)
    )
    print_pdf(file, sheet.TEMPLATE, parts, title="量一量", at=AT)
    return file.getvalue()


def _bare(slips: list[Told]) -> Any:
    data = json.dumps([[told.title, (told.text or "").split("\n")] for told in slips], ensure_ascii=False)
    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[*fonts.folders()])
    return typst.compile(_BARE.encode(), font_paths=found, sys_inputs={"data": data}, pdf_tags=False)


def _took(act: Callable[[], object]) -> float:
    begun = process_time()
    act()
    return process_time() - begun


def _read() -> str:
    """How many codes of a thousand pages are read at 150 dpi, and hold what was sealed."""
    pages, read = pypdfium2.PdfDocument(printed(COUNT, book.PART)), 0
    for number, page in enumerate(pages):
        scan = page.render(scale=SCANNED, grayscale=True).to_pil()
        told = made_up.slip(number)
        read += any(
            told.seal and _code(found.text) == told.seal.code for found in zxingcpp.read_barcodes(scan, formats=QR)
        )
    return f"Codes read from pages at 150 dpi by ZXing, with all that was sealed: {read:,} of {len(pages):,}.\n"


def _code(text: str) -> qr.Code | None:
    try:
        return qr.read(text)
    except NotACode:
        return None


def _letters() -> str:
    """How many letters of each block some font has: the program's own, and all that this machine has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[*fonts.folders()])
    own: set[int] = set()
    every: set[int] = set()
    for font in found.fonts():
        with TTFont(font.path, fontNumber=font.index, lazy=True) as opened:
            letters = set(opened.getBestCmap() or ())
        every |= letters
        own |= letters if str(font.path).startswith(tuple(fonts.folders())) else set()
    lines = [
        [
            name,
            f"{last - first + 1:,}",
            *(f"{sum(n in have for n in range(first, last + 1)):,}" for have in (own, every)),
        ]
        for name, (first, last) in BLOCKS.items()
    ]
    return markdown(["block", "places", "with the program", "on this machine"], lines)
