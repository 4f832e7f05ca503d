"""When a home was left out of the denominator: coverage counts by days, and a case is more exact than that."""

from dataclasses import dataclass

from app import clock
from app.cases.stretches import Stretch
from app.households.models import Exclusion


@dataclass(frozen=True)
class LeftOut:
    """One approved exclusion: from the moment it was approved, to the one at which it ended."""

    sure: Stretch
    # As long as it may have lasted: of one that was ended before the hour was kept, only the day is known.
    longest: Stretch


def left_out(one: Exclusion) -> LeftOut | None:
    """None of one that was not approved."""
    if one.state != "approved" or one.from_on is None or one.until_on is None:
        return None
    begun = clock.start_of(one.from_on)
    start, end = max(begun, one.decided_at or begun), one.ended_at or clock.start_of(one.until_on)
    last = clock.end_of(one.until_on) if was_ended(one) and one.ended_at is None else end
    return LeftOut(Stretch(start, end), Stretch(start, last))


def was_ended(one: Exclusion) -> bool:
    """Whether somebody ended it before its last day was over."""
    return one.until_on is not None and one.until_on <= one.expires_on
