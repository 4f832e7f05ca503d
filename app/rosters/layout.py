"""Finds the header of a sheet by what its columns are called, wherever it stands (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.rosters.cells import text_of
from app.rosters.headers import ROSTER, Words
from app.rosters.reading import Range, Sheet

_LOOK_AT = 30


@dataclass(frozen=True)
class Layout:
    """Where the header stands and which column holds what."""

    sheet: str
    header_row: int  # the header's last row, as Excel numbers it
    labels: tuple[str, ...]  # flattened to one row
    columns: dict[str, tuple[int, ...]]  # per field its columns, the best first
    titles: frozenset[str]  # the texts above, which printed pages repeat
    words: Words = ROSTER

    def has(self, *fields: str) -> bool:
        """Whether any of these fields has a column."""
        return any(field in self.columns for field in fields)

    def label(self, field: str) -> str:
        """What the sheet calls a field."""
        return self.labels[self.columns[field][0]]

    @property
    def unrecognised(self) -> list[str]:
        """The columns that nobody could make anything of."""
        return list(dict.fromkeys(label for label in self.labels if label and not self.words.field_of(label)))

    @property
    def is_by_person(self) -> bool:
        """One row per person, to be folded into households; else one row per household."""
        if self.has("relation"):
            return True
        return self.has("name") and self.has("householder", "door_code") and not self.has("title")


def find_layout(sheet: Sheet, words: Words = ROSTER) -> Layout | None:
    """The header with the most names we know, or None when there is none."""
    # Of two that know as many names, the two-row header: else its lower row would be taken for data.
    scored = [(_score(labels, words), is_pair, last, labels) for last, labels, is_pair in _candidates(sheet, words)]
    score, _, last, labels = max(scored, key=lambda found: found[:2], default=(0, False, 0, []))
    if not score:
        return None
    return Layout(
        sheet=sheet.name,
        header_row=last + 1,
        labels=tuple(labels),
        columns=_columns(labels, words),
        titles=frozenset(text for row in sheet.rows[:last] for text in map(text_of, row) if text),
        words=words,
    )


def find_table(sheets: Iterable[Sheet], words: Words = ROSTER) -> tuple[Sheet, Layout, list[str]] | None:
    """The first sheet with a header and rows below it, and the names of others that have a header, too."""
    found: list[tuple[Sheet, Layout]] = []
    for sheet in sheets:
        _drop_blank_tail(sheet)
        if layout := find_layout(sheet, words):
            found.append((sheet, layout))
    if not found:
        return None
    sheet, layout = next((f for f in found if len(f[0].rows) > f[1].header_row), found[0])
    return sheet, layout, [other.name for other, _ in found if other is not sheet]


def _drop_blank_tail(sheet: Sheet) -> None:
    while sheet.rows and not any(map(text_of, sheet.rows[-1])):
        sheet.rows.pop()


def _candidates(sheet: Sheet, words: Words) -> Iterator[tuple[int, list[str], bool]]:
    rows = [[text_of(cell) for cell in row] for row in sheet.rows[: _LOOK_AT + 1]]
    for index, row in enumerate(rows[:_LOOK_AT]):
        yield index, row, False
        if index + 1 < len(rows):
            top, bottom = _spread(row, index, sheet.merged), rows[index + 1]
            if _is_merged_header(index, sheet.merged) or _reads_as_pair(row, bottom, words):
                yield index + 1, _pair(top, bottom, words), True


def _spread(row: list[str], index: int, merged: Sequence[Range]) -> list[str]:
    """A merged cell keeps its text in its first column only."""
    spread = list(row)
    for (top, left), (bottom, right) in merged:
        if top <= index <= bottom and left < len(row):
            spread[left : right + 1] = [row[left]] * (min(right, len(row) - 1) - left + 1)
    return spread


def _is_merged_header(index: int, merged: Sequence[Range]) -> bool:
    """A cell that spans this row and the next, as the columns without a group have in a two-row header."""
    return any(top == index and bottom == index + 1 for (top, _), (bottom, _) in merged)


def _reads_as_pair(top: list[str], bottom: list[str], words: Words) -> bool:
    """The same header after its merged cells were lost in a CSV.

    Either two names of columns stand below, as 姓名 and 电话 under 户主; or one, and nothing below the name.
    """
    named_below = sum(1 for text in bottom if text and words.field_of(text))
    who = [index for index, found in enumerate(map(words.field_of, top)) if found and found[0] in words.who]
    blank_below = all(index >= len(bottom) or not bottom[index] for index in who)
    return bool(who) and (named_below > 1 or (named_below == 1 and blank_below))


def _pair(top: list[str], bottom: list[str], words: Words) -> list[str]:
    width = max(len(top), len(bottom))
    top, bottom = top + [""] * (width - len(top)), bottom + [""] * (width - len(bottom))
    return [_label(upper, lower, words) for upper, lower in zip(top, bottom, strict=True)]


def _label(upper: str, lower: str, words: Words) -> str:
    """户主 over 姓名 is 户主姓名; 联系方式 over 电话号码 is 电话号码."""
    if not lower or upper == lower:
        return upper
    return upper + lower if words.field_of(upper + lower) else lower


def _score(labels: list[str], words: Words) -> int:
    fields = {found[0] for found in map(words.field_of, labels) if found}
    if fields.isdisjoint(words.who) or fields.isdisjoint(words.evidence):
        return 0
    return len(fields)


def _columns(labels: list[str], words: Words) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for column, label in enumerate(labels):
        if named := words.field_of(label):
            field, rank = named
            found.setdefault(field, []).append((rank, column))
    return {field: tuple(column for _, column in sorted(places)) for field, places in found.items()}
