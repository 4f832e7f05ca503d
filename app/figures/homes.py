"""Where the confirmed home of each case stood when that happened, by the days that coverage counts by."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.cases.models import Case, CaseMatch
from app.codes import prefix_of
from app.db import db
from app.figures.periods import Span
from app.households.models import Placement, Standing

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stood:
    """A home was in one state, or in one grid, from a day up to, not including, another."""

    from_on: date
    until_on: date
    state: str  # or the grid's code

    def touches(self, days: Span) -> bool:
        return self.from_on <= days.last and self.until_on > days.first


def stretches_of(wanted: ColumnElement[bool], campaign_id: UUID) -> dict[UUID, list[Stood]]:
    """By case, all that is known of where its home stood in a campaign: one statement."""
    query = (
        select(CaseMatch.case_id, Standing.from_on, Standing.until_on, Standing.state)
        .join(Case, Case.id == CaseMatch.case_id)
        .join(Standing, Standing.household_id == CaseMatch.household_id)
        .where(wanted, Standing.campaign_id == campaign_id)
    )
    found: dict[UUID, list[Stood]] = defaultdict(list)
    for case_id, *stood in db.session.execute(query):
        found[case_id].append(Stood(*stood))
    return found


def home_at(days: Span, stood: Sequence[Stood]) -> str:
    """The state in which a home was through all of the days of a case, if it was in one.

    A state is known by its days. What changed on the very day of the case may have changed before it or after: so the
    day before has to say the same.
    """
    held = sum((min(s.until_on, days.last + _DAY) - max(s.from_on, days.first)).days for s in stood if s.touches(days))
    if held == 0:
        return "unregistered"
    states = {one.state for one in stood if one.touches(Span(days.first - _DAY, days.last))}
    is_whole = held == (days.last - days.first).days + 1
    return states.pop() if is_whole and len(states) == 1 else "unclear"


def places_of(wanted: ColumnElement[bool]) -> dict[UUID, list[Stood]]:
    """By case, all the places where its home ever stood: one statement."""
    query = (
        select(CaseMatch.case_id, Placement.from_on, Placement.until_on, Placement.division_code)
        .join(Case, Case.id == CaseMatch.case_id)
        .join(Placement, Placement.household_id == CaseMatch.household_id)
        .where(wanted, Placement.from_on < Placement.until_on)
    )
    found: dict[UUID, list[Stood]] = defaultdict(list)
    for case_id, *place in db.session.execute(query):
        found[case_id].append(Stood(*place))
    return found


def grid_at(days: Span, places: Sequence[Stood], code: str) -> str:
    """The grid in which a home stood through all of the days of a case that was taken in for `code`, or why there is none.

    On the day of a move nobody knows which came first: so here too the day before has to say the same.
    """
    if not any(place.touches(days) for place in places):
        return "unregistered"
    codes = {place.state for place in places if place.touches(Span(days.first - _DAY, days.last))}
    if len(codes) > 1:
        return "moved"
    (grid,) = codes
    return grid if grid.startswith(prefix_of(code)) else "elsewhere"
