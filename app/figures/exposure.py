"""How long homes were covered and uncovered: what cases are held against."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

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
    firsts = np.array([week.first.toordinal() for week in weeks])
    ends = np.array([week.last.toordinal() + 1 for week in weeks])
    found: dict[str, dict[str, Days]] = defaultdict(lambda: {side: np.zeros(len(weeks), np.int64) for side in SIDES})
    # From the day before: what was covered by then lost its first day before the weeks begin.
    for code, state, from_on, until_on, doors in stretches(doors_of(wanted), "village", weeks[0].first - _DAY):
        if state in SIDES:
            first = from_on.toordinal() + (state == "covered")
            days = np.minimum(ends, until_on.toordinal()) - np.maximum(firsts, first)
            found[code][state] += doors * np.maximum(days, 0)
    return found
