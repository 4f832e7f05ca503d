"""The range says what it is worth: how often the real finish fell in it, in counties of which that is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pace.forecast import AHEAD, WEEKS, Doors, fan_of, forecast
from tests.pace.counties import COUNTIES
from tests.pace.measure import GOAL, STAGES, THE_LAST, measure

# Of a hundred counties of each kind; docs/pace.md has the figures of four hundred.
TIMES = 100


@pytest.mark.parametrize("goal", [GOAL, THE_LAST])
@pytest.mark.parametrize("doors", [120, 1_200, 40_000])
def test_the_real_finish_is_within_the_range_as_often_as_is_said(doors: int, goal: float):
    outcomes = list(measure(doors, TIMES, STAGES, goal))

    assert {outcome.county for outcome in outcomes} == set(COUNTIES)
    told, within = sum(o.told for o in outcomes), sum(o.within for o in outcomes)
    assert told >= 0.9 * TIMES * len(outcomes)
    # Four in five is what the page says; a range that is always right would be as worthless.
    assert 0.8 <= within / told <= 0.95
    # The worst kind of county at its worst stage.
    assert min(outcome.coverage for outcome in outcomes) >= 0.55
    if goal == GOAL:
        # Late in the campaign, when it matters most, the range is narrow and has an end. The very last doors are another
        # matter: nobody knows when somebody will be at home.
        late = [outcome for outcome in outcomes if outcome.stage == STAGES[-1]]
        assert max(outcome.open_ended / outcome.told for outcome in late) <= 0.1
        assert max(float(np.median(outcome.width)) for outcome in late) <= 10


def test_what_is_known_of_nothing_is_nothing():
    assert forecast(np.zeros(13), Doors(9, 5)).verdict == "too_short"
    assert forecast(np.zeros(60), Doors(9, 5)).verdict == "too_few"
    assert forecast(np.array([9.0] * 14 + [0] * 14), Doors(200, 5)).verdict == "too_few"
    assert forecast(np.ones(60), Doors(60, 0)).verdict == "done"
    assert fan_of(np.zeros(60), Doors(9, 5)) is None


def test_a_pace_that_rises_is_not_promised_to_rise_and_one_that_falls_goes_on_falling():
    weeks = np.repeat([20.0, 22, 24, 26, 28, 30], 7)
    level, rising, falling = (forecast(days, Doors(2_000, 700)) for days in (np.full(42, 25.0), weeks, weeks[::-1]))

    assert rising.expected is not None
    assert level.expected is not None
    assert rising.expected >= 700 / 30
    assert falling.expected is None or falling.expected > level.expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=14, max_size=80), st.integers(1, 3_000), st.integers(0, 500))
def test_whatever_came_before_the_range_is_in_order_and_ends_where_nothing_can_be_seen(
    days: list[int], left: int, spare: int
):
    daily, doors = np.array(days, float), Doors(sum(days) + left + spare, left + spare, spare)
    found, fan = forecast(daily, doors), fan_of(daily, doors)

    assert found == forecast(daily, doors)
    assert found.weeks <= WEEKS
    if found.verdict in ("told", "beyond"):
        assert found.sees == AHEAD * 7 * found.weeks
        known = [day for day in (found.earliest, found.expected, found.latest) if day is not None]
        assert known == sorted(known)
        assert all(1 <= day <= found.sees for day in known)
        # What has no earliest day has no other.
        assert (found.verdict == "told") == bool(known) == (found.earliest is not None)
        assert fan is not None
        for low, middle, high in zip(fan.low, fan.middle, fan.high, strict=True):
            assert low <= middle <= high
        # The picture and the words say the same: on the expected day the middle one is there, and not before.
        for day, line in ((found.earliest, fan.high), (found.latest, fan.low)):
            if day is not None:
                assert line[day - 1] >= left
            else:
                assert line[found.sees - 2] < left
