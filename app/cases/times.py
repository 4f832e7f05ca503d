"""When a case happened, as cells say it: a moment, a day, or from one to another (pure)."""

import re
import unicodedata
from datetime import date, datetime, time

from app import clock
from app.rosters.sheets import Cell

_MIDNIGHT, _LAST = time(), time(23, 59)
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_HOUR = r"(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::\d{1,2}(?:\.\d+)?|秒)?"
_MOMENT = re.compile(rf"{_DAY}(?:[T\s]*{_HOUR})?")
_ONLY_HOUR = re.compile(_HOUR)
# Between the two ends; a hyphen alone only where blanks stand around it or a time before it, or it would part a date.
_BETWEEN = re.compile(r"\s*(?:至|到|~|—+|–|－)\s*|\s+-\s*|(?<=[:时点分]\d\d)-|(?<=:\d\d)-|(?<=日)-")

Interval = tuple[datetime, datetime]


class Untold(Exception):
    """When it was cannot be told; the reason is in words."""


def interval_of(cell: Cell | None, text: str) -> Interval:
    """The first and the last minute that a cell leaves open, as instants. Raises Untold."""
    if isinstance(cell, datetime):
        return _open(cell.date(), None if cell.time() == _MIDNIGHT else cell.time())
    if isinstance(cell, date):
        return _open(cell, None)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise Untold("是数字，不是日期；请把这一列设为日期或文本，写成 2026-11-03 14:05")
    return _told(unicodedata.normalize("NFKC", text).strip())


def _told(text: str) -> Interval:
    first, *rest = [part for part in _BETWEEN.split(text, maxsplit=1) if part]
    begin = _read(first)
    if not rest:
        return begin
    if hour := _ONLY_HOUR.fullmatch(rest[0].strip()):
        end = _open(clock.local(begin[0]).date(), _time(hour[1], hour[2]))
    else:
        end = _read(rest[0])
    if end[1] < begin[0]:
        raise Untold("起止颠倒了")
    return begin[0], end[1]


def _read(text: str) -> Interval:
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise Untold("认不出来，请写成 2026-11-03 14:05，或 2026-11-03 14:00 至 2026-11-03 16:00")
    year, month, day, hour, minute = found.groups()
    try:
        said = date(int(year), int(month), int(day))
    except ValueError:
        raise Untold("没有这一天") from None
    return _open(said, _time(hour, minute) if hour else None)


def _time(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Untold("没有这个钟点") from None


def _open(day: date, at: time | None) -> Interval:
    """Without an hour, all of the day is open."""
    if not 1990 <= day.year <= 2100:
        raise Untold("年份不对")
    if at is None:
        return clock.moment(day, _MIDNIGHT), clock.moment(day, _LAST)
    minute = clock.moment(day, at.replace(second=0, microsecond=0))
    return minute, minute
