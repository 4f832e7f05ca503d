"""Simulated weeks through the product's own rules: cheating is found as often as docs/believable.md states, the honest are left alone."""

from math import comb, sqrt

import pytest

from tests.grades.cheats import CHEATS
from tests.grades.simulate import SHARES, caught, honest
from tests.grades.stated import stated
from tests.grades.strokes import measure

pytestmark = pytest.mark.one_database

# Few, so that they run each time; `python -m tests.grades` draws 1,000 and holds them within three points.
WEEKS, HONEST_WEEKS, SIGMAS = 40, 80, 4


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("cheat", CHEATS)
def test_cheating_is_found_as_often_as_is_stated(cheat: str, share: float):
    due = stated(cheat, share)
    spread = SIGMAS * sqrt(max(due * (1 - due), 0.01) / WEEKS)

    assert caught(cheat, share, WEEKS, seed=5).rate == pytest.approx(due, abs=spread)


def test_the_table_agrees_with_what_can_be_reckoned_by_hand():
    """Nine visits, each with the one photo at an even chance: flagged are all but none, one, and two next to each other."""
    by_hand = 1 - (1 + comb(9, 1) + 8) / 2**9

    assert stated("one_photo", 0.05) == pytest.approx(by_hand, abs=0.02)


def test_the_honest_are_left_alone():
    came = honest(HONEST_WEEKS, seed=5)

    assert came.days == 5 * HONEST_WEEKS
    assert came.flagged_days <= 0.01 * came.days
    # One in a hundred at most; of eighty that is one, and three by bad luck.
    assert came.flagged_weeks <= 3
    assert came.grades["A"] > 0.7 * came.grades.total()
    assert came.grades["D"] < 0.05 * came.grades.total()


def test_unlike_hands_are_told_apart_and_the_same_strokes_are_not():
    came = measure(hands=600, seed=3)

    assert came.taken <= 1e-4 * came.pairs
    assert came.replayed > 0.98
    assert came.shapeless == pytest.approx(0.06, abs=0.03)
