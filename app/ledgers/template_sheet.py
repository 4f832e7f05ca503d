"""The sheet in which a county edits how a ledger is laid out: written, and read again with every cell that is not understood."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import xlsxwriter

from app.exports.files import OPTIONS
from app.ledgers import refusals
from app.ledgers.columns import Column
from app.ledgers.definitions import Ledger
from app.ledgers.layout import PLACE, PLACES, Layout
from app.problems import Problem
from app.rosters.cells import text_of
from app.rosters.reading import read_sheets
from app.rosters.sheets import Cell
from app.workroom import workroom

TITLE, HEAD, NAME, VALUE, WIDTH, FOOT, HINT = "标题", "表头", "列名", "取值", "列宽", "表尾", "说明"
_LABELS = (TITLE, HEAD, NAME, VALUE, WIDTH, FOOT, HINT)
_SHEET, _FIELDS = "样表", "可用的列"
MOST_COLUMNS, MOST_LINES, MOST_WIDTH = 60, 8, 80
_MOST_LETTERS = {TITLE: 100, HEAD: 200, FOOT: 200, NAME: 40}
_HINTS = (
    "第一列（标题、表头、列名……）不要改。标题、表头、表尾写在 B 列，表头、表尾各可有几行，也可以删去。",
    "列的先后就是表里的先后；列名随意改；不要的列，整列删去；要手填的空列，写列名，“取值”留空。",
    "“取值”从“可用的列”一表里选。标题、表头、表尾里可用：" + "".join(f"{{{word}}}" for word in PLACES),
)
Rows = Sequence[Sequence[Cell]]


def write(file: IO[bytes], ledger: Ledger, layout: Layout) -> None:
    """The sheet, to be edited, and beside it what columns there are."""
    names = {column.key: column.name for column in ledger.fields}
    with workroom() as room, xlsxwriter.Workbook(file, {**OPTIONS, "tmpdir": room}) as book:
        label = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        text = book.add_format({"num_format": "@", "border": 1, "text_wrap": True})
        soft = book.add_format({"font_color": "#51606F"})
        sheet, fields = book.add_worksheet(_SHEET), book.add_worksheet(_FIELDS)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, MOST_COLUMNS, 14)
        columns = layout.columns
        lines: list[tuple[str, Sequence[str]]] = [
            (TITLE, [layout.title]),
            *((HEAD, [line]) for line in layout.head),
            (NAME, [column.name for column in columns]),
            (VALUE, [names.get(column.key, "") for column in columns]),
            (WIDTH, [str(column.width) for column in columns]),
            *((FOOT, [line]) for line in layout.foot),
        ]
        for row, (name, cells) in enumerate(lines):
            sheet.write_string(row, 0, name, label)
            for place, cell in enumerate(cells, start=1):
                sheet.write_string(row, place, cell, text)
            if name == VALUE:
                among = {"validate": "list", "source": f"={_FIELDS}!$A$2:$A${len(names) + 1}", "error_type": "warning"}
                sheet.data_validation(row, 1, row, MOST_COLUMNS, among)
        for row, hint in enumerate(_HINTS, start=len(lines) + 1):
            sheet.write_string(row, 0, HINT, label)
            sheet.write_string(row, 1, hint, soft)
        fields.set_column(0, 0, 20)
        fields.write_string(0, 0, "可以填在“取值”里的", label)
        for row, name in enumerate(names.values(), start=1):
            fields.write_string(row, 0, name, text)


def read(ledger: Ledger, data: bytes) -> Layout:
    """What a county made of it; raises ledger_template_unreadable, ledger_template_wrong with every cell."""
    rows = _sheet(data)
    wrong: list[str] = []
    lines = {label: list(_lines(rows, label)) for label in _LABELS}
    wrong += _unknown_labels(rows)
    title = _title(lines[TITLE], wrong)
    layout = Layout(
        title=title,
        head=tuple(_texts(lines[HEAD], HEAD, wrong)),
        foot=tuple(_texts(lines[FOOT], FOOT, wrong)),
        columns=tuple(_columns(ledger, lines, wrong)),
    )
    if wrong:
        raise refusals.ledger_template_wrong(wrong)
    return layout


def _sheet(data: bytes) -> Rows:
    """The first sheet with columns in it; a workbook is opened as a roster is, where it can do no harm."""
    if not data.startswith(b"PK"):
        raise refusals.ledger_template_unreadable()
    try:
        for sheet in read_sheets(data):
            if any(_label(row) == NAME for row in sheet.rows):
                return sheet.rows
    except Problem:
        # Said of rosters there; here it is one thing: not a sheet that was downloaded and edited.
        raise refusals.ledger_template_unreadable() from None
    raise refusals.ledger_template_without_columns()


def _label(row: Sequence[Cell]) -> str:
    return text_of(row[0]).replace(" ", "") if row else ""


def _lines(rows: Rows, label: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with this label: their number as Excel says it, and what stands behind it."""
    for number, row in enumerate(rows, start=1):
        if _label(row) == label:
            # Blanks in a line of text are where the county put them; in a column's name they are chance.
            read = _words_of if label in (TITLE, HEAD, FOOT) else text_of
            cells = [read(cell) for cell in row[1:]]
            while cells and not cells[-1]:
                cells.pop()
            yield number, cells


