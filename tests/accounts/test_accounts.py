"""The administrator's accounts: listed, opened and closed, with their sessions and second steps."""

import pytest
from flask import Flask

from tests.audit.reading import told_of
from tests.county import COUNTY, EAST, EAST_1, OTHER_TOWN, TOWN, County
from tests.people.browser import Browser, code_of, enrol, hire
from tests.person import Person
from tests.phones.keyed import enrolled

pytestmark = pytest.mark.one_database


def test_all_accounts_are_listed_with_what_an_administrator_asks(app: Flask, erin: Person, alice: Person):
    page = erin.get("/accounts").json

    found = {one["username"]: one for one in page["items"]}
    assert page["total"] == 7
    assert (found["alice"]["place"], found["alice"]["sessions"], found["alice"]["second_step"]) == (
        "城关镇",
        1,
        "not_needed",
    )
    assert found["alice"]["last_sign_in_at"] is not None
    assert (found["bob"]["sessions"], found["bob"]["last_sign_in_at"], found["bob"]["is_active"]) == (0, None, True)


def test_the_second_step_of_each_is_told(app: Flask, erin: Person):
    enrol(Browser(app), hire("gina"))
    hire("hugo")

    page = erin.get("/accounts", role="station").json

    steps = {one["username"]: one["second_step"] for one in page["items"]}
    assert (steps["gina"], steps["hugo"]) == ("set", "missing")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"scope": OTHER_TOWN}, ["charlie"]),
        ({"q": "Ali"}, ["alice"]),
        ({"q": "%"}, []),
        ({"role": "worker"}, ["alice", "bob"]),
        ({"scope": EAST}, ["frank"]),
    ],
)
def test_the_list_can_be_narrowed(erin: Person, asked: dict[str, str], found: list[str]):
    assert [one["username"] for one in erin.get("/accounts", **asked).json["items"]] == found


def test_the_list_comes_in_pages(erin: Person):
    first = erin.get("/accounts", limit=4).json
    rest = erin.get("/accounts", limit=4, after=first["next"]).json

    names = [one["username"] for page in (first, rest) for one in page["items"]]
    assert names == ["alice", "bob", "carol", "charlie", "dora", "erin", "frank"]
    assert (first["total"], rest["total"], rest["next"]) == (7, 7, None)


def test_only_an_administrator_keeps_accounts(
    alice: Person, carol: Person, dora: Person, frank: Person, county: County
):
    for person in (alice, carol, dora, frank):
        answers = [
            person.get("/accounts"),
            person.post("/accounts", username="x", name="x", role="admin", scope=COUNTY),
            person.patch(f"/accounts/{alice.id}", is_active=False),
            person.post(f"/accounts/{alice.id}/password"),
            person.delete(f"/accounts/{alice.id}/second-step"),
            person.get(f"/accounts/{alice.id}/sessions"),
            person.delete(f"/accounts/{alice.id}/sessions"),
            person.delete(f"/accounts/{alice.id}/sessions/{alice.id}"),
        ]
        assert {answer.status_code for answer in answers} == {403}
    assert alice.get("/session").status_code == 200


def test_an_administrator_of_a_town_sees_no_account_beyond_it(
    app: Flask, charlie: Person, erin: Person, county: County
):
    made = erin.post("/accounts", username="towner", name="镇管理员", role="admin", scope=TOWN).json
    towner = Browser(app)
    session = towner.sign_in("towner", made["password"]).json
    assert session["needs_second_step"]
    secret = towner.post("/second-step").json["secret"]
    towner.put("/second-step", code=code_of(secret))

    assert [one["username"] for one in towner.get("/accounts").json["items"]] == [
        "alice",
        "bob",
        "carol",
        "frank",
        "towner",
    ]
    for path in (f"/accounts/{charlie.id}/sessions", f"/accounts/{erin.id}/sessions"):
        assert (towner.get(path).status_code, towner.delete(path).status_code) == (404, 404)
    assert towner.post("/accounts", username="y", name="y", role="admin", scope=COUNTY).status_code == 404
    assert charlie.get("/session").status_code == 200


def test_closing_an_account_ends_its_sessions_at_once_and_opening_it_brings_none_back(
    app: Flask, alice: Person, erin: Person
):
    closed = erin.patch(f"/accounts/{alice.id}", is_active=False).json
    assert (closed["is_active"], closed["sessions"]) == (False, 0)
    assert alice.get("/session").json["code"] == "signed_out"
    assert Browser(app).sign_in("alice").json["code"] == "sign_in_failed"

    assert erin.patch(f"/accounts/{alice.id}", is_active=True).json["is_active"]

    assert alice.get("/session").json["code"] == "signed_out"
    assert Browser(app).sign_in("alice").status_code == 201


