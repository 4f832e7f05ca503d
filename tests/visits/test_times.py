"""When a visit was made: an interval that holds the truth, whatever the phone's clock says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.visits.times import Anchor, Clocks, Contact, when

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
minutes = st.integers(0, 60 * 24 * 60)
skews = st.integers(-10 * 365 * 24 * 60, 10 * 365 * 24 * 60)


def ms(delta: timedelta) -> int:
    return delta // timedelta(milliseconds=1)


@given(
    seen_before=minutes,
    visited_before=minutes,
    skew=skews,
    later_skew=skews,
    slept=st.integers(0, 100),
    reboots=st.tuples(st.booleans(), st.booleans()),
)
def test_the_truth_is_in_the_interval(seen_before, visited_before, skew, later_skew, slept, reboots):
    """Any clock, set anew at any time; a stopwatch that stands still for part of the time; reboots before and after."""
    visited = NOW - visited_before * MINUTE
    seen = visited - seen_before * MINUTE
    running = 1 - slept / 100
    clocks = Clocks(
        visited + skew * MINUTE, ms(seen_before * MINUTE * running), "a", Anchor(seen, 0, "b" if reboots[0] else "a")
    )
    contact = Contact(
        NOW,
        clocks.mono_ms + ms(visited_before * MINUTE * running),
        "c" if reboots[1] else "a",
        [later_skew * 60.0],
    )

    read = when(clocks, contact)

    assert read.latest >= visited
    assert read.earliest is None or read.earliest <= visited
    assert (read.earliest or read.best) <= read.best <= read.latest


@pytest.mark.parametrize("skew", [timedelta(0), timedelta(days=1), timedelta(days=-1), timedelta(days=-3650)])
def test_a_stopwatch_that_ran_through_tells_it_to_the_minute(skew: timedelta):
    visited = NOW - 90 * MINUTE
    clocks = Clocks(visited + skew, ms(30 * MINUTE), "a", Anchor(NOW - 120 * MINUTE, 0, "a"))

    read = when(clocks, Contact(NOW, ms(120 * MINUTE), "a", [skew.total_seconds()]))

    assert abs(read.best - visited) < 2 * MINUTE
    assert read.latest - read.earliest < 2 * MINUTE
    assert read.clock_off is (skew != timedelta(0))


def test_a_clock_that_is_always_a_day_ahead_is_corrected_by_what_it_usually_is():
    visited = NOW - 90 * MINUTE
    day = timedelta(days=1)
    clocks = Clocks(visited + day, 0, "rebooted", Anchor(NOW - 300 * MINUTE, 0, "a"))

    read = when(clocks, Contact(NOW, 5, "c", [day.total_seconds()] * 3))

    assert (read.best, read.earliest, read.latest) == (visited, NOW - 300 * MINUTE, NOW)


def test_a_phone_that_tells_nothing_is_read_by_when_it_came():
    read = when(Clocks(datetime(2016, 1, 1, tzinfo=UTC), 0, "a", None), Contact(NOW))

    assert (read.best, read.earliest, read.latest, read.clock_off) == (NOW, None, NOW, True)


def test_a_server_time_that_we_cannot_have_told_is_not_believed():
    clocks = Clocks(NOW - MINUTE, 10, "a", Anchor(NOW + timedelta(days=400), 0, "a"))

    assert when(clocks, Contact(NOW)).earliest is None
