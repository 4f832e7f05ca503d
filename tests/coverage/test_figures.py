"""The definition of coverage, by table."""

import pytest

from app.coverage.figures import Figures


@pytest.mark.parametrize(
    ("figures", "target", "rate", "raw_rate", "official_rate"),
    [
        (Figures(covered=30, excluded=10, uncovered=60), 90, 30 / 90, 0.3, None),
        (Figures(covered=30, excluded=10, uncovered=60, official=120), 90, 30 / 90, 0.3, 30 / 120),
        # An official number below the register flatters nobody.
        (Figures(covered=30, excluded=10, uncovered=60, official=40), 90, 30 / 90, 0.3, 30 / 90),
        # Nothing to reach is no rate, never 100 %.
        (Figures(), 0, None, None, None),
        (Figures(excluded=5), 0, None, 0.0, None),
        (Figures(official=0), 0, None, None, None),
    ],
)
def test_the_rates_follow_from_the_doors(figures, target, rate, raw_rate, official_rate):
    assert figures.target == target
    assert (figures.rate, figures.raw_rate, figures.official_rate) == (rate, raw_rate, official_rate)


def test_an_official_number_is_known_of_a_sum_only_when_it_is_of_each_part():
    assert (Figures(official=3) + Figures(official=4)).official == 7
    assert (Figures(official=3) + Figures()).official is None
