"""Which days a ledger is about, and which days it is held against (pure)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
# Before any campaign: what is counted from here is all there is.
BEGINNING = date(2000, 1, 1)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def eve(self) -> date:
        """The day before it begins: what stood then was there already."""
        return self.first - _DAY


def week(last: date) -> Period:
    """Seven days, the last of them a reporting day."""
    return Period(last - WEEK + _DAY, last)


def month(last: date) -> Period:
    """From the first of the month."""
    return Period(last.replace(day=1), last)


def week_before(period: Period) -> Period:
    """The seven days before."""
    return Period(period.first - WEEK, period.last - WEEK)


def month_before(period: Period) -> Period:
    """The whole month before a whole month; else as many days of it, as far as it has them."""
    eve = period.eve
    is_whole = period.last.day == monthrange(period.last.year, period.last.month)[1]
    return Period(eve.replace(day=1), eve if is_whole else eve.replace(day=min(period.last.day, eve.day)))
