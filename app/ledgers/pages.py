"""A ledger as pages to print: the same title, lines, columns and totals as the workbook."""

from collections.abc import Iterator
from itertools import islice
from typing import IO

from app import clock
from app.ledgers import refusals
from app.ledgers.columns import Column, Row, value_of
from app.ledgers.layout import filled
from app.ledgers.making import Made
from app.ledgers.stamps import Stamp
from app.paper import report
from app.paper.printing import print_pdf
from app.paper.report import Block, Paragraph, Report, Table

# Some 700 pages: longer ones nobody prints, and a workbook holds them.
MOST_ROWS = 20_000
MOST_COLUMNS = 24
# As many lines as are set at once.
_ROUND = 1500


def write(file: IO[bytes], made: Made, stamp: Stamp) -> int:
    """As a PDF; answers how many rows. Raises ledger_too_wide, no_font."""
    if len(made.columns) > MOST_COLUMNS:
        raise refusals.ledger_too_wide(len(made.columns), MOST_COLUMNS)
    counted = _Counted(made.rows)
    title = filled(made.layout.title, made.words)
    print_pdf(file, report.TEMPLATE, _documents(made, title, stamp, counted), title=title, at=clock.now())
    return counted.number


class _Counted:
    """Rows that are counted on their way."""

    def __init__(self, rows: object) -> None:
        self._rows, self.number = iter(rows), 0  # type: ignore[call-overload]

    def some(self) -> list[Row]:
        taken = list(islice(self._rows, _ROUND))
        self.number += len(taken)
        return taken


def _documents(made: Made, title: str, stamp: Stamp, counted: _Counted) -> Iterator[dict[str, object]]:
    """One report after another, each with as many rows as can be set at once."""
    rows, is_first = counted.some(), True
    while rows or is_first:
        following = counted.some()
        one = Report(
            title=title,
            stamp=stamp.line,
            blocks=_blocks(made, rows, is_first=is_first, is_last=not following),
            lines=[*(filled(line, made.words) for line in made.layout.head), *made.controls] if is_first else [],
            landscape=True,
            continues=not is_first,
            is_last=not following,
        )
        yield one.document()
        rows, is_first = following, False


def _blocks(made: Made, rows: list[Row], *, is_first: bool, is_last: bool) -> list[Block]:
    cells = [[_cell(column, row) for column in made.columns] for row in rows]
    table = Table(
        [_column(column) for column in made.columns],
        cells,
        total=[_cell(column, made.total) for column in made.columns] if made.total and is_last else None,
        marked=[number for number, row in enumerate(rows) if row.get("mark")],
    )
    blocks: list[Block] = [Paragraph(made.text)] if made.text and is_first else []
    blocks.append(table)
    if is_last:
        blocks += [
            Paragraph(line) for line in (*made.remarks, *(filled(foot, made.words) for foot in made.layout.foot))
        ]
    return blocks


def _cell(column: Column, row: Row) -> str | int:
    return value_of(column, row)


def _column(column: Column) -> report.Column:
    return report.Column(column.name, width=float(column.width), is_number=column.form == "number")
