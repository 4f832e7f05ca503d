"""Asking for, approving, refusing, ending and withdrawing an exclusion."""

from datetime import date, timedelta

import pytest
import time_machine

from app import clock
from tests.asking import ask, evidence
from tests.county import County
from tests.person import Person
from tests.phone import png, sha256


def figures(person: Person, on: date | None = None) -> tuple[int, int, int]:
    total = person.get("/coverage", on=on).json["total"]
    return total["registered"], total["excluded"], total["uncovered"]


def request(person: Person, county: County, reason: str = "lives_elsewhere", expires_on: date | None = None, **given):
    return ask(person, county.doors["王一"], reason, expires_on, **given)


def test_asking_moves_no_figure(alice: Person, carol: Person, county: County):
    before = figures(carol)

    assert request(alice, county).status_code == 201

    assert figures(carol) == before


def test_approving_moves_exactly_one_door(alice: Person, carol: Person, county: County):
    asked = request(alice, county).json

    answer = carol.post(f"/exclusions/{asked['id']}/approve")

    assert answer.json["state"] == "approved"
    assert answer.json["decided_by_name"] == "Carol"
    assert figures(carol) == (3, 1, 2)


def test_nobody_approves_their_own(carol: Person, county: County):
    asked = request(carol, county).json

    answer = carol.post(f"/exclusions/{asked['id']}/approve")

    assert answer.json["code"] == "own_exclusion"
    assert figures(carol) == (3, 0, 3)


def test_it_runs_out_by_itself_on_the_day_after_its_last(alice: Person, carol: Person, county: County):
    last = clock.today() + timedelta(days=10)
    carol.post(f"/exclusions/{request(alice, county, expires_on=last).json['id']}/approve")

    with time_machine.travel(clock.now() + timedelta(days=11)):
        assert figures(carol, on=last) == (3, 1, 2)
        assert figures(carol) == (3, 0, 3)


def test_it_can_be_ended_and_the_days_before_stay_as_they_were(alice: Person, carol: Person, county: County):
    asked = request(alice, county).json
    carol.post(f"/exclusions/{asked['id']}/approve")
    first_day = clock.today()

    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert carol.post(f"/exclusions/{asked['id']}/end").status_code == 200

        assert figures(carol) == (3, 0, 3)
        assert figures(carol, on=first_day) == (3, 1, 2)


def test_a_refusal_says_why(alice: Person, carol: Person, county: County):
    asked = request(alice, county).json

    answer = carol.post(f"/exclusions/{asked['id']}/refuse", reason="昨天还有人住")

    assert answer.json["refusal"] == "昨天还有人住"
    assert figures(carol) == (3, 0, 3)


@pytest.mark.parametrize("again", ["approve", "refuse"])
def test_a_decision_is_made_once(alice: Person, carol: Person, county: County, again: str):
    asked = request(alice, county).json
    carol.post(f"/exclusions/{asked['id']}/approve")

    answer = carol.post(f"/exclusions/{asked['id']}/{again}", reason="再来一次")

    assert answer.json["code"] == "exclusion_already_decided"


def test_a_door_has_one_open_exclusion_at_a_time(alice: Person, county: County):
    request(alice, county)

    assert request(alice, county).json["code"] == "exclusion_already_open"


def test_an_expiry_gone_by_is_refused(alice: Person, county: County):
    assert request(alice, county, expires_on=date(1970, 1, 1)).json["code"] == "expiry_passed"


@pytest.mark.parametrize("expires_on", [date(2099, 1, 1), date(9999, 12, 31)])
def test_an_expiry_that_nobody_will_see_is_refused(alice: Person, county: County, expires_on: date):
    assert request(alice, county, expires_on=expires_on).json["code"] == "expiry_too_far"


