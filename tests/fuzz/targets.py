"""Every parser of what comes from outside, with something to begin from."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import files, requests

DATA = Path(__file__).parents[1] / "data"
_ROWS = (
    "户主姓名,身份证号,联系电话,社区/村,网格,详细地址,备注\n王一,110101199003077758,13800001234,桥东村,一,桥东村1号,\n"
)
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>户主姓名</t></is></c><c r="B1" t="inlineStr"><is><t>详细地址</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>王一</t></is></c><c r="B2"><v>1</v></c></row>'
    '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
)
_EDITION = (
    "code,level,name,parent_code\n991101000000,county,清溪县,991100000000\n991101100000,town,城关镇,991101000000\n"
)
_ROOT = (
    '{"day":"2026-11-25","last_seq":1,"last_hash":"0","before":"0","closed_at":"2026-11-26T00:00:00+00:00",'
    '"public_key":"00","signature":"00"}'
)
_PARCEL = {"device_id": str(files.DEVICE), "exported_at": "2026-11-26T08:00:00+08:00", "items": [{}], "blobs": []}


@dataclass(frozen=True)
class Target:
    """A parser, and files that it understands."""

    parse: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def _sample(*path: str) -> bytes:
    return DATA.joinpath(*path).read_bytes()


def _push() -> bytes:
    visit = json.loads(_sample("events", "visit-2.json"))
    said = {"minted_seq": 1, "device_time": "2026-11-26T08:00:00+08:00", "mono_ms": 1, "boot_id": "b"}
    blob = {"sha256": "0" * 64, "data": "iVBORw0KGgo="}
    return json.dumps(
        {"proto": 1, "device_id": str(files.DEVICE), "items": [visit], "blobs": [blob], "phone": said}
    ).encode()


def _body() -> bytes:
    sample = json.loads(_sample("events", "visit-2.json"))
    return str(sample.get("body", json.dumps(sample))).encode()


def _broken(data: bytes) -> None:
    """A parser with a bug three letters deep."""
    if data[:1] == b"b" and data[1:2] == b"u" and data[2:3] == b"g":
        raise KeyError("planted")


# The fuzzer is believed only once it has found this one.
PLANTED = Target(_broken, (b"a",))

TARGETS = {
    "roster": Target(
        files.roster,
        (
            *(_ROWS.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16")),
            _sample("rosters", "cortana-人员导入模板.xlsx"),
            _sample("rosters", "easypoi-two-row-header.xlsx"),
        ),
    ),
    "sheet": Target(files.sheet, (_SHEET.encode(),)),
    "edition": Target(files.edition, (_EDITION.encode(), _EDITION.encode("gb18030"))),
    "outlines": Target(files.outlines, (_sample("divisions", "outlines.geojson")[:20_000],)),
    "sealed": Target(files.sealed, (_sample("rescue", "webcrypto.json"),)),
    "parcel": Target(files.parcel, (json.dumps(_PARCEL).encode(),)),
    "root": Target(files.root, (_ROOT.encode(),)),
    "push": Target(requests.push, (_push(),)),
    "body": Target(requests.body, (_body(),)),
    "picture": Target(requests.picture, (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0")),
    "words": Target(requests.words, (b"110101199003077758", b"13800001234", b"1:" + b"0" * 64, b"Mozilla/5.0 Chrome")),
    "headers": Target(requests.headers, (b"\x00qiaomen_session=a\nBearer a\nhttp://a\n1.2.3.4\nlocalhost\nbytes=0-1",)),
}  # fmt: skip
