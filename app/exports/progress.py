"""工作进度表: how many doors each village had covered at the end of each day (the only pandas)."""

from collections.abc import Sequence
from datetime import date
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from sqlalchemy import Row, func, select

from app.coverage.queries import Line, cover
from app.db import db
from app.exports.files import OPTIONS
from app.exports.lists import percent
from app.exports.stamp import Stamp
from app.households.models import FOREVER, Standing
from app.visits.doors import Wanted

if TYPE_CHECKING:
    from pandas import DataFrame

LAST = ["登记", "剔除", "应访", "已覆盖", "未覆盖", "覆盖率"]


def progress(wanted: Wanted, first_day: date) -> "DataFrame":
    """A line per village: its covered doors day by day, then today's figures.

    A door is covered from one day until another; adding up the beginnings and taking away the ends
    gives the same number for each day as asking coverage for that day.
    """
    # Imported here: pandas takes a second of CPU, which no other request should wait for.
    import pandas as pd  # noqa: PLC0415

    lines = cover(wanted, "village").lines
    names = pd.Index([line.name for line in lines], name="村（社区）")
    turns = pd.DataFrame(
        [(row.village, max(row.day, first_day), row.doors) for row in _turns(wanted)],
        columns=["village", "day", "doors"],
    )
    days = pd.date_range(first_day, wanted.on).date
    by_day = turns.pivot_table(index="village", columns="day", values="doors", aggfunc="sum", fill_value=0)
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


def _turns(wanted: Wanted) -> Sequence[Row[tuple[str, date, int]]]:
    """On which day how many doors of a village became covered, or ceased to be (negative)."""
    village = func.substr(Standing.division_code, 1, 12).label("village")
    covered = [
        Standing.campaign_id == wanted.campaign_id,
        Standing.state == "covered",
        wanted.scope.holds(Standing.division_code),
        *([Standing.kind == wanted.kind] if wanted.kind else []),
    ]
    begins = select(village, Standing.from_on.label("day"), func.count().label("doors"))
    ends = select(village, Standing.until_on.label("day"), (-func.count()).label("doors"))
    both = (begins.where(*covered, Standing.from_on <= wanted.on).group_by(village, Standing.from_on)).union_all(
        ends.where(*covered, Standing.until_on <= wanted.on, Standing.until_on < FOREVER).group_by(
            village, Standing.until_on
        )
    )
    return db.session.execute(both).all()


def _today(line: Line) -> tuple[int | str, ...]:
    f = line.figures
    return f.registered, f.excluded, f.target, f.covered, f.uncovered, percent(f.rate)
