"""Reads one edition of the official list of divisions, row by row (pure)."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app import problems
from app.codes import LENGTHS, at_level, level_of

COLUMNS = ("code", "level", "name", "parent_code")
# The levels that an edition brings and we keep; grids are ours, provinces and cities above us.
KEPT = ("county", "town", "village")
_ABOVE = {"city": "province", "county": "city", "town": "county", "village": "town"}
_WORDS = {"province": "省", "city": "市", "county": "县", "town": "乡镇", "village": "村"}
_MOST_COMPLAINTS = 20


@dataclass(frozen=True)
class Entry:
    """A division as an edition names it."""

    code: str
    level: str
    name: str

    @property
    def parent_code(self) -> str | None:
        """The code one level up; the county is our root."""
        return None if self.level == "county" else at_level(self.code, _ABOVE[self.level])


@dataclass(frozen=True)
class _Row:
    number: int
    code: str
    level: str
    name: str
    parent_code: str


def read_edition(content: bytes | str, known: Iterable[str]) -> list[Entry]:
    """The county, towns and villages of a file; `known` are the codes already stored, which may be parents.

    Raises a problem that names the bad rows in words; then nothing of the file is taken.
    """
    rows = list(_rows(content if isinstance(content, str) else _decode(content)))
    codes = {row.code for row in rows} | set(known)
    counties = {at_level(row.code, "county") for row in rows if row.level in KEPT and not _bad_code(row)}
    # Older lists leave out the rows above the towns; the county they mean is in every code.
    _refuse_bad_rows(rows, codes | counties)
    if len(counties) != 1:
        raise problems.edition_not_one_county(sorted(counties))
    county = counties.pop()
    entries = [Entry(row.code, row.level, row.name) for row in rows if row.level in KEPT]
    if county not in codes:
        entries.insert(0, Entry(county, "county", county))
    return entries


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise problems.edition_unreadable("文件编码不是 UTF-8 或 GB18030")


def _rows(text: str) -> Iterator[_Row]:
    if "\0" in text:
        raise problems.edition_unreadable("文件不是 CSV 文本，请先在 Excel 中另存为 CSV")
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    header = [cell.strip().lower() for cell in next(reader, [])]
    if missing := [name for name in COLUMNS if name not in header]:
        raise problems.edition_lacks_columns(missing)
    places = [header.index(name) for name in COLUMNS]
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row(reader.line_num, *(cells[p].strip() if p < len(cells) else "" for p in places))


def _refuse_bad_rows(rows: list[_Row], codes: set[str]) -> None:
    first_on: dict[str, int] = {}
    complaints = []
    for row in rows:
        again = first_on.setdefault(row.code, row.number)
        said = f"代码 {row.code} 与第 {again} 行重复" if again != row.number else _complaint(row, codes)
        if said:
            complaints.append(f"第 {row.number} 行：{said}")
    if complaints:
        raise problems.edition_wrong(complaints[:_MOST_COMPLAINTS], len(complaints))


def _complaint(row: _Row, codes: set[str]) -> str | None:
    """What is wrong with a row, or None: the first of the checks that speaks."""
    checks: tuple[Callable[[], str | None], ...] = (
        lambda: _bad_code(row),
        lambda: None if 0 < len(row.name) <= 60 else "名称应为 1 到 60 个字",
        lambda: _bad_parent(row, codes),
    )
    return next((said for check in checks if (said := check())), None)


def _bad_code(row: _Row) -> str | None:
    if not (row.code.isascii() and row.code.isdigit() and len(row.code) == 12):
        return f"代码“{row.code}”不是 12 位数字"
    if row.level not in _WORDS:
        return f"级别“{row.level}”不认识，应为 {'、'.join(_WORDS)}"
    if level_of(row.code) != row.level:
        return f"代码 {row.code} 不是{_WORDS[row.level]}级代码"
    return None


def _bad_parent(row: _Row, codes: set[str]) -> str | None:
    if row.level == "province":
        return None
    above = _ABOVE[row.level]
    expected = at_level(row.code, above)
    if row.parent_code != expected:
        return f"上级代码“{row.parent_code}”与代码 {row.code} 的前 {LENGTHS[above]} 位不符"
    if row.level in ("town", "village") and expected not in codes:
        return f"上级 {expected} 既不在文件中，也不在库中"
    return None
