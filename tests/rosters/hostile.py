"""Files made to harm whoever opens them, each by a few lines."""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.rosters.desk import HEADER, door, workbook

GOOD = workbook(HEADER, door("孙五", "2组5号"))
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def changed(name: str, change: Callable[[str], str], encoding: str = "utf-8") -> bytes:
    """A good workbook with one of its members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for member in good.infolist():
            content = good.read(member)
            bad.writestr(
                member.filename, change(content.decode()).encode(encoding) if member.filename == name else content
            )
    return out.getvalue()


# What the bombs unfold to, in MB. Packed they are under 500 KB, from where on the test client leaves a file open.
UNFOLDED = 440


def zip_bomb() -> bytes:
    """Less than half a megabyte that unfolds to hundreds."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as bad, bad.open("xl/media/x.bin", "w") as member:
        for _ in range(UNFOLDED):
            member.write(bytes(1 << 20))
    return out.getvalue()


def lying_bomb() -> bytes:
    """The same, with a directory that says it is small."""
    bomb = bytearray(zip_bomb())
    size = struct.pack("<I", UNFOLDED << 20)
    while (place := bomb.find(size)) >= 0:
        bomb[place : place + 4] = struct.pack("<I", 1000)
    return bytes(bomb)


def many_members() -> bytes:
    """So many that their directory alone is the harm."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as bad:
        for number in range(3000):
            bad.writestr(f"xl/media/{number}", b"")
    return out.getvalue()


def laughs() -> bytes:
    """A thousand million laughs, were they unfolded."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE sst [<!ENTITY l0 "哈">{steps}]><sst'
    return changed(STRINGS, lambda xml: xml.replace("<sst", text, 1).replace("孙五", "&l9;"))


def outside(encoding: str = "utf-8") -> bytes:
    """An entity that is a file of the server's."""
    text = '<!DOCTYPE sst [<!ENTITY passwords SYSTEM "file:///etc/passwd">]><sst'
    return changed(STRINGS, lambda xml: xml.replace("<sst", text, 1).replace("孙五", "&passwords;"), encoding)


def corners() -> bytes:
    """Two cells, with twenty million places between them."""
    far = '<row r="199999"><c r="CX199999" t="inlineStr"><is><t>远</t></is></c></row></sheetData>'
    return changed(SHEET, lambda xml: xml.replace("</sheetData>", far))


def one_text() -> bytes:
    """One long text, and thirty thousand cells that say the same."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 30_000))
    other = changed(SHEET, lambda xml: xml.replace("</sheetData>", cells + "</sheetData>"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(other)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for member in good.infolist():
            content = good.read(member)
            if member.filename == STRINGS:
                content = content.decode().replace("户主姓名", "长" * 32_000).encode()
            bad.writestr(member.filename, content)
    return out.getvalue()


def commas() -> bytes:
    """A line of nothing but columns."""
    return b"," * 400_000


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (zip_bomb, "roster_unsafe"),
    "zip bomb whose directory lies": (lying_bomb, "roster_unreadable"),
    "too many members": (many_members, "roster_unsafe"),
    "a thousand million laughs": (laughs, "roster_unsafe"),
    "an entity from outside": (outside, "roster_unsafe"),
    "the same in UTF-16": (lambda: outside("utf-16"), "roster_unsafe"),
    "two cells at opposite corners": (corners, "roster_unsafe"),
    "one text in many cells": (one_text, "roster_unsafe"),
    "columns without end": (commas, "roster_too_wide"),
}
