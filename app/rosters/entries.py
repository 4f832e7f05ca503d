"""One row of a roster as an entry: its texts understood, its faults in words (pure).

A missing name or address, a place that cannot be told and a wrong ID number keep a row out: each would put
a wrong door or a wrong person on the register. A telephone number or a position that cannot be right only
stays out itself, with a remark: the door is real without it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.households.identity import id_number_fault, normalise_code, phones_in
from app.rosters.cells import is_number
from app.rosters.headers import ENTERPRISES
from app.rosters.layout import Layout
from app.rosters.places import Place, Places, Said, Unplaced
from app.rosters.reading import Cell

_MOST = {"户主姓名": 50, "名称": 100, "地址": 200, "户号": 40}
_NOTE_MOST = 500
_SCIENTIFIC = re.compile(r"\d\.?\d*E\+?\d+")
_COUNT = re.compile(r"(\d{1,4})[人口]?")
_KINDS = (
    ("enterprise", re.compile("企业|公司|单位|大厦|工厂|机关|enterprise")),
    ("merchant", re.compile("商|店|铺|场所|个体|经营|merchant")),
    ("family", re.compile("家庭|居民|住|宅|农户|公寓|family")),
)


@dataclass(slots=True)
class Entry:
    """A row that says who lives where."""

    row_no: int
    place: Place
    kind: str
    title: str | None
    name: str
    relation: str | None
    head_name: str | None  # the householder, where the row is about somebody else
    door_code: str | None
    id_number: str | None
    phone: str | None
    address: str
    lat: float | None
    lon: float | None
    residents_count: int | None
    note: str | None
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Row:
    """Reads the cells of one row by field, and collects what is wrong with them."""

    def __init__(self, layout: Layout, cells: Sequence[Cell], texts: Sequence[str]) -> None:
        self.layout = layout
        self._cells = cells
        self._texts = texts
        self.faults: list[str] = []
        self.remarks: list[str] = []

    def text(self, name: str) -> str:
        """The text of a field's best column that is filled, or nothing."""
        for column in self.layout.columns.get(name, ()):
            if column < len(self._texts) and self._texts[column]:
                return self._texts[column]
        return ""

    def cell(self, name: str) -> Cell | None:
        """The same as it was stored."""
        columns = self.layout.columns.get(name, ())
        filled = next((column for column in columns if column < len(self._texts) and self._texts[column]), None)
        return None if filled is None else self._cells[filled]

    def is_number(self, name: str) -> bool:
        """Whether the field was stored as a number."""
        return is_number(self.cell(name))


def read_entry(row_no: int, row: Row, places: Places, default_kind: str) -> Entry:
    """The row as an entry, with its faults and remarks."""
    title = row.text("title") or None
    name = row.text("name") or row.text("householder") or title or ""
    entry = Entry(
        row_no=row_no,
        place=_place(row, places),
        kind=_kind(row, title, default_kind),
        title=title,
        name=name,
        relation=row.text("relation") or None,
        head_name=(row.text("householder") or None) if row.layout.has("name") else None,
        door_code=row.text("door_code") or None,
        id_number=_id_number(row),
        phone=None,
        address=_address(row),
        lat=None,
        lon=None,
        residents_count=_count(row),
        note=row.text("note") or None,
        faults=row.faults,
        remarks=row.remarks,
    )
    _phone(row, entry)
    _position(row, entry)
    _require(row, entry)
    entry.note = entry.note[:_NOTE_MOST] if entry.note else None
    return entry


def _place(row: Row, places: Places) -> Place:
    said = Said(row.text("division_code"), row.text("town"), row.text("village"), row.text("grid"))
    try:
        return places.place(said)
    except Unplaced as unplaced:
        row.faults.append(str(unplaced))
        return Place("")


def _kind(row: Row, title: str | None, default: str) -> str:
    said = row.text("kind")
    named = next((kind for kind, words in _KINDS if words.search(said)), None) if said else None
    if named or not title:
        return named or default
    return "enterprise" if row.layout.label("title").strip("* ") in ENTERPRISES else "merchant"


def _id_number(row: Row) -> str | None:
    if row.is_number("id_number"):
        row.faults.append("身份证号存成了数字，Excel 已改掉后几位，请把这一列设为文本后重新填写")
        return None
    number = normalise_code(row.text("id_number"))
    if not number:
        return None
    if _SCIENTIFIC.search(number):
        row.faults.append("身份证号已变成科学计数，后几位丢了，请重新填写")
    elif fault := id_number_fault(number):
        row.faults.append(f"身份证号{fault}")
    return number


def _phone(row: Row, entry: Entry) -> None:
    good, odd = phones_in(row.text("phone"))
    entry.phone = good[0] if good else None
    if len(good) > 1:
        entry.note = "；".join(filter(None, (entry.note, f"其他电话：{'、'.join(good[1:])}")))
    if odd:
        row.remarks.append(f"电话“{'、'.join(odd)[:30]}”不像电话号码，没有录入")


def _address(row: Row) -> str:
    area, address = row.text("area"), row.text("address")
    if not area and not address:
        return row.text("registered_address")
    return address if area in address else area + address


def _count(row: Row) -> int | None:
    digits = _COUNT.fullmatch(normalise_code(row.text("residents_count")))
    return int(digits[1]) if digits else None


def _position(row: Row, entry: Entry) -> None:
    lat, lon = row.text("lat"), row.text("lon")
    if not lat and not lon:
        return
    try:
        entry.lat, entry.lon = float(lat), float(lon)
    except ValueError:
        entry.lat = entry.lon = None
    # The bounds of the country: catches swapped columns and zeros.
    if entry.lat is None or entry.lon is None or not (3 < entry.lat < 54 and 73 < entry.lon < 136):
        entry.lat = entry.lon = None
        row.remarks.append("经纬度不对，没有录入")


def _require(row: Row, entry: Entry) -> None:
    if not entry.name:
        row.faults.append("缺少户主姓名")
    if not entry.address:
        known = row.layout.has("address", "area", "registered_address")
        row.faults.append("缺少详细地址" if known else "缺少详细地址（表中没有地址列）")
    lengths = {"户主姓名": entry.name, "名称": entry.title, "地址": entry.address, "户号": entry.door_code}
    row.faults.extend(
        f"{word}太长，最多 {_MOST[word]} 个字" for word, text in lengths.items() if text and len(text) > _MOST[word]
    )
