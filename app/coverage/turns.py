"""On which days doors became covered, or ceased to be: what every figure over time is added up from."""

from collections import Counter
from datetime import date

from app.coverage.queries import doors_of
from app.households.counting import covered_spans
from app.visits.doors import Wanted

Turns = dict[str, Counter[date]]


def turns(wanted: Wanted, level: str) -> Turns:
    """By the prefix of each division of a level and by day, how many doors more were covered (or fewer, below nought).

    A door is covered from one day until another: adding up the beginnings and taking away the ends gives for each day
    what asking coverage for that day gives.
    """
    found: Turns = {}
    for prefix, from_on, until_on, doors in covered_spans(doors_of(wanted), level):
        by_day = found.setdefault(prefix, Counter())
        by_day[from_on] += doors
        if until_on is not None:
            by_day[until_on] -= doors
    return found
