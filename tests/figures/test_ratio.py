"""The two comparisons are right: against known values, and in simulated counties whose truth is known."""

from collections.abc import Iterator
from functools import cache
from math import exp, inf

import numpy as np
import pytest

from app.figures.comparison import FEWEST_CASES, told
from app.figures.interval import interval_of
from app.figures.ratio import Ratio, Stratum, ratio_of
from app.figures.slope import Slope, Village, slope_of

COUNTIES = 1_000


# Published intervals of Clopper and Pearson: so many of so many, from, until.
@pytest.mark.parametrize(
    ("covered", "cases", "low", "high"),
    [
        (0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129), (7, 10, 0.3475, 0.9333),
        (10, 10, 0.6915, 1.0), (20, 100, 0.1267, 0.2918),
    ],
)  # fmt: skip
def test_one_stratum_is_clopper_and_pearson(covered: int, cases: int, low: float, high: float):
    ratio = ratio_of([Stratum(covered, cases - covered, 5.0, 5.0)])

    assert ratio is not None
    top = inf if ratio.high is None else ratio.high
    assert ratio.low / (1 + ratio.low) == pytest.approx(low, abs=6e-5)
    assert (1.0 if top == inf else top / (1 + top)) == pytest.approx(high, abs=6e-5)


def test_time_at_risk_counts():
    """Twice the cases in twice the time are the same rate."""
    ratio = ratio_of([Stratum(20, 10, 2000, 1000)])

    assert ratio is not None
    assert ratio.value == pytest.approx(1)


def test_strata_tell_more_than_their_sum():
    """The rate halves in every week; late weeks are the worse ones, and then more homes are covered."""
    strata = [Stratum(1, 18, 100, 900), Stratum(50, 100, 500, 500), Stratum(360, 80, 900, 100)]
    within, crude = ratio_of(strata), ratio_of([Stratum(411, 198, 1500, 1500)])

    assert within is not None
    assert crude is not None
    assert within.value == pytest.approx(0.5, abs=0.02)
    assert crude.low > 1


def test_what_has_one_side_only_tells_nothing():
    assert ratio_of([Stratum(0, 5, 0, 100), Stratum(3, 0, 100, 0), Stratum(0, 0, 50, 50)]) is None
    one = Stratum(4, 8, 30, 50)
    assert ratio_of([one, Stratum(0, 500, 0, 1000)]) == ratio_of([one])


def test_a_thousand_cases_and_hardly_any_covered_time_are_no_trouble():
    ratio = ratio_of([Stratum(0, 5000, 1.0, 1e9), Stratum(1, 900, 10.0, 1e6)])

    assert ratio is not None
    assert ratio.low < 111 < (ratio.high or 0)


@pytest.mark.parametrize(
    ("covered", "uncovered", "verdict"),
    [(2, FEWEST_CASES - 3, "too_few"), (0, FEWEST_CASES, "fewer"), (FEWEST_CASES, 0, "more"), (5, 9, "unclear")],
)
def test_in_a_word(covered: int, uncovered: int, verdict: str):
    assert told(ratio_of([Stratum(covered, uncovered, 100, 100)]))["verdict"] == verdict


def test_of_nothing_in_a_word():
    assert told(None) == {"verdict": "too_few", "value": None, "low": None, "high": None, "cases": 0}


@cache
def simulated(ratio: float) -> list[list[Stratum]]:
    """Counties in which homes are knocked at one after the other, while frauds become fewer or more for everybody."""
    rng, counties = np.random.default_rng(2026), []
    for _ in range(COUNTIES):
        homes, weeks = int(rng.integers(2_000, 40_000)), int(rng.integers(3, 9))
        turns = np.sort(rng.beta(2, 2, homes)) * weeks * rng.uniform(0.9, 2)
        rate = rng.uniform(8, 60) / homes / weeks
        trend = rng.uniform(-0.5, 0.3)
        strata = []
        for week in range(weeks):
            time = float(np.clip(week + 1 - turns, 0, 1).sum())
            now = rate * exp(trend * week) * rng.gamma(10, 0.1)
            covered, uncovered = rng.poisson(now * ratio * time), rng.poisson(now * (homes - time))
            strata.append(Stratum(int(covered), int(uncovered), time, homes - time))
        counties.append(strata)
    return counties


@pytest.mark.parametrize("true", [0.4, 0.7, 1.6])
def test_the_interval_holds_the_truth_of_simulated_homes(true: float):
    intervals = [ratio_of(strata) for strata in simulated(true)]
    held = [one is None or one.low <= true <= (one.high or inf) for one in intervals]

    assert sum(held) >= 0.93 * COUNTIES


