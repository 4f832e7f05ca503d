"""Every day belongs to one reporting week and month, reports come when the campaign says, and phases are in order."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.campaigns.calendar import Phase, Reporting, days_left, last_due, month_of, next_due, phase_on, phases, week_of

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
MOMENTS = st.integers(0, 12 * 366 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
REPORTINGS = st.builds(
    Reporting, st.integers(1, 7), st.sampled_from(["00:00", "16:00", "23:59"]), st.integers(1, 28), st.just("09:30")
)


def said(period) -> tuple[str, str, str]:
    due = clock.local(period.due_at)
    return str(period.first_on), str(period.last_on), f"{due:%Y-%m-%d %H:%M}"


def test_a_week_is_the_seven_days_before_a_friday_at_four():
    friday = date(2026, 11, 27)

    assert said(week_of(friday - timedelta(days=1), Reporting())) == ("2026-11-20", "2026-11-26", "2026-11-27 16:00")
    assert said(week_of(friday, Reporting())) == ("2026-11-27", "2026-12-03", "2026-12-04 16:00")


def test_a_month_is_reported_on_the_fifth_of_the_next():
    assert said(month_of(date(2026, 12, 31), Reporting())) == ("2026-12-01", "2026-12-31", "2027-01-05 16:00")
    assert said(month_of(date(2027, 2, 1), Reporting(month_day=28))) == ("2027-02-01", "2027-02-28", "2027-03-28 16:00")


@given(DAYS, REPORTINGS)
def test_each_day_is_in_its_own_period_and_periods_leave_no_gap(day: date, reporting: Reporting):
    for period_of in (week_of, month_of):
        period = period_of(day, reporting)
        after = period_of(period.last_on + timedelta(days=1), reporting)

        assert period.first_on <= day <= period.last_on
        assert period_of(period.first_on, reporting) == period == period_of(period.last_on, reporting)
        assert after.first_on == period.last_on + timedelta(days=1)
        # Only days that are over: their figures never move again.
        assert clock.day_of(period.due_at) > period.last_on


@given(MOMENTS, REPORTINGS)
def test_the_next_report_is_the_first_that_is_not_due_yet(now: datetime, reporting: Reporting):
    for period_of in (week_of, month_of):
        due, coming = last_due(now, period_of, reporting), next_due(now, period_of, reporting)

        assert due.due_at <= now < coming.due_at
        assert coming.first_on == due.last_on + timedelta(days=1)


def test_phases_follow_each_other_and_one_without_a_day_is_none():
    first, drive, last = date(2026, 11, 1), date(2026, 11, 8), date(2026, 12, 21)

    assert phases(first, drive, last) == [
        Phase("preparation", first, date(2026, 11, 7)),
        Phase("drive", drive, date(2026, 12, 20)),
        Phase("assessment", last, None),
    ]
    assert [phase.phase for phase in phases(first, first, last)] == ["drive", "assessment"]
    assert [phase_on(day, phases(first, drive, last)) for day in (date(2026, 10, 31), first, drive, last)] == [
        None,
        "preparation",
        "drive",
        "assessment",
    ]


def test_the_deadline_itself_is_a_day_that_is_left():
    assert [days_left(date(2026, 12, day), date(2026, 12, 20)) for day in (19, 20, 21)] == [1, 0, -1]
