"""A phone is enrolled by a code of the office: once, within a quarter of an hour, with its owner's password and its own key."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.db import db
from app.people.models import PhoneKey
from app.phones.models import EnrolmentCode
from tests.county import County
from tests.people.browser import WRONG, Browser
from tests.person import PASSWORD, Person
from tests.phones.keyed import KeyedPhone, code_for, enrolled


def test_a_code_and_a_password_enrol_a_phone_and_sign_it_in(app: Flask, carol: Person, county: County):
    phone = KeyedPhone(app)

    answer = phone.enrol(code_for(carol, "alice"))

    assert answer.status_code == 201
    assert answer.json["user"]["username"] == "alice"
    assert phone.call("GET", "/sync/snapshot").status_code == 200
    (listed,) = [one for one in carol.get("/devices").json["items"] if one["id"] == phone.device_id]
    assert listed["enrolled_at"]
    assert listed["ended_at"] is None


def test_the_office_is_shown_whom_it_is_for_and_where_to_go(carol: Person, county: County):
    answer = carol.post(
        "/phones/enrolments", user_id=_id_of(carol, "alice"), headers={"Origin": "http://localhost"}
    ).json

    assert answer["name"] == "Alice"
    # In the fragment, which no browser sends anywhere.
    assert answer["address"] == f"http://localhost/phone/enrol#{answer['code']}"
    assert answer["picture"].startswith("<svg")


def test_a_code_says_whose_phone_it_is_for(app: Flask, carol: Person, county: County):
    code = code_for(carol, "alice")

    # As somebody types it off a screen.
    answer = app.test_client().post("/api/v1/enrolments/look", json={"code": f" {code[:5].lower()}-{code[5:]} "})

    assert answer.json["user"]["name"] == "Alice"


def test_only_the_hash_of_a_code_is_kept(carol: Person, county: County):
    code = code_for(carol, "alice")

    (kept,) = db.session.scalars(select(EnrolmentCode))
    assert code not in str(vars(kept))


def test_a_code_enrols_one_phone(app: Flask, carol: Person, county: County):
    code = code_for(carol, "alice")
    first, second = KeyedPhone(app), KeyedPhone(app)
    first.enrol(code)

    assert second.enrol(code).json["code"] == "enrolment_code_wrong"
    # The same phone may say it again: the answer may have been lost.
    assert first.enrol(code).status_code == 201
    assert len(db.session.scalars(select(PhoneKey)).all()) == 1


def test_a_code_is_good_for_a_quarter_of_an_hour(
    app: Flask, carol: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    code = code_for(carol, "alice")
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert KeyedPhone(app).enrol(code).json["code"] == "enrolment_code_wrong"


def test_a_new_code_ends_the_one_before(app: Flask, carol: Person, county: County):
    before, now = code_for(carol, "alice"), code_for(carol, "alice")

    assert KeyedPhone(app).enrol(before).json["code"] == "enrolment_code_wrong"
    assert KeyedPhone(app).enrol(now).status_code == 201


def test_a_code_without_the_password_opens_nothing(app: Flask, carol: Person, county: County):
    code = code_for(carol, "alice")
    phone = KeyedPhone(app)

    refused = phone.enrol(code, WRONG)
    # The code said whose it is: nobody typed a user name that could be wrong.
    assert (refused.json["code"], "用户名" in refused.json["message"]) == ("password_wrong", False)
    assert phone.enrol(code).status_code == 201


def test_a_key_that_the_phone_has_not_is_not_enrolled(app: Flask, carol: Person, county: County):
    code = code_for(carol, "alice")
    phone, other = KeyedPhone(app), KeyedPhone(app)

    assert phone.enrol(code, public_key=other.public_key).json["code"] == "enrolment_unproven"
    assert db.session.scalars(select(PhoneKey)).all() == []


def test_guesses_have_to_wait(app: Flask, county: County):
    answers = [KeyedPhone(app).enrol(f"WRONG{number:05}") for number in range(21)]

    assert {answer.json["code"] for answer in answers[:20]} == {"enrolment_code_wrong"}
    assert answers[20].json["code"] == "enrolment_code_wait"
    looked = app.test_client().post("/api/v1/enrolments/look", json={"code": "WRONG00000"})
    assert (looked.status_code, looked.json["code"]) == (429, "enrolment_code_wait")


def test_guesses_at_codes_hold_up_no_sign_in_from_there_nor_sign_ins_a_code(
    app: Flask, carol: Person, erin: Person, county: County
):
    code = code_for(carol, "alice")
    for number in range(20):
        app.test_client().post("/api/v1/enrolments/look", json={"code": f"WRONG{number:05}"})

    assert Browser(app).sign_in("bob").status_code == 201

    for number in range(20):
        Browser(app, "127.0.0.2").sign_in(f"name{number}", WRONG)
    phone = KeyedPhone(app)
    phone.client.environ_base["REMOTE_ADDR"] = "127.0.0.2"
    looked = phone.client.post("/api/v1/enrolments/look", json={"code": code})
    assert looked.json["user"]["name"] == "Alice"
    # The password is waited for all the same.
    assert phone.enrol(code).json["code"] == "sign_in_wait"


@pytest.mark.parametrize(
    ("office", "username", "said"),
    [("charlie", "alice", "not_found"), ("carol", "dora", "not_found"), ("erin", "carol", "walks_not")],
)
def test_whom_a_code_can_be_made_for(app: Flask, county: County, erin: Person, office: str, username: str, said: str):
    answer = Person(app, office).post("/phones/enrolments", user_id=Person(app, username).id)

    assert answer.json["code"] == said


@pytest.mark.parametrize("name", ["alice", "dora"])
def test_who_makes_no_codes(app: Flask, county: County, name: str):
    person = Person(app, name)

    assert person.post("/phones/enrolments", user_id=person.id).json["code"] == "not_allowed"


def test_where_the_county_demands_it_a_phone_without_a_key_may_only_hand_in(
    app: Flask, carol: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "REQUIRE_ENROLMENT", True)
    plain = KeyedPhone(app)
    signed_in = plain.client.post(
        "/api/v1/session", json={"username": "alice", "password": "correct-horse", "app": "phone"}
    )
    told = [
        plain.client.get(f"/api/v1{path}") for path in ("/sync/snapshot", "/sync/pull", "/households", "/divisions")
    ]
    handed_in = plain.client.post("/api/v1/sync/push", json=plain.batch())

    assert signed_in.json["needs_enrolment"] is True
    assert {answer.json["code"] for answer in told} == {"phone_not_enrolled"}
    assert handed_in.status_code == 200

    phone = enrolled(app, carol, "alice")
    assert phone.call("GET", "/sync/snapshot").status_code == 200
    assert phone.call("GET", "/session").json["needs_enrolment"] is False


def test_the_desk_needs_no_key(app: Flask, carol: Person, county: County, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "REQUIRE_ENROLMENT", True)

    assert carol.get("/households").status_code == 200


def _id_of(office: Person, username: str) -> str:
    return next(user["id"] for user in office.get("/phones/owners").json["items"] if user["username"] == username)


def test_doors_come_onto_no_phone_without_a_key_whatever_app_is_claimed(
    app: Flask, county: County, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "REQUIRE_ENROLMENT", True)
    frank = Person(app, "frank")

    for app_name in ("phone", "desk"):
        client = app.test_client(use_cookies=False)
        token = client.post("/api/v1/session", json={"username": "frank", "password": PASSWORD, "app": app_name}).json[
            "token"
        ]
        for path in ("/sync/snapshot", "/sync/pull"):
            answer = client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
            assert (answer.status_code, answer.json["code"]) == (403, "phone_not_enrolled")
    assert frank.get("/households").status_code == 200


def test_a_key_speaks_for_one_persons_one_phone(app: Flask, carol: Person, county: County):
    phone = enrolled(app, carol, "alice")

    other = phone.enrol(code_for(carol, "bob"))
    phone_id = phone.device_id
    carol.post(f"/phones/{phone_id}/end")
    again = phone.enrol(code_for(carol, "alice"))

    assert (other.status_code, other.json["code"]) == (409, "phone_key_used")
    assert (again.status_code, again.json["code"]) == (409, "phone_key_used")