def _words_of(cell: Cell) -> str:
    """A text as it is, but for what nobody sees."""
    if not isinstance(cell, str):
        return text_of(cell)
    return "".join(letter for letter in cell if letter == "\u3000" or letter.isprintable()).strip(" ")


def _unknown_labels(rows: Rows) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        label = _label(row)
        if label and label not in _LABELS:
            yield f"A{number}：不认识“{label[:20]}”，第一列只能是{'、'.join(_LABELS)}"
        elif not label and any(text_of(cell) for cell in row):
            yield f"A{number}：这一行没有写是什么，第一列应是{'、'.join(_LABELS)}之一"


def _title(lines: list[tuple[int, list[str]]], wrong: list[str]) -> str:
    titles = list(_texts(lines, TITLE, wrong))
    if len(lines) > 1:
        wrong.append(f"A{lines[1][0]}：“{TITLE}”只能有一行")
    if not titles or not titles[0]:
        wrong.append(f"B{lines[0][0]}：标题是空的" if lines else f"没有“{TITLE}”这一行")
        return ""
    return titles[0]


def _texts(lines: list[tuple[int, list[str]]], label: str, wrong: list[str]) -> Iterator[str]:
    if len(lines) > MOST_LINES:
        wrong.append(f"A{lines[MOST_LINES][0]}：“{label}”最多 {MOST_LINES} 行")
    for number, cells in lines:
        if len(cells) > 1:
            wrong.append(f"{cell_name(2, number)}：{label}只写在 B 列")
        text = cells[0] if cells else ""
        if len(text) > _MOST_LETTERS[label]:
            wrong.append(f"B{number}：太长，最多 {_MOST_LETTERS[label]} 个字")
        for word in PLACE.findall(text):
            if word not in PLACES:
                wrong.append(
                    f"B{number}：没有“{{{word[:20]}}}”可填，可用的有{'、'.join(f'{{{one}}}' for one in PLACES)}"
                )
        yield text


def _columns(ledger: Ledger, lines: dict[str, list[tuple[int, list[str]]]], wrong: list[str]) -> Iterator[Column]:
    for label in (NAME, VALUE, WIDTH):
        if len(lines[label]) > 1:
            wrong.append(f"A{lines[label][1][0]}：“{label}”只能有一行")
    if not lines[VALUE]:
        wrong.append(f"没有“{VALUE}”这一行")
        return
    rows = [lines[label][0] if lines[label] else (0, []) for label in (NAME, VALUE, WIDTH)]
    names, values = rows[0][1], rows[1][1]
    count = max(len(names), len(values))
    if count > MOST_COLUMNS:
        wrong.append(f"{cell_name(MOST_COLUMNS + 1, rows[0][0])}：最多 {MOST_COLUMNS} 列")
    if not any(values):
        wrong.append(f"B{rows[1][0]}：一列取值都没有，至少要有一列")
    fields = {column.name: column for column in ledger.fields}
    for place in range(min(count, MOST_COLUMNS)):
        said = [cells[place] if place < len(cells) else "" for _, cells in rows]
        yield _column(fields, said, [cell_name(place + 1, number) for number, _ in rows], wrong)


def _column(fields: dict[str, Column], said: list[str], where: list[str], wrong: list[str]) -> Column:
    """One column by its name, value and width, and the cells in which they stand."""
    name, value, width = said
    field = fields.get(value)
    if value and field is None:
        wrong.append(f"{where[1]}：没有“{value[:20]}”这一项，请从“{_FIELDS}”一表里选")
    if not name and not value:
        wrong.append(f"{where[0]}：列名是空的；手填的空列也要有列名，不要的列请整列删去")
    if len(name) > _MOST_LETTERS[NAME]:
        wrong.append(f"{where[0]}：列名太长，最多 {_MOST_LETTERS[NAME]} 个字")
    wide = _width(width, field, where[2], wrong)
    return Column(field.key if field else "", name or value, wide, field.form if field else "text")


def _width(said: str, field: Column | None, where: str, wrong: list[str]) -> int:
    if not said:
        return field.width if field else 12
    try:
        width = round(float(said))
    except (ValueError, OverflowError):
        width = 0
    if not 2 <= width <= MOST_WIDTH:
        wrong.append(f"{where}：列宽应是 2 到 {MOST_WIDTH} 的数")
        return 12
    return width


def cell_name(column: int, row: int) -> str:
    """B5, as a spreadsheet calls the cell in its second column (1) and fifth row."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def fields_of(columns: Iterable[Column]) -> list[dict[str, Any]]:
    """What was understood of the columns."""
    return [{"name": column.name, "is_blank": not column.key, "width": column.width} for column in columns]
