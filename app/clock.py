"""What time it is, and which day that is in the county."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# One country, one time zone by law; config.TIMEZONE exists for tests and neighbours.
_zone = ZoneInfo("Asia/Shanghai")
# Whoever asks about a day beyond is answered as of the last one that a calendar has on every clock.
_FIRST, _LAST = date.min + timedelta(days=1), date.max - timedelta(days=1)
# What a phone's clock may say and we keep as an instant: the year 1 in China is none in UTC.
_YEARS = range(1970, 9999)


def set_zone(name: str) -> None:
    """Choose the county's time zone; called once by create_app()."""
    global _zone  # noqa: PLW0603 - the one process-wide setting of this module
    _zone = ZoneInfo(name)


def now() -> datetime:
    """The instant, in UTC and aware."""
    return datetime.now(UTC)


def is_kept(instant: datetime) -> bool:
    """Whether what some clock said is an instant that any database keeps, whatever its zone."""
    return instant.year in _YEARS


def day_of(instant: datetime) -> date:
    """The county's calendar day on which an instant falls."""
    return instant.astimezone(_zone).date()


def end_of(day: date) -> datetime:
    """The first instant after a county day, in UTC."""
    return start_of(min(day, _LAST) + timedelta(days=1))


def moment(day: date, at: time) -> datetime:
    """What the county's clocks show on a day, as an instant in UTC."""
    return datetime.combine(day, at, _zone).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The first instant of a county day, in UTC."""
    return datetime.combine(min(max(day, _FIRST), _LAST), time(), _zone).astimezone(UTC)


def today() -> date:
    """The county's calendar day now."""
    return day_of(now())


def local(instant: datetime) -> datetime:
    """The same instant on the county's clocks."""
    return instant.astimezone(_zone)