def test_closing_an_account_ends_its_phones_and_opening_it_brings_none_back(
    app: Flask, carol: Person, erin: Person, county: County
):
    phone, other = enrolled(app, carol, "alice"), enrolled(app, carol, "alice")
    alice, frank = (phone.call("GET", "/session").json["user"]["id"], enrolled(app, carol, "frank"))
    counted = {one["username"]: one["phones"] for one in erin.get("/accounts").json["items"]}
    assert (counted["alice"], counted["frank"], counted["bob"]) == (2, 1, 0)

    closed = told_of(erin, lambda: [erin.patch(f"/accounts/{alice}", is_active=False)])
    opened = erin.patch(f"/accounts/{alice}", is_active=True).json

    assert "停用手机 2 部" in closed[-1]["said"]
    assert opened["phones"] == 0
    for one in (phone, other):
        assert one.sign_in("alice").json["code"] == "phone_ended"
        assert one.call("POST", "/phones/wiped").status_code == 204
    assert frank.call("GET", "/sync/snapshot").status_code == 200
    # A new code, and a key of its own.
    assert enrolled(app, carol, "alice").call("GET", "/sync/snapshot").status_code == 200


def test_an_administrator_sees_and_ends_somebodys_sessions(app: Flask, erin: Person, county: County):
    phone, other = Browser(app), Browser(app)
    alice = phone.sign_in("alice").json["user"]["id"]
    other.sign_in("alice")
    sessions = erin.get(f"/accounts/{alice}/sessions").json["items"]
    assert [one["is_this"] for one in sessions] == [False, False]
    own = next(one["id"] for one in phone.get("/sessions").json["items"] if one["is_this"])

    assert erin.delete(f"/accounts/{alice}/sessions/{own}").status_code == 204
    assert (phone.get("/session").status_code, other.get("/session").status_code) == (401, 200)
    assert erin.delete(f"/accounts/{alice}/sessions").json == {"ended": 1}
    assert other.get("/session").json["code"] == "signed_out"
    assert erin.delete(f"/accounts/{erin.id}/sessions/{own}").status_code == 404


def test_ending_all_of_ones_own_leaves_the_one_that_asks(erin: Person, app: Flask):
    Browser(app).sign_in("erin")

    assert erin.delete(f"/accounts/{erin.id}/sessions").json == {"ended": 1}
    assert erin.get("/session").status_code == 200


def test_a_new_account_signs_in_with_the_password_that_was_told_once(app: Flask, erin: Person):
    made = erin.post("/accounts", username="gina", name="姬娜", role="worker", scope=TOWN)
    again = erin.post("/accounts", username="gina", name="姬娜", role="worker", scope=TOWN)

    assert (made.status_code, again.json["code"]) == (201, "username_taken")
    assert Browser(app).sign_in("gina", made.json["password"]).json["user"]["name"] == "姬娜"


@pytest.mark.parametrize("scope", ["000000000000", "x", "341825000000"])
def test_an_account_needs_a_place_that_there_is(erin: Person, scope: str):
    assert erin.post("/accounts", username="g", name="g", role="worker", scope=scope).json["code"] == "unknown_division"


def test_nobody_answers_for_a_grid(erin: Person):
    answer = erin.post("/accounts", username="g", name="g", role="worker", scope=EAST_1)

    assert answer.json["code"] == "unknown_division"


def test_a_new_password_ends_every_session_and_the_old_one_opens_nothing(app: Flask, alice: Person, erin: Person):
    told = erin.post(f"/accounts/{alice.id}/password").json

    assert alice.get("/session").json["code"] == "signed_out"
    assert Browser(app).sign_in("alice").json["code"] == "sign_in_failed"
    assert Browser(app).sign_in("alice", told["password"]).status_code == 201


def test_a_lost_authenticator_is_reset_and_the_next_sign_in_sets_up_another(app: Flask, erin: Person):
    browser = Browser(app)
    _, codes = enrol(browser, hire())
    gina = browser.get("/session").json["user"]["id"]

    assert erin.delete(f"/accounts/{gina}/second-step").status_code == 204

    assert browser.get("/coverage").json["code"] == "signed_out"
    answer = Browser(app).sign_in("gina", code=codes[0])
    assert answer.json["needs_second_step"]


def test_nobody_closes_their_own_account_or_takes_their_own_second_step_away(erin: Person):
    answers = [
        erin.patch(f"/accounts/{erin.id}", is_active=False),
        erin.post(f"/accounts/{erin.id}/password"),
        erin.delete(f"/accounts/{erin.id}/second-step"),
    ]

    assert [answer.json["code"] for answer in answers] == ["own_account"] * 3
    assert erin.get("/session").status_code == 200
