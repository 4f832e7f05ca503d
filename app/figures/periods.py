"""The weeks that cases are counted by, and the days that each is held against (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both included."""

    first: date
    last: date

    def back(self, weeks: int) -> "Span":
        """The same weekdays so many weeks before: of a week that is not over, the same days of the earlier one."""
        return Span(self.first - weeks * _WEEK, self.last - weeks * _WEEK)

    def year_ago(self) -> "Span | None":
        """As many days from the same ISO week of the year before; a 53rd week has none in most years."""
        year, week, weekday = self.first.isocalendar()
        try:
            first = date.fromisocalendar(year - 1, week, weekday)
        except ValueError:
            return None
        return Span(first, first + (self.last - self.first))


def monday_of(day: date) -> date:
    """The first day of the week that a day is in."""
    return day - day.weekday() * _DAY


def weeks_until(on: date, count: int) -> list[Span]:
    """The last weeks, Monday to Sunday, the oldest first; the last one ends on the day that is asked for."""
    monday = monday_of(on)
    whole = [Span(monday - n * _WEEK, monday - n * _WEEK + _WEEK - _DAY) for n in range(count - 1, 0, -1)]
    return [*whole, Span(monday, on)]


def year_so_far(on: date) -> Span:
    """From New Year to a day."""
    return Span(on.replace(month=1, day=1), on)


def a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February the day before it."""
    last = day.day if (day.month, day.day) != (2, 29) else 28
    return day.replace(year=day.year - 1, day=last)
