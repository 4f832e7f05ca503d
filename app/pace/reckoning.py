"""What one place has done, what it would have to do a day, and when it will be done (pure)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import numpy as np

from app.pace.forecast import Days, Doors, Fan, Forecast, fan_of, forecast

# Two whole weeks: every weekday counts twice.
RECENT_DAYS = 14
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Frame:
    """What all places of an answer are held against."""

    on: date
    basis_on: date  # the last day that is over: today is still being worked on
    since_on: date  # from when the pace says something of what is to come
    deadline_on: date
    target_percent: int

    @property
    def days_left(self) -> int:
        """The days after the basis until the deadline, that included; weekends count, since doors open then."""
        return max((self.deadline_on - self.basis_on).days, 0)

    def goal(self, target: int) -> int:
        """How many of the doors have to be covered."""
        return -(-target * self.target_percent // 100)


@dataclass(frozen=True)
class Pace:
    """One place's pace: doors and days."""

    goal: int
    covered: int
    left: int  # to the goal
    today: int  # covered on the day itself, where that is not over yet
    needed_a_day: int | None  # none once it is done, or the deadline is over
    recent_days: int
    recent: int  # doors covered on the recent days together
    verdict: str
    earliest_on: date | None
    expected_on: date | None
    latest_on: date | None
    sees_until: date | None
    weeks: int


def reckon(frame: Frame, target: int, covered: int, turns: Counter[date]) -> Pace:
    """The pace of a place from its doors and from the days on which they became covered."""
    goal = frame.goal(target)
    # Where more was taken back than covered today, one begins from what is left: nothing is covered that is not.
    today = max(0, sum(doors for day, doors in turns.items() if day > frame.basis_on))
    daily = _daily(frame, turns)
    left = goal - covered
    told = forecast(daily, _doors(goal, target, covered - today)) if left > 0 else _nothing(target)
    recent = daily[-RECENT_DAYS:]
    return Pace(
        goal=goal,
        covered=covered,
        left=max(left, 0),
        today=today,
        needed_a_day=-(-(left + today) // frame.days_left) if left > 0 and frame.days_left else None,
        recent_days=len(recent),
        recent=int(recent.sum()),
        verdict=told.verdict,
        earliest_on=_ahead(frame, told.earliest),
        expected_on=_ahead(frame, told.expected),
        latest_on=_ahead(frame, told.latest),
        sees_until=_ahead(frame, told.sees or None),
        weeks=told.weeks,
    )


def series(turns: Counter[date], first_on: date, last_on: date) -> list[tuple[date, int]]:
    """How many doors were covered at the end of each day."""
    before = sum(doors for day, doors in turns.items() if day < first_on)
    days = [first_on + _DAY * number for number in range((last_on - first_on).days + 1)]
    return list(zip(days, list(accumulate((turns[day] for day in days), initial=before))[1:], strict=True))


def fan_ahead(frame: Frame, pace: Pace, target: int, turns: Counter[date]) -> Fan | None:
    """The covered doors that each day ahead may bring, up to the goal and no farther than it takes."""
    start = pace.covered - pace.today
    fan = fan_of(_daily(frame, turns), _doors(pace.goal, target, start)) if pace.left else None
    if fan is None:
        return None
    low, middle, high = ([min(start + more, pace.goal) for more in line] for line in (fan.low, fan.middle, fan.high))
    arrives = next((number for number, doors in enumerate(low, start=1) if doors >= pace.goal), len(low))
    return Fan(low[:arrives], middle[:arrives], high[:arrives])


def _doors(goal: int, target: int, covered: int) -> Doors:
    return Doors(target, target - covered, target - goal)


def _nothing(target: int) -> Forecast:
    return Forecast("done" if target else "no_target")


def _daily(frame: Frame, turns: Counter[date]) -> Days:
    """Doors covered on each day since the place began, up to the last day that is over."""
    begun = [day for day, doors in turns.items() if doors > 0 and day >= frame.since_on]
    first_on = min(begun, default=frame.basis_on + _DAY)
    days = (frame.basis_on - first_on).days + 1
    return np.array([turns[first_on + _DAY * number] for number in range(days)], float)


def _ahead(frame: Frame, days: int | None) -> date | None:
    return None if days is None else frame.basis_on + _DAY * days
