"""Files that somebody brings: rosters, editions, outlines, and what a phone saved its outbox as."""

import io
import json
import zipfile
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

from app.divisions.edition_file import read_edition
from app.divisions.outline_file import Place, match, read_outlines
from app.oversight import roots
from app.problems import invalid_input
from app.rosters.places import Places
from app.rosters.preview import Preview, open_roster
from app.rosters.register import Register
from app.sync.parcel import unpack
from app.sync.schemas import SealedSchema
from app.sync.sealing import CountyKey
from tests.county import COUNTY, EAST, TOWN
from tests.sync.sealed import seal

DEVICE = UUID("01900000-0000-7000-8000-000000000001")
_PLACES = [(TOWN, "城关镇"), (EAST, "桥东村"), (EAST + "001", "第一网格")]
# The key of a file that a real browser sealed.
_KEY = CountyKey((Path(__file__).parents[1] / "data" / "rescue" / "county-key.pem").read_bytes())
_SEALED = SealedSchema()
_ROOT = Path(mkdtemp(prefix="qiaomen-fuzz-")) / "audit-root-1.json"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# The least that a reader takes for a workbook.
WORKBOOK = {
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def roster(data: bytes) -> None:
    """An upload of any kind: told by its content, laid out, read row by row, judged."""
    preview = Preview(open_roster(data), Places(TOWN, _PLACES), "family")
    preview.read(lambda _done, _total: None)
    preview.judge(Register([]))
    assert all(row["reason"] for row in preview.rows())


def sheet(data: bytes) -> None:
    """The XML inside a workbook, whose packing a fuzzer would never get right by chance."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in WORKBOOK.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", data)
    roster(packed.getvalue())


def edition(data: bytes) -> None:
    """The official list of divisions."""
    read_edition(data, [COUNTY])


def outlines(data: bytes) -> None:
    """Villages as GeoJSON, and whose each of them is."""
    match(read_outlines(data), [Place(EAST, "village", "桥东村"), Place(TOWN, "town", "城关镇")]).in_words()


def sealed(data: bytes) -> None:
    """A rescue file as it is sent, whoever wrote it."""
    unpack(_KEY, _SEALED.load(told_in(data)))


def parcel(data: bytes) -> None:
    """What is inside a rescue file that was sealed as it should be."""
    for items, blobs in unpack(_KEY, seal(_KEY, data, str(DEVICE))).batches():
        assert len(items) <= 50
        assert all(isinstance(text, str) for text in blobs.values())


def told_in(data: bytes) -> Any:
    """The JSON of a request; what is none is refused before any parser of ours sees it."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise invalid_input({}) from None


def root(data: bytes) -> None:
    """The file of a signed root, as it comes back from elsewhere."""
    _ROOT.write_bytes(data)
    roots.read_file(_ROOT, None)
