"""Asking for, approving, refusing and ending an exclusion."""

from datetime import date, timedelta

import pytest
import time_machine

from app import clock
from tests.county import County
from tests.person import Person


def ask(person: Person, county: County, expires_on: date | None = None, **body: str):
    expiry = expires_on or clock.today() + timedelta(days=10)
    fields = {"reason": "vacant", "evidence": "邻居张大爷证明", "expires_on": expiry.isoformat()}
    return person.post("/exclusions", household_id=str(county.doors["王一"]), **{**fields, **body})


def figures(person: Person, on: date | None = None) -> tuple[int, int, int]:
    total = person.get("/coverage", on=on).json["total"]
    return total["registered"], total["excluded"], total["uncovered"]


def test_asking_moves_no_figure(alice: Person, carol: Person, county: County):
    before = figures(carol)

    assert ask(alice, county).status_code == 201

    assert figures(carol) == before


def test_approving_moves_exactly_one_door(alice: Person, carol: Person, county: County):
    asked = ask(alice, county).json

    answer = carol.post(f"/exclusions/{asked['id']}/approve")

    assert answer.json["state"] == "approved"
    assert answer.json["decided_by_name"] == "Carol"
    assert figures(carol) == (3, 1, 2)


def test_nobody_approves_their_own(carol: Person, county: County):
    asked = ask(carol, county).json

    answer = carol.post(f"/exclusions/{asked['id']}/approve")

    assert answer.json["code"] == "own_exclusion"
    assert figures(carol) == (3, 0, 3)


def test_it_runs_out_by_itself_on_the_day_after_its_last(alice: Person, carol: Person, county: County):
    last = clock.today() + timedelta(days=10)
    carol.post(f"/exclusions/{ask(alice, county, last).json['id']}/approve")

    with time_machine.travel(clock.now() + timedelta(days=11)):
        assert figures(carol, on=last) == (3, 1, 2)
        assert figures(carol) == (3, 0, 3)


def test_it_can_be_ended_and_the_days_before_stay_as_they_were(alice: Person, carol: Person, county: County):
    asked = ask(alice, county).json
    carol.post(f"/exclusions/{asked['id']}/approve")
    first_day = clock.today()

    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert carol.post(f"/exclusions/{asked['id']}/end").status_code == 200

        assert figures(carol) == (3, 0, 3)
        assert figures(carol, on=first_day) == (3, 1, 2)


def test_a_refusal_says_why(alice: Person, carol: Person, county: County):
    asked = ask(alice, county).json

    answer = carol.post(f"/exclusions/{asked['id']}/refuse", reason="昨天还有人住")

    assert answer.json["refusal"] == "昨天还有人住"
    assert figures(carol) == (3, 0, 3)


@pytest.mark.parametrize("again", ["approve", "refuse"])
def test_a_decision_is_made_once(alice: Person, carol: Person, county: County, again: str):
    asked = ask(alice, county).json
    carol.post(f"/exclusions/{asked['id']}/approve")

    answer = carol.post(f"/exclusions/{asked['id']}/{again}", reason="再来一次")

    assert answer.json["code"] == "exclusion_already_decided"


def test_a_door_has_one_open_exclusion_at_a_time(alice: Person, county: County):
    ask(alice, county)

    assert ask(alice, county).json["code"] == "exclusion_already_open"


def test_an_expiry_gone_by_is_refused(alice: Person, county: County):
    assert ask(alice, county, date(1970, 1, 1)).json["code"] == "expiry_passed"


@pytest.mark.parametrize("expires_on", [date(2099, 1, 1), date(9999, 12, 31)])
def test_an_expiry_that_nobody_will_see_is_refused(alice: Person, county: County, expires_on: date):
    assert ask(alice, county, expires_on).json["code"] == "expiry_too_far"


def test_the_list_shows_what_waits(alice: Person, carol: Person, county: County):
    ask(alice, county)

    listed = carol.get("/exclusions").json

    assert listed["total"] == 1
    assert listed["items"][0]["householder"] == "王一"
    assert listed["items"][0]["village_name"] == "桥东村"
