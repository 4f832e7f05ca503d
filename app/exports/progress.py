"""工作进度表: how many doors each village had covered at the end of each day (the only pandas)."""

from datetime import date
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from app.coverage.queries import Line, cover
from app.coverage.turns import turns
from app.exports.files import OPTIONS
from app.exports.lists import percent
from app.exports.stamp import Stamp
from app.visits.doors import Wanted

if TYPE_CHECKING:
    from pandas import DataFrame

LAST = ["登记", "剔除", "应访", "已覆盖", "未覆盖", "覆盖率"]


def progress(wanted: Wanted, first_day: date) -> "DataFrame":
    """A line per village: its covered doors day by day, then today's figures.

    Each day's number is the one that asking coverage for that day gives.
    """
    # Imported here: pandas takes a second of CPU, which no other request should wait for.
    import pandas as pd  # noqa: PLC0415

    lines = cover(wanted, "village").lines
    names = pd.Index([line.name for line in lines], name="村（社区）")
    by_village = turns(wanted, "village")
    turned = pd.DataFrame(
        [(code, max(day, first_day), doors) for code, by_day in by_village.items() for day, doors in by_day.items()],
        columns=["village", "day", "doors"],
    )
    days = pd.date_range(first_day, wanted.on).date
    by_day = turned.pivot_table(index="village", columns="day", values="doors", aggfunc="sum", fill_value=0)
    by_day = by_day.reindex(index=[line.code for line in lines], columns=days, fill_value=0).cumsum(axis=1)
    by_day.index = names
    by_day.columns = pd.Index([f"{day.month}月{day.day}日" for day in days])
    return by_day.join(pd.DataFrame([_today(line) for line in lines], index=names, columns=LAST))


def write_progress(file: IO[bytes], title: str, stamp: Stamp, table: "DataFrame") -> None:
    """The table as a workbook of one sheet, with its title and whose it is above it."""
    import pandas as pd  # noqa: PLC0415

    with pd.ExcelWriter(cast("BinaryIO", file), engine="xlsxwriter", engine_kwargs={"options": OPTIONS}) as book:
        table.to_excel(book, sheet_name="工作进度表", startrow=2)
        sheet = book.sheets["工作进度表"]
        sheet.write_string(0, 0, title)
        sheet.write_string(1, 0, stamp.line)
        sheet.set_footer(stamp.footer)
        book.book.set_properties({"title": title, "comments": stamp.line})
        sheet.set_column(0, 0, 18)
        sheet.freeze_panes(3, 1)


def _today(line: Line) -> tuple[int | str, ...]:
    f = line.figures
    return f.registered, f.excluded, f.target, f.covered, f.uncovered, percent(f.rate)
