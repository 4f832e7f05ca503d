"""The workbook of rows that did not go in: as they came, with the reason, to be mended and brought back."""

from collections.abc import Iterable, Sequence
from typing import IO, Any

import xlsxwriter

from app.rosters.models import Roster
from app.workroom import workroom

_REASON = "原因"
_WIDTHS = (("地址", 36), ("身份证", 22), ("电话", 16), ("名称", 20), ("备注", 24))


def labels_of(roster: Roster) -> list[str]:
    """The columns to mend: the roster's own, and those without which no row can go in."""
    columns: Any = (roster.layout or {}).get("columns", {})
    return [*roster.labels, *([] if {"address", "area", "registered_address"} & set(columns) else ["详细地址"])]


def bad_workbook(file: IO[bytes], above: str, labels: Sequence[str], rows: Iterable[tuple[str, list[str]]]) -> None:
    """Whose file it is, the header flattened to one row, and the reason last.

    Every cell is written as text: what begins with = stays what it says, and no ID number becomes a number.
    """
    with workroom() as room, xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": room}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bg_color": "#E8EEF7"})
        red = book.add_format({"font_color": "#B3261E", "text_wrap": True})
        sheet = book.add_worksheet("待修改")
        sheet.write_string(0, 0, above)
        places = [column for column, label in enumerate(labels) if label != _REASON]
        for column, label in enumerate((*(labels[place] for place in places), _REASON)):
            sheet.set_column(column, column, _width(label), text)
            sheet.write_string(1, column, label, head)
        sheet.freeze_panes(2, 0)
        for number, (reason, cells) in enumerate(rows, 2):
            for column, place in enumerate(places):
                if place < len(cells) and cells[place]:
                    sheet.write_string(number, column, cells[place], text)
            sheet.write_string(number, len(places), reason, red)


def _width(label: str) -> int:
    return 60 if label == _REASON else next((width for word, width in _WIDTHS if word in label), 12)
