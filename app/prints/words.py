"""How a slip on paper says when, where and by whom it was given (pure)."""

from datetime import datetime, timedelta

from app import clock
from app.slips.relations import related
from app.visits.models import PLACE_REASONS

_MINUTE = timedelta(minutes=1)


def moment(instant: datetime) -> str:
    """2026年11月22日 14:05"""
    return f"{clock.local(instant):%Y年%-m月%-d日 %H:%M}"


def second(instant: datetime) -> str:
    """2026年11月22日 14:05:31"""
    return f"{clock.local(instant):%Y年%-m月%-d日 %H:%M:%S}"


def when(earliest: datetime | None, best: datetime, latest: datetime) -> str:
    """A moment when that is what is known, else the interval that holds it; never narrower than it is."""
    if earliest is None:
        return f"{moment(up(latest))} 之前（最可能是 {moment(best)}）"
    if latest - earliest <= _MINUTE:
        return moment(best)
    return f"{moment(earliest)} 至 {_shorter(earliest, up(latest))} 之间（最可能是 {_shorter(earliest, best)}）"


def on_phone(earliest: datetime | None, latest: datetime, received_at: datetime) -> str:
    """When something was done on a phone, as far as its clocks tell, and when the server heard of it."""
    since = f"{moment(earliest)} 至 {_shorter(earliest, up(latest))} 之间" if earliest else f"{moment(up(latest))} 之前"
    return f"{since}在手机上（{moment(received_at)} 上传）"


def where(accuracy_m: int | None, distance_m: int | None) -> str:
    """How far from the door the phone thought it was, and how sure of that."""
    sure = accuracy(accuracy_m)
    if distance_m is None:
        return f"手机有定位（{sure}），住户没有登记位置，算不出距离"
    return f"手机报的位置距住户登记位置 {metres(distance_m)}（{sure}）"


def metres(length: int) -> str:
    """1,234 米: as it was recorded, not rounded again; on screens shared/words.ts says the same."""
    return f"{length:,} 米"


def accuracy(length: int | None) -> str:
    """How sure a phone was of its place; a phone that says nothing, or nought, did not say it."""
    return f"误差约 {metres(length)}" if length else "误差不明"


def no_place(reason: str) -> str:
    """Why there is none."""
    return f"没有位置：{PLACE_REASONS.get(reason, reason or '原因没有记录')}"


def signed_by(name: str, relation: str, kind: str) -> str:
    """王一（配偶）, and of a shop 王一（经营者本人）"""
    return f"{name}（{related(relation, kind)}）" if name else ""


def up(instant: datetime) -> datetime:
    """The next whole minute: an interval is never said shorter than it is."""
    if not (instant.second or instant.microsecond):
        return instant
    return instant.replace(second=0, microsecond=0) + _MINUTE


def _shorter(first: datetime, instant: datetime) -> str:
    """Without the day that was just said."""
    begun, here = clock.local(first), clock.local(instant)
    if begun.date() == here.date():
        return f"{here:%H:%M}"
    return f"{here:%-m月%-d日 %H:%M}" if begun.year == here.year else moment(instant)
