"""The rule's two errors are what is said of them, in the documents too, and simulated villages bear it out."""

import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from app.checks.rule import ACCEPTABLE, MOST_WRONG, UNACCEPTABLE, Rule, errors, rule_for, rule_in
from tests.checks import curve


@pytest.mark.parametrize("unacceptable", UNACCEPTABLE)
def test_both_errors_are_within_their_bounds_and_no_smaller_rule_is(unacceptable: int):
    rule, acceptable, bad = rule_for(unacceptable), ACCEPTABLE / 100, unacceptable / 100

    assert 1 - rule.accepted(acceptable) <= MOST_WRONG
    assert rule.accepted(bad) <= MOST_WRONG
    for doors in range(1, rule.doors):
        smaller = [Rule(doors, denials) for denials in range(doors)]
        assert not any(
            1 - one.accepted(acceptable) <= MOST_WRONG and one.accepted(bad) <= MOST_WRONG for one in smaller
        )


def test_the_curve_counts_every_way_it_can_go():
    """Against all 2^n answers of a small sample, each with its exact probability."""
    rule, share = Rule(9, 2), Fraction(1, 8)
    likely = sum(
        share ** sum(answers) * (1 - share) ** (9 - sum(answers))
        for answers in product((0, 1), repeat=9)
        if sum(answers) <= 2
    )
    assert rule.accepted(0.125) == pytest.approx(float(likely))


def test_a_verdict_falls_as_soon_as_no_answer_could_change_it_and_never_two_ways():
    rule = Rule(18, 1)
    for answers in product((0, 1), repeat=10):
        denied, at_the_end = sum(answers), None
        for at in range(11):
            early = rule.verdict(sum(answers[:at]), at - sum(answers[:at]))
            assert at_the_end in (None, early)
            at_the_end = early
        assert (at_the_end == "rejected") == (denied > 1)
    assert rule.verdict(0, 17) == rule.verdict(1, 17) == "accepted"
    assert rule.verdict(0, 16) is rule.verdict(1, 16) is None


@pytest.mark.parametrize("cheated", curve.CHEATED)
@pytest.mark.parametrize("unacceptable", UNACCEPTABLE)
def test_cheating_is_caught_as_often_as_the_curve_says(unacceptable: int, cheated: float):
    rule = rule_for(unacceptable)
    assert curve.caught(rule, cheated) == pytest.approx(1 - rule.accepted(cheated), abs=0.03)


@pytest.mark.parametrize("unacceptable", UNACCEPTABLE)
def test_in_a_small_village_all_are_asked_and_a_bad_one_is_rejected_for_sure(unacceptable: int):
    for covered in range(1, rule_for(unacceptable).doors + 1):
        rule = rule_in(unacceptable, covered)
        assert rule.doors == covered
        for false in range(covered + 1):
            # In words: at least the share that is to be caught.
            expected = "rejected" if false * 100 >= unacceptable * covered else "accepted"
            assert rule.verdict(false, covered - false) == expected
            # Nothing is left to chance, and nothing else is said.
            assert errors(rule, unacceptable, covered) == (0, 0)
            assert expected == "accepted" or false * 100 > ACCEPTABLE * covered
    rule = rule_in(unacceptable, rule_for(unacceptable).doors + 1)
    assert min(errors(rule, unacceptable, rule.doors + 1)) > 0


def test_the_desk_offers_the_rules_as_they_are():
    source = (Path(__file__).parents[2] / "static" / "src" / "desk" / "domain" / "checks.ts").read_text(
        encoding="utf-8"
    )
    offered = {int(p): int(d) for p, d in re.findall(r"percent: (\d+), .*doors: (\d+)", source)}
    assert offered == {unacceptable: rule_for(unacceptable).doors for unacceptable in UNACCEPTABLE}


def test_the_document_states_the_curve_as_it_is_computed():
    stated = (Path(__file__).parents[2] / "docs" / "spot-checks.md").read_text(encoding="utf-8")
    for line in curve.table():
        assert line in stated
