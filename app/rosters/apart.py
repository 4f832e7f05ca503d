"""Opens a workbook in a process of its own, which may use so much memory and time and no more; run by path, not imported.

A few kilobytes can be made to need gigabytes: two cells at opposite corners, or one long text that a million cells refer
to. What a file will need cannot be told without opening it, so it is opened where it can do no harm. Knows nothing
of the house: it reads the file from its input, and writes JSON, a line for each row.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

LOCKED, UNREADABLE, TOO_WIDE = 3, 4, 5
_ENCODER = json.JSONEncoder(ensure_ascii=False)
# What JSON cannot say, by the name it travels under.
_KINDS = {datetime: "datetime", date: "date", time: "time", timedelta: "timedelta"}


def main(most_bytes: int, most_seconds: int, most_rows: int, most_columns: int, most_cells: int) -> int:
    """Answers an exit status; a file that needs too much ends the process before that."""
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for about in workbook.sheets_metadata:
            if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_name(about.name)
                bottom, right = sheet.end or (0, 0)
                if bottom >= most_rows or right >= most_columns or (bottom + 1) * (right + 1) > most_cells:
                    return TOO_WIDE
                _say({"sheet": about.name, "merged": list(sheet.merged_cell_ranges or ())})
                for row in sheet.to_python(skip_empty_area=False):
                    _say([cell if isinstance(cell, str | int | float) else _told(cell) for cell in row])
    except PasswordError:
        return LOCKED
    except (CalamineError, ValueError):
        return UNREADABLE
    return 0


def _say(line: Any) -> None:
    sys.stdout.write(_ENCODER.encode(line) + "\n")


def _told(cell: Any) -> list[str | float]:
    kind = _KINDS[type(cell)]
    return [kind, cell.total_seconds() if isinstance(cell, timedelta) else cell.isoformat()]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]
    sys.exit(main(*map(int, sys.argv[1:])))
