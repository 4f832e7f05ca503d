"""How somebody hands a slip to the verification page, and what it says."""

import base64
import io
import json
from typing import Any

import pypdf
import pypdfium2
import segno
from playwright.sync_api import FilePayload, Page
from pypdf.generic import DecodedStreamObject, NameObject

from tests.browser.conftest import PICTURES

# Nobody asked the county whether the visit was taken back.
GOOD = {
    **dict.fromkeys(("content", "strokes", "picture", "seal", "day"), "good"),
    **dict.fromkeys(("device", "standing"), "quiet"),
}
# Of the oldest browsers that we serve, and of Debian's Chromium, which reads no codes itself.
OLD = "delete Object.hasOwn; delete globalThis.BarcodeDetector"

Slip = dict[str, Any]
Taken = dict[str, Any]  # as tests/seals/taken.py prints it


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "wider than the screen"
    page.screenshot(path=PICTURES / f"verify-{name}-{width}.png", full_page=True)


def json_of(file: Any) -> FilePayload:
    return {
        "name": "slip.json",
        "mimeType": "application/json",
        "buffer": json.dumps(file, ensure_ascii=False).encode(),
    }


def pdf_of(slip: Slip) -> FilePayload:
    """As the server prints it, with its file inside."""
    return {"name": "slip.pdf", "mimeType": "application/pdf", "buffer": base64.b64decode(slip["pdf"])}


def with_other_page(whole: bytes, *, seal: bool, number: int = 0) -> FilePayload:
    """A PDF with another page in place of its own and the files inside as they were; perhaps with the seal that it had."""
    out, writer = io.BytesIO(), pypdf.PdfWriter(io.BytesIO(whole))
    writer.pages[number][NameObject("/Contents")] = writer._add_object(DecodedStreamObject())
    writer.write(out)
    line = whole[whole.rindex(b"%qiaomen-print-1") :] if seal else b""
    return {"name": "slip.pdf", "mimeType": "application/pdf", "buffer": out.getvalue() + line}


def scan_of(slip: Slip) -> FilePayload:
    """Its first page as an office scanner makes it: 150 dots an inch, and all of the page."""
    out, page = io.BytesIO(), pypdfium2.PdfDocument(base64.b64decode(slip["pdf"]))[0]
    page.render(scale=150 / 72).to_pil().save(out, "png")
    return {"name": "scan.png", "mimeType": "image/png", "buffer": out.getvalue()}


def photo_of(code: str) -> FilePayload:
    out = io.BytesIO()
    segno.make(f"HTTPS://QM.EXAMPLE.CN/S/{code}", error="q").save(out, kind="png", scale=4, border=4)
    return {"name": "photo.png", "mimeType": "image/png", "buffer": out.getvalue()}


def other_letter(code: str, at: int) -> str:
    return code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :]


def pick(page: Page, file: FilePayload) -> None:
    page.get_by_test_id("pick").set_input_files(file)


def lines(page: Page) -> dict[str, str | None]:
    """What is said of each part: good, bad, wait or quiet."""
    page.get_by_test_id("file").wait_for()
    found = page.locator("[data-testid^=line-]").all()
    return {
        (one.get_attribute("data-testid") or "").removeprefix("line-"): one.get_attribute("data-tone") for one in found
    }
