"""Whether the doors of some visits stand apart: by the register, and of doors without a position by the visits' own fixes (pure)."""

from collections.abc import Sequence

from app.grades import thresholds as t
from app.grades.facts import Seen, spread_m


def unplaced(visits: Sequence[Seen]) -> list[Seen]:
    """Of the households whose doors have no position on the register, one visit each."""
    return list({one.household_id: one for one in reversed(visits) if one.door is None}.values())[::-1]


def stand_apart(visits: Sequence[Seen], together_m: float) -> bool:
    """Whether the doors that have a position do not stand together."""
    doors = {one.household_id: one.door for one in visits if one.door}
    return spread_m(list(doors.values())) > together_m


def were_apart(visits: Sequence[Seen]) -> bool:
    """Whether the phone itself says that it was not at one building, with its accuracy given away."""
    off = max((one.accuracy_m or 0 for one in visits), default=0)
    return spread_m([one.fix for one in visits if one.fix]) > t.ONE_BUILDING_M + t.FAR_ACCURACIES * off


def measured(visits: Sequence[Seen]) -> int:
    """How often a place was found anew at least, in order of time: a fresh fix is no older than it may be."""
    times, last = 0, None
    for one in visits:
        if last is None or (one.at - last).total_seconds() > t.STALE_S:
            times, last = times + 1, one.at
    return times
