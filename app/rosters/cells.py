"""One cell as text: trimmed, whole numbers without a point, dates as dates (pure)."""

import re
from datetime import date, datetime

from app.rosters.reading import Cell
from app.unseen import without

# No-break and wide blanks as blanks.
_BLANKS = re.compile(r"[\s\u00a0\u3000]+")
# Most cells need none of that, and there are millions of them.
_TIDY = re.compile(r"[!-~\u3001-\ud7ff\uff00-\uffee]*")
# What Excel itself can hold in a cell.
_MOST = 32_000
# Goes with an ID number that was a number: it must not come back as a text that passes its check by chance.
DAMAGED = "（原为数字，已不可信）"


def text_of(cell: Cell | None) -> str:
    """What a person sees in the cell."""
    if isinstance(cell, str):
        tidy = _TIDY.fullmatch(cell)
        return cell[:_MOST] if tidy else _BLANKS.sub(" ", without(cell)).strip()[:_MOST]
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e21:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def is_number(cell: Cell | None) -> bool:
    """Whether the cell holds a number, so that digits beyond the fifteenth are gone."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)