def test_where_nothing_differs_nothing_is_found_in_simulated_homes():
    verdicts = [told(ratio_of(strata))["verdict"] for strata in simulated(1)]

    assert sum(verdict in ("fewer", "more") for verdict in verdicts) <= 0.07 * COUNTIES
    # And it is no answer that never says anything: most of them had cases enough.
    assert verdicts.count("unclear") > 0.5 * COUNTIES


def test_a_strong_effect_is_found_in_simulated_homes():
    ratios = [ratio_of(strata) for strata in simulated(0.15)]
    verdicts = [told(one)["verdict"] for one in ratios if one and one.cases >= 30]

    assert len(verdicts) > 0.2 * COUNTIES
    assert verdicts.count("fewer") > 0.8 * len(verdicts)


def test_thrown_together_the_weeks_would_mislead():
    """Why the weeks are held apart: where frauds become fewer for everybody, all of it would look like knocking."""
    found = 0
    for strata in simulated(1):
        sums = (sum(getattr(one, name) for one in strata) for name in Stratum.__dataclass_fields__)
        found += told(ratio_of([Stratum(*sums)]))["verdict"] in ("fewer", "more")  # type: ignore[arg-type]

    assert found > 0.07 * COUNTIES


def simulated_villages(steep: float, counties: int = COUNTIES) -> Iterator[list[Village]]:
    """Villages small and large, that scatter by more than chance."""
    rng = np.random.default_rng(63)
    for _ in range(counties):
        count = int(rng.integers(10, 120))
        time, coverage = rng.lognormal(0, 0.8, count), rng.beta(1.5, 1.2, count)
        scatter = rng.uniform(0.05, 0.4)
        rates = rng.uniform(1, 8) * time * np.exp(steep * coverage) * rng.gamma(1 / scatter, scatter, count)
        yield [Village(int(n), float(t), float(c)) for n, t, c in zip(rng.poisson(rates), time, coverage, strict=True)]


@pytest.mark.parametrize("steep", [-1.2, 0.6])
def test_the_line_holds_the_truth_of_simulated_villages(steep: float):
    lines = [one for villages in simulated_villages(steep) if (one := slope_of(villages)).verdict == "told"]

    assert len(lines) > 0.8 * COUNTIES
    assert sum(_holds(one, exp(steep / 10)) for one in lines) >= 0.93 * len(lines)


def test_where_nothing_differs_nothing_is_found_in_simulated_villages():
    lines = [one for villages in simulated_villages(0) if (one := slope_of(villages)).verdict == "told"]

    assert len(lines) > 0.8 * COUNTIES
    assert sum(not _holds(one, 1) for one in lines) <= 0.07 * len(lines)


def test_villages_without_scatter_lie_on_their_line():
    villages = [Village(round(1000 * exp(-0.8 * n / 20)), 10.0, n / 20) for n in range(20)]
    line = slope_of(villages)

    assert line.value == pytest.approx(exp(-0.08), rel=1e-3)
    assert _holds(line, exp(-0.08))


def test_too_few_or_too_alike_villages_say_nothing():
    many = [Village(3, 10.0, n / 20) for n in range(20)]

    assert slope_of(many).verdict == "told"
    assert slope_of(many[:9]).verdict == "too_few_villages"
    assert slope_of([Village(0, one.time, one.coverage) for one in many]).verdict == "too_few_cases"
    assert slope_of([Village(3, 10.0, 0.5 + n / 400) for n in range(20)]).verdict == "too_alike"
    assert slope_of([]).verdict == "too_few_villages"


def _holds(line: Slope, true: float) -> bool:
    assert line.low is not None
    assert line.high is not None
    return line.low <= true <= line.high


def test_an_interval_is_around_its_value():
    ratio = ratio_of([Stratum(3, 9, 40, 60), Stratum(2, 5, 50, 50)])

    assert isinstance(ratio, Ratio)
    assert ratio.value is not None
    assert ratio.low < ratio.value < (ratio.high or inf)


# Published intervals of Garwood: so many cases, from, until.
@pytest.mark.parametrize(
    ("cases", "low", "high"),
    [(0, 0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (100, 81.3640, 121.6268)],
)
def test_how_sure_a_count_is(cases: int, low: float, high: float):
    assert interval_of(cases) == pytest.approx((low, high), abs=6e-5)
