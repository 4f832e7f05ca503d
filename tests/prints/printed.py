"""Reads what was printed: the codes on its pages as a scanner sees them, and what goes along inside."""

import io
import json
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from app.seals.record import key_id_of
from app.sync.sealing import CountyKey
from tests.paper.reading import texts
from tests.person import Person

# Alone: among the letters of a page a reader of everything now and then finds a bar code.
QR = zxingcpp.barcode_formats_from_str("QRCode")
# As an office's scanner or copier sees a page.
SCANNED = 150 / 72


def slip_of(person: Person, visit_id: str, reason: str = "case") -> bytes:
    """A visit's slip, as the desk takes it away."""
    with person.get(f"/visits/{visit_id}/slip.pdf", reason=reason) as answer:
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == "application/pdf"
        return answer.data


def text_of(pdf: bytes) -> str:
    """All that can be selected in it, without blanks."""
    return "".join(texts(pdf))


def scans(pdf: bytes) -> list[Image.Image]:
    """Its pages on paper, at 150 dpi."""
    return [page.render(scale=SCANNED, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def codes(pdf: bytes) -> list[str]:
    """What a reader of QR codes finds on each page; nothing where there is none."""
    return ["".join(found.text for found in zxingcpp.read_barcodes(scan, formats=QR)) for scan in scans(pdf)]


def inside(pdf: bytes) -> dict[str, Any]:
    """The slip's file that is in it."""
    ((name, (data,)),) = PdfReader(io.BytesIO(pdf)).attachments.items()
    assert name == "slip.json"
    return json.loads(data)


def files_in(pdf: bytes) -> list[dict[str, Any]]:
    """The slips' files that are in it, in order of their names."""
    return [json.loads(data) for _, (data,) in sorted(PdfReader(io.BytesIO(pdf)).attachments.items())]


def keys_of(key: CountyKey) -> dict[str, bytes]:
    """The county's key as the independent verifier takes it."""
    public = key.slip_key().public_key()
    return {key_id_of(public): public.public_bytes_raw()}


def photo(page: Image.Image, *, blot: bool = False) -> bytes:
    """A page as a phone takes it, on a table and a little askew, as JPEG; with a blot where its code is."""
    table = Image.new("L", (1200, 1600), 120)
    sheet = page.resize((1000, round(1000 * page.height / page.width)))
    if blot:
        ImageDraw.Draw(sheet).rectangle((0, sheet.height * 0.6, sheet.width, sheet.height), fill=40)
    table.paste(sheet, (100, 90))
    out = io.BytesIO()
    table.rotate(3, fillcolor=120, resample=Image.Resampling.BICUBIC).save(out, "JPEG", quality=70)
    return out.getvalue()
