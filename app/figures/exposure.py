"""How long homes were covered and uncovered: what cases are held against."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.coverage.queries import doors_of
from app.figures.periods import Span
from app.households.counting import stretches
from app.visits.doors import Wanted

# Household-days by the weeks that were asked for.
Days = NDArray[np.int64]
SIDES = ("covered", "uncovered")
_DAY = timedelta(days=1)


def days_at_risk(wanted: Wanted, weeks: Sequence[Span]) -> dict[str, dict[str, Days]]:
    """By village and side, the household-days of each week: one statement, whatever the size of the county.

    The day on which a home became covered is of neither side, as a case of that day is. Nor is the time of homes that
    were excluded.
    """
    # From the day before: what was covered by then lost its first day before the weeks begin.
    rows = [row for row in stretches(doors_of(wanted), "village", weeks[0].first - _DAY) if row[1] in SIDES]
    found: dict[str, dict[str, Days]] = defaultdict(lambda: {side: np.zeros(len(weeks), np.int64) for side in SIDES})
    for (code, side, *_), days in zip(rows, _days(rows, weeks), strict=True):
        found[code][side] += days
    return found


def _days(rows: Sequence[tuple[str, str, date, date, int]], weeks: Sequence[Span]) -> Days:
    """The household-days of each stretch in each week, all at once."""
    firsts = np.array([week.first.toordinal() for week in weeks])
    ends = np.array([week.last.toordinal() + 1 for week in weeks])
    begun = np.array([first.toordinal() + (side == "covered") for _, side, first, _, _ in rows], np.int64)[:, None]
    ended = np.array([end.toordinal() for _, _, _, end, _ in rows], np.int64)[:, None]
    doors = np.array([doors for *_, doors in rows], np.int64)[:, None]
    days: Days = doors * np.maximum(np.minimum(ends, ended) - np.maximum(firsts, begun), 0)
    return days
