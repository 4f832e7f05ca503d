"""The workbook of rows that did not go in: as they came, with the reason, to be mended and brought back."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

_REASON = "原因"
_WIDTHS = (("地址", 36), ("身份证", 22), ("电话", 16), ("名称", 20), ("备注", 24))


def bad_workbook(labels: Sequence[str], missing: Sequence[str], rows: Iterable[tuple[str, list[str]]]) -> bytes:
    """The header flattened to one row, columns that the roster lacks, and the reason last.

    Every cell is written as text: what begins with = stays what it says, and no ID number becomes a number.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False})
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bg_color": "#E8EEF7"})
    red = book.add_format({"font_color": "#B3261E", "text_wrap": True})
    sheet = book.add_worksheet("待修改")
    header = [label for label in labels if label != _REASON] + [*missing]
    places = [column for column, label in enumerate(labels) if label != _REASON]
    for column, label in enumerate((*header, _REASON)):
        sheet.set_column(column, column, _width(label), text)
        sheet.write_string(0, column, label, head)
    sheet.freeze_panes(1, 0)
    for number, (reason, cells) in enumerate(rows, 1):
        for column, place in enumerate(places):
            if place < len(cells) and cells[place]:
                sheet.write_string(number, column, cells[place], text)
        sheet.write_string(number, len(header), reason, red)
    book.close()
    return out.getvalue()


def _width(label: str) -> int:
    return 60 if label == _REASON else next((width for word, width in _WIDTHS if word in label), 12)
