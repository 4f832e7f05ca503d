"""In a village whose covered doors are all asked at nobody can stand in: what is found there is told, and comes to an end."""

from typing import Any

import pytest

from app.checks.models import CheckDoor
from app.checks.rule import rule_for, rule_in
from app.checks.sample import Finding, finding_of
from tests.checks.drawn import heard
from tests.checks.test_round import cover, draw, mine, show
from tests.county import County
from tests.person import Person
from tests.phone import Phone


def found(covered: int, **answers: int) -> Finding:
    """What a round says after so many answers of each kind; `silent` doors were knocked on in vain, twice."""
    rule = rule_in(10, covered)
    told = [answer for answer, times in answers.items() for _ in range(times)]
    doors = [CheckDoor(answer=None if one == "silent" else one, times_away=2 * (one == "silent")) for one in told]
    doors += [CheckDoor(answer=None, times_away=0) for _ in range(min(covered, 3 * rule.doors) - len(doors))]
    return finding_of(doors, rule, covered, target=covered)


def test_one_who_does_not_know_takes_nothing_from_the_corrected_rate():
    one = found(40, confirmed=39, unsure=1)

    assert (one.verdict, one.passed_over, one.stood_in) == ("accepted", 1, 0)
    assert one.corrected
    assert (one.corrected.rate, one.corrected.high, one.corrected.at_worst) == (1, 1, 39 / 40)


def test_where_it_hangs_on_the_silent_there_is_no_conclusion_and_no_waiting():
    # Three denials of forty are allowed: with the four they would be too many.
    one = found(40, confirmed=34, denied=2, silent=4)

    assert one.verdict == "unanswered"
    assert one.corrected
    assert one.corrected.rate == pytest.approx(1 - 2 / 36)
    assert one.corrected.low < one.corrected.rate < one.corrected.high
    assert one.corrected.at_worst == 34 / 40
    assert found(40, confirmed=33, denied=2, silent=4).verdict is None  # one has not been asked yet
    assert found(40, denied=4, silent=36).verdict == "rejected"
    assert found(40, unsure=40).verdict == "unanswered"
    assert found(40, unsure=40).corrected is None


def test_a_lot_that_is_used_up_says_of_how_many_another_stood_in():
    one = found(60, confirmed=50, unsure=10)

    assert (one.verdict, one.passed_over, one.stood_in) == ("accepted", 10, 8)
    assert one.corrected
    assert one.corrected.at_worst == 50 / 60
    assert found(500, unsure=3 * rule_for(10).doors).verdict == "unanswered"


def test_the_office_is_told_so(alice: Person, bob: Person, carol: Person, county: County):
    cover(alice, county)
    drawn = draw(carol, bob, unacceptable_percent=20).json
    assert (drawn["accepts_bad"], drawn["rejects_good"]) == (0, 0)
    phone, doors = Phone(bob, county), list(mine(bob).values())

    def after(answer: str, *some: dict[str, Any]) -> dict[str, Any]:
        phone.verdicts(*(heard(phone, door, answer) for door in some))
        return show(carol, drawn)

    assert after("unsure", *doors[:3])["verdict"] is None
    told = after("confirmed", *doors[3:])
    assert (told["verdict"], told["passed_over"], told["stood_in"]) == ("unanswered", 3, 0)
    assert told["corrected"]["at_worst"] == pytest.approx(9 / 14)
    # One of them remembers after all, and then it hangs on nobody.
    assert after("confirmed", doors[0])["verdict"] == "accepted"
