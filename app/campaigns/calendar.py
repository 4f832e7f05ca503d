"""A campaign's phases and the days on which it is reported (pure; what time it is comes in as an argument)."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app import clock

# 筹备、集中、评估, in order.
PHASES = ("preparation", "drive", "assessment")


@dataclass(frozen=True)
class Phase:
    """Days on which one thing is done, both ends included; the last phase has no end."""

    phase: str
    from_on: date
    last_on: date | None


@dataclass(frozen=True)
class Reporting:
    """When a campaign is reported: a weekday (1 is Monday) and a day of the month, each with its hour as 16:00."""

    weekday: int = 5
    weekly_at: str = "16:00"
    month_day: int = 5
    monthly_at: str = "16:00"


@dataclass(frozen=True)
class Period:
    """The whole days that one report speaks of, both ends included, and the moment at which it is due."""

    first_on: date
    last_on: date
    due_at: datetime


PeriodOf = Callable[[date, Reporting], Period]


def phases(starts_on: date, drive_on: date, assessment_on: date) -> list[Phase]:
    """The phases in order; one that has no day is none."""
    day = timedelta(days=1)
    begins = (starts_on, drive_on, assessment_on)
    ends = (drive_on - day, assessment_on - day, None)
    whole = [Phase(*phase) for phase in zip(PHASES, begins, ends, strict=True)]
    return [phase for phase in whole if phase.last_on is None or phase.last_on >= phase.from_on]


def phase_on(day: date, known: list[Phase]) -> str | None:
    """The phase that a day falls in; none before the first."""
    return next((phase.phase for phase in reversed(known) if phase.from_on <= day), None)


def week_of(day: date, reporting: Reporting) -> Period:
    """The reporting week that a day belongs to: the seven days before a reporting day.

    A report speaks of days that are over, whose figures never move again: what is covered on the reporting day
    itself, before its hour or after, belongs to the next one.
    """
    ahead = (reporting.weekday - day.isoweekday() - 1) % 7 + 1
    reported_on = day + timedelta(days=ahead)
    return Period(
        reported_on - timedelta(days=7), reported_on - timedelta(days=1), _moment(reported_on, reporting.weekly_at)
    )


def month_of(day: date, reporting: Reporting) -> Period:
    """The calendar month that a day belongs to, reported on a day of the next."""
    last_on = day.replace(day=monthrange(day.year, day.month)[1])
    return Period(
        day.replace(day=1), last_on, _moment(last_on + timedelta(days=reporting.month_day), reporting.monthly_at)
    )


def next_due(now: datetime, period_of: PeriodOf, reporting: Reporting) -> Period:
    """The first period whose report is still to come."""
    period = period_of(clock.day_of(now), reporting)
    while (before := period_of(period.first_on - timedelta(days=1), reporting)).due_at > now:
        period = before
    return period


def last_due(now: datetime, period_of: PeriodOf, reporting: Reporting) -> Period:
    """The last period whose report is due: what a scheduled report is made of."""
    return period_of(next_due(now, period_of, reporting).first_on - timedelta(days=1), reporting)


def days_left(day: date, deadline_on: date) -> int:
    """How many days come after this one until the deadline, that included; negative once it is over."""
    return (deadline_on - day).days


def _moment(day: date, hour: str) -> datetime:
    return clock.moment(day, time.fromisoformat(hour))
