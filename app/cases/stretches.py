"""Stretches of time beside a case's own (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

# Before the case, after it, or nobody can tell.
Order = Literal["before", "after", "unclear"]
# Of all of the case's time, of none of it, of a part, or nobody can tell.
Extent = Literal["yes", "no", "partly", "unclear"]
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Stretch:
    """From an instant up to, not including, another."""

    start: datetime
    end: datetime


def time_of(happened_from: datetime, happened_until: datetime) -> Stretch:
    """When a case happened: its last minute is in it to the end."""
    return Stretch(happened_from, happened_until + A_MINUTE)


def order_of(at: datetime, case: Stretch) -> Order:
    """Where an instant lies beside a case."""
    if at < case.start:
        return "before"
    return "after" if at >= case.end else "unclear"


def extent(stretches: Iterable[Stretch], case: Stretch) -> Extent:
    """Of how much of the case's time some of these hold."""
    held, touched = case.start, False
    for stretch in sorted(stretches, key=lambda one: one.start):
        start, end = max(stretch.start, case.start), min(stretch.end, case.end)
        if start >= end:
            continue
        touched = True
        if start <= held:
            held = max(held, end)
    if held >= case.end:
        return "yes"
    return "partly" if touched else "no"