def test_a_request_is_taken_back_by_whoever_asked_and_by_nobody_else(
    alice: Person, frank: Person, carol: Person, county: County
):
    asked = request(alice, county).json

    assert frank.post(f"/exclusions/{asked['id']}/withdraw").status_code == 404
    assert alice.post(f"/exclusions/{asked['id']}/withdraw").json["state"] == "withdrawn"

    assert carol.post(f"/exclusions/{asked['id']}/approve").json["code"] == "exclusion_already_decided"
    assert carol.get("/exclusions").json["total"] == 0
    assert request(alice, county).status_code == 201


def test_what_was_decided_is_not_taken_back(alice: Person, carol: Person, county: County):
    asked = request(alice, county).json
    carol.post(f"/exclusions/{asked['id']}/approve")

    assert alice.post(f"/exclusions/{asked['id']}/withdraw").json["code"] == "exclusion_already_decided"
    assert figures(carol) == (3, 1, 2)


def test_a_photo_is_seen_before_it_is_believed(alice: Person, bob: Person, carol: Person, county: County):
    photo = png(5)
    asked = request(alice, county, "vacant", photos=[sha256(photo)]).json
    bob.put(f"/blobs/{sha256(photo)}", photo)

    # That somebody else has brought the same bytes proves nothing of hers.
    assert carol.post(f"/exclusions/{asked['id']}/approve").json["code"] == "photo_not_here"
    assert carol.get(f"/exclusions/{asked['id']}/photos/{sha256(photo)}").status_code == 404
    assert carol.get("/exclusions").json["items"][0]["photos_waiting"] == 1

    alice.put(f"/blobs/{sha256(photo)}", photo)

    assert carol.get("/exclusions").json["items"][0]["photos"] == [sha256(photo)]
    assert carol.get(f"/exclusions/{asked['id']}/photos/{sha256(photo)}").mimetype == "image/png"
    assert carol.post(f"/exclusions/{asked['id']}/approve").json["state"] == "approved"


def test_the_desk_brings_photos_too(carol: Person, erin: Person, county: County):
    photo = png(6)
    assert carol.put(f"/blobs/{sha256(photo)}", photo).status_code == 201

    asked = request(carol, county, "demolished", photos=[sha256(photo)]).json

    assert erin.post(f"/exclusions/{asked['id']}/approve").json["photos"] == [sha256(photo)]


def test_the_list_shows_what_waits(alice: Person, carol: Person, county: County):
    request(alice, county, "away", evidence="全家在杭州务工")

    listed = carol.get("/exclusions").json

    assert listed["total"] == 1
    counted = carol.get("/exclusions", limit=0).json
    assert (counted["items"], counted["next"], counted["counts"]["requested"]) == ([], None, 1)
    (shown,) = listed["items"]
    assert shown["householder"] == "王一"
    assert shown["village_name"] == "桥东村"
    assert (shown["evidence"], shown["witness"], shown["witness_role"]) == ("全家在杭州务工", "张大爷", "neighbour")
    assert shown["returns_on"] == evidence("away")["returns_on"]


def test_what_is_about_to_run_out_is_pointed_at(alice: Person, carol: Person, county: County):
    last = clock.today() + timedelta(days=30)
    asked = request(alice, county, expires_on=last).json
    carol.post(f"/exclusions/{asked['id']}/approve")

    def counted(days: int) -> dict[str, int]:
        with time_machine.travel(clock.now() + timedelta(days=days)):
            page = carol.get("/exclusions", state="expiring").json
            assert page["total"] == page["counts"]["expiring"] == len(page["items"])
            return {state: page["counts"][state] for state in ("in_force", "expiring", "over", "approved")}

    assert counted(16) == {"in_force": 1, "expiring": 0, "over": 0, "approved": 1}
    assert counted(17) == {"in_force": 1, "expiring": 1, "over": 0, "approved": 1}
    assert counted(30) == {"in_force": 1, "expiring": 1, "over": 0, "approved": 1}
    assert counted(31) == {"in_force": 0, "expiring": 0, "over": 1, "approved": 1}
