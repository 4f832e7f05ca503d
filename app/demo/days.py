"""A worker's day in the order of a walk, with time to get from door to door; and one evening that nobody walked (pure)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from app import clock
from app.demo import land
from app.demo.rounds import STANDS_OUT, Call
from app.households.geometry import distance_m

# At the door, and on the way to the next.
_AT_A_DOOR, _METRES_A_SECOND = timedelta(seconds=150), 3
# For the page 可信度 to have something to show: so many doors of one evening were signed at home, so soon after one another.
_AT_HOME, _PAUSE, _AWAY_M = 12, timedelta(seconds=38), 700
_ACCURACIES = (12, 14, 15, 18)


def walked(calls: Iterable[Call]) -> list[Call]:
    """The same visits at about the same times, each day's in the order in which its doors stand."""
    days: dict[tuple[UUID, date], list[Call]] = defaultdict(list)
    for call in calls:
        days[call.worker_id, clock.day_of(call.visited_at)].append(call)
    return [call for day in days.values() for call in _in_order(day)]


def _in_order(day: list[Call]) -> list[Call]:
    """Never later than they were, since nothing may lie in the future."""
    times = sorted(call.visited_at for call in day)
    delays = {call.id: call.received_at - call.visited_at for call in day}
    calls = sorted(day, key=lambda call: (call.house.division_code, call.house.number))
    found = [replace(call, visited_at=at) for call, at in zip(calls, times, strict=True)]
    for place in range(len(found) - 2, -1, -1):
        soon = found[place + 1].visited_at - _between(found[place], found[place + 1])
        found[place] = replace(found[place], visited_at=min(found[place].visited_at, soon))
    return [replace(call, received_at=call.visited_at + delays[call.id]) for call in found]


def _between(one: Call, other: Call) -> timedelta:
    way = distance_m((one.house.lat, one.house.lon), (other.house.lat, other.house.lon)) or 0
    return _AT_A_DOOR + timedelta(seconds=way / _METRES_A_SECOND)


def with_an_evening_at_home(rng: Random, calls: list[Call]) -> list[Call]:
    """One day of the last five in one village, as if it had been signed in a row from one place that is none of its doors."""
    if not calls:
        return []
    until = clock.day_of(max(call.visited_at for call in calls))
    days: dict[tuple[UUID, date], list[Call]] = defaultdict(list)
    for call in calls:
        on = clock.day_of(call.visited_at)
        if call.outcome == "taught" and call.house.division_code.startswith(STANDS_OUT) and 0 < (until - on).days <= 5:
            days[call.worker_id, on].append(call)
    chosen = max(days.values(), key=len, default=[])[:_AT_HOME]
    changed = {call.id: call for call in _at_home(rng, chosen)}
    return [changed.get(call.id, call) for call in calls]


def _at_home(rng: Random, calls: list[Call]) -> list[Call]:
    if not calls:
        return []
    start, first = max(call.visited_at for call in calls), calls[0].house
    lat, lon = (first.lat or land.SEAT_LAT) + _AWAY_M / land.METRES_A_DEGREE_LAT, first.lon or land.SEAT_LON
    received = start + _PAUSE
    return [
        replace(
            call,
            visited_at=start - _PAUSE * place,
            received_at=received,
            spot=(round(lat + rng.gauss(0, 2e-5), 6), round(lon + rng.gauss(0, 2e-5), 6), rng.choice(_ACCURACIES)),
        )
        for place, call in enumerate(calls)
    ]
