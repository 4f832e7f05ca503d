"""When a case happened, as cells say it: a moment, a day, or from one to another (pure)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app import clock
from app.rosters.sheets import Cell

_MIDNIGHT, _LAST = time(), time(23, 59)
# What “许” leaves open on either side.
_AN_HOUR = timedelta(hours=1)
_DASHES = re.compile(r"[‐-―−─━-]+")
_PART = "凌晨|清晨|早上|早晨|上午|中午|下午|午后|傍晚|晚上|夜里|夜间|深夜|早|晚"
_HOUR = (
    rf"(?P<part>{_PART})?\s*(?P<hour>\d{{1,2}})[:时点](?:(?P<half>半)|(?P<minute>\d{{1,2}})分?)?"
    r"(?::\d{1,2}(?:\.\d+)?|\d{1,2}秒)?\s*(?P<about>许|左右|前后|多)?"
)
_MOMENT = (
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?"
    rf"(?:(?:[T\s]+|(?<=[日号])|(?={_PART})){_HOUR})?"
)
# The later end may leave out what the earlier one said.
_LATER = rf"(?:(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})[日号]\s*)?(?:{_HOUR})?"
_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
# 14-16时: the first hour goes without its word.
_BARE_HOUR = re.compile(r"(?<=[\s日号午上晚晨])(\d{1,2})(?=\s*(?:-|~|至|到)\s*\d{1,2}[时点])")


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


_RANGE = re.compile(
    rf"(?P<first>{_unnamed(_MOMENT)})?\s*(?:至|到|~|〜|-)\s*(?P<last>{_unnamed(_MOMENT)}|{_unnamed(_LATER)})?"
)


class Untold(Exception):
    """When it was cannot be told; the reason is in words."""


@dataclass(frozen=True)
class Told:
    """The first and the last minute that a cell leaves open, as instants; None: that end is open."""

    first: datetime | None
    last: datetime | None
    is_about: bool = False  # an hour was said with a “许”


def interval_of(cell: Cell | None, text: str) -> Told:
    """What a cell says. Raises Untold."""
    if isinstance(cell, datetime):
        return _open(cell.date(), None if cell.time() == _MIDNIGHT else cell.time())
    if isinstance(cell, date):
        return _open(cell, None)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise Untold("是数字，不是日期；请把这一列设为日期或文本，写成 2026-11-03 14:05")
    return _told(_DASHES.sub("-", unicodedata.normalize("NFKC", text).strip()))


def _told(text: str) -> Told:
    if _WITH_OFFSET.fullmatch(text):
        return _instant(text)
    if moment := re.fullmatch(_MOMENT, text):
        return _read(moment)
    found = _RANGE.fullmatch(_BARE_HOUR.sub(r"\1时", text))
    if found is None or not (found["first"] or found["last"]):
        raise Untold("认不出来，请写成 2026-11-03 14:05，或 2026-11-03 14:00 至 2026-11-03 16:00")
    return _between(found["first"], found["last"])


def _between(first: str | None, last: str | None) -> Told:
    """From one to the other, of which either may be left out."""
    earlier = re.fullmatch(_MOMENT, first) if first else None
    begin = _read(earlier) if earlier else Told(None, None)
    end = _end(earlier, last) if last else Told(None, None)
    if begin.first and end.last and end.last < begin.first:
        raise Untold("起止颠倒了")
    return Told(begin.first, end.last, begin.is_about or end.is_about)


def _end(earlier: re.Match[str] | None, text: str) -> Told:
    if whole := re.fullmatch(_MOMENT, text):
        return _read(whole)
    later = re.fullmatch(_LATER, text)
    if earlier is None or later is None:
        raise Untold("的止没有写年月日")
    # 下午2点至4点 is four in the afternoon.
    part = earlier["part"] if later["hour"] and not later["day"] else None
    day = _day(earlier["year"], later["month"] or earlier["month"], later["day"] or earlier["day"])
    return _at(day, later, later["part"] or part)


def _read(moment: re.Match[str]) -> Told:
    return _at(_day(moment["year"], moment["month"], moment["day"]), moment, moment["part"])


def _at(day: date, said: re.Match[str], part: str | None) -> Told:
    if not said["hour"]:
        return _open(day, None)
    told = _open(day, _time(part, int(said["hour"]), 30 if said["half"] else int(said["minute"] or 0)))
    if not said["about"] or not told.first or not told.last:
        return told
    return Told(told.first - _AN_HOUR, told.last + _AN_HOUR, is_about=True)


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Untold("没有这一天") from None


def _time(part: str | None, hour: int, minute: int) -> time:
    if part in ("晚上", "晚", "夜里", "夜间", "深夜") and (hour < 5 or hour == 12):
        raise Untold("说不清是哪一天的夜里，请写成 24 小时制，如 2026-11-04 00:30")
    is_later = part in ("下午", "午后", "傍晚", "晚上", "晚", "夜里", "夜间", "深夜") or (part == "中午" and hour < 3)
    try:
        return time(hour + 12 if is_later and hour < 12 else 0 if part == "凌晨" and hour == 12 else hour, minute)
    except ValueError:
        raise Untold("没有这个钟点") from None


def _instant(text: str) -> Told:
    """With its own distance from Greenwich."""
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise Untold("没有这一天或这个钟点") from None
    _check_year(said.year)
    minute = said.astimezone(UTC).replace(second=0, microsecond=0)
    return Told(minute, minute)


def _open(day: date, at: time | None) -> Told:
    """Without an hour, all of the day is open."""
    _check_year(day.year)
    if at is None:
        return Told(clock.moment(day, _MIDNIGHT), clock.moment(day, _LAST))
    minute = clock.moment(day, at.replace(second=0, microsecond=0))
    return Told(minute, minute)


def _check_year(year: int) -> None:
    if not 1990 <= year <= 2100:
        raise Untold("年份不对")
