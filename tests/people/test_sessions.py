"""Sessions: a new one at every sign-in, listed, ended by their owner, and over by themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.changes import writing
from app.db import db
from app.people.models import SignIn
from tests.county import EAST_1, County, register
from tests.people.browser import Browser
from tests.person import PASSWORD, Person
from tests.phone import Phone

START = clock.now()


def code_after(browser: Browser, after: timedelta) -> str | None:
    """What the server says a while from now: None when all is well."""
    with time_machine.travel(START + after, tick=False):
        return browser.get("/session").json.get("code")


def signed_in(app: Flask, username: str, app_name: str = "desk") -> Browser:
    browser = Browser(app)
    with time_machine.travel(START, tick=False):
        assert browser.sign_in(username, app=app_name).status_code == 201
    return browser


def test_a_session_that_somebody_planted_opens_nothing_after_the_sign_in(app: Flask, county: County):
    browser = Browser(app)
    browser.client.set_cookie("qiaomen_session", "planted")

    browser.sign_in("carol")

    assert browser.cookie() != "planted"
    assert Browser(app).get("/session", Authorization="Bearer planted").json["code"] == "signed_out"


def test_a_session_that_was_handed_over_ends_when_its_new_owner_signs_in(app: Flask, county: County):
    mallory = Browser(app)
    token = mallory.sign_in("alice").json["token"]
    victim = Browser(app)
    victim.client.set_cookie("qiaomen_session", token)

    victim.sign_in("carol")

    assert victim.get("/session").json["user"]["username"] == "carol"
    assert mallory.get("/session").json["code"] == "signed_out"


def test_signing_in_again_never_gives_the_same_token(app: Flask, county: County):
    tokens = {Browser(app).sign_in("alice").json["token"] for _ in range(5)}

    assert len(tokens) == 5


@pytest.mark.parametrize(
    "headers",
    [{"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Origin": "http://elsewhere.example"}],
)
def test_another_site_can_neither_use_a_session_nor_start_one(app: Flask, county: County, headers: dict[str, str]):
    browser = Browser(app)
    browser.sign_in("carol")
    session = browser.get("/sessions").json["items"][0]["id"]
    spelt = {name.replace("_", "-"): value for name, value in headers.items()}

    refused = [
        browser.delete("/session", **headers),
        browser.delete("/sessions", **headers),
        browser.delete(f"/sessions/{session}", **headers),
        Browser(app).client.post("/api/v1/session", json={"username": "alice", "password": PASSWORD}, headers=spelt),
    ]

    assert [answer.json["code"] for answer in refused] == ["cross_site"] * 4
    assert browser.get("/session").json["user"]["username"] == "carol"


def test_a_workers_phone_in_daily_use_stays_signed_in_for_thirty_days(app: Flask, county: County):
    phone = signed_in(app, "alice", "phone")

    daily = [code_after(phone, timedelta(days=day)) for day in range(1, 30)]

    assert daily == [None] * 29
    assert code_after(phone, timedelta(days=30, seconds=1)) == "signed_out"


def test_a_phone_without_a_signal_for_nine_days_is_still_signed_in(app: Flask, county: County):
    assert code_after(signed_in(app, "alice"), timedelta(days=9, hours=23)) is None
    assert code_after(signed_in(app, "alice"), timedelta(days=10, seconds=1)) == "signed_out"


def test_after_twenty_days_without_a_signal_a_worker_signs_in_and_hands_in(app: Flask, county: County):
    with time_machine.travel(START, tick=False):
        before = Browser(app)
        before.sign_in("alice")
        phone = Phone(Person(app, "alice"), county)
        visit = phone.visit(county.doors["王一"])

    with time_machine.travel(START + timedelta(days=20), tick=False):
        assert before.post("/sync/push", proto=1).json["code"] == "signed_out"
        phone.person = Person(app, "alice")
        assert [verdict["status"] for verdict in phone.verdicts(visit)] == ["created"]


def test_a_desk_ends_after_half_an_hour_of_silence(app: Flask, county: County):
    assert code_after(signed_in(app, "carol"), timedelta(minutes=29)) is None
    assert code_after(signed_in(app, "carol"), timedelta(minutes=31)) == "signed_out"


def test_a_desk_in_use_stays_until_its_twelve_hours_are_over(app: Flask, county: County):
    desk = signed_in(app, "carol")

    hourly = [code_after(desk, timedelta(minutes=minutes)) for minutes in range(20, 720, 20)]

    assert set(hourly) == {None}
    assert code_after(desk, timedelta(hours=12, seconds=1)) == "signed_out"


@pytest.mark.parametrize(
    ("username", "app_name", "listed"),
    [("alice", "desk", "phone"), ("frank", "phone", "phone"), ("frank", "desk", "desk"), ("carol", "phone", "desk")],
)
def test_which_limits_hold_for_whom(app: Flask, county: County, username: str, app_name: str, listed: str):
    browser = signed_in(app, username, app_name)

    with time_machine.travel(START, tick=False):
        assert browser.get("/sessions").json["items"][0]["app"] == listed


def test_reading_does_not_stand_in_line_behind_a_long_write(app: Flask, county: County):
    """A desk that reads while a roster is written gets its answer; that it was heard of may be written down later."""
    browser = signed_in(app, "carol")

    def read() -> int:
        with app.app_context():
            return browser.get("/session").status_code

    with time_machine.travel(START + timedelta(minutes=5), tick=False), ThreadPoolExecutor(1) as pool, writing():
        answer = pool.submit(read).result(timeout=20)

    assert answer == 200


def test_a_list_that_is_still_being_sent_keeps_its_moment(app: Flask, county: County):
    """To note the session would end the transaction that a list and its totals share."""
    browser = signed_in(app, "dora")

    def add_a_door() -> None:
        with app.app_context():
            register("孙五", EAST_1, "桥东村9号")

    with time_machine.travel(START + timedelta(minutes=5), tick=False):
        answer = browser.get("/exports/uncovered.csv")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(add_a_door).result()
        lines = answer.text.splitlines()

    assert "未覆盖 4 " in lines[1]
    assert len(lines) == 4 + 4


def test_sessions_are_listed_with_what_their_owner_knows_them_by(app: Flask, county: County):
    desk, phone = (
        Browser(app),
        Browser(app, agent="Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile MicroMessenger/8.0"),
    )
    desk.sign_in("frank")
    phone.sign_in("frank", app="phone")

    page = desk.get("/sessions").json

    assert page["total"] == 2
    assert {(one["app"], one["browser"], one["is_this"]) for one in page["items"]} == {
        ("desk", "Chrome · Windows", True),
        ("phone", "微信 · Android", False),
    }
    assert "token" not in str(page)


def test_one_session_can_be_ended_and_all_others(app: Flask, county: County):
    here, there, far = Browser(app), Browser(app), Browser(app)
    for browser in (here, there, far):
        browser.sign_in("carol")
    second = next(one["id"] for one in there.get("/sessions").json["items"] if one["is_this"])

    assert here.delete(f"/sessions/{second}").status_code == 204
    assert there.get("/session").json["code"] == "signed_out"
    assert here.delete("/sessions").json == {"ended": 1}
    assert far.get("/session").json["code"] == "signed_out"
    assert here.get("/session").status_code == 200


def test_nobody_ends_or_sees_a_session_of_somebody_else(app: Flask, county: County):
    carol, charlie = Browser(app), Browser(app)
    carol.sign_in("carol")
    charlie.sign_in("charlie")
    carols = carol.get("/sessions").json["items"][0]["id"]

    assert charlie.delete(f"/sessions/{carols}").status_code == 404
    assert charlie.delete("/sessions").json == {"ended": 0}
    assert [one["is_this"] for one in charlie.get("/sessions").json["items"]] == [True]
    assert carol.get("/session").status_code == 200


def test_a_session_that_is_over_is_not_listed_and_goes_with_the_next_sign_in(app: Flask, county: County):
    signed_in(app, "carol")

    with time_machine.travel(START + timedelta(hours=1), tick=False):
        browser = Browser(app)
        browser.sign_in("carol")
        assert browser.get("/sessions").json["total"] == 1

    assert len(db.session.scalars(select(SignIn.id)).all()) == 1


def test_a_new_password_of_ones_own_ends_the_other_sessions(app: Flask, county: County):
    here, there = Browser(app), Browser(app)
    for browser in (here, there):
        browser.sign_in("alice")

    changed = here.put("/session/password", old=PASSWORD, new="another-fine-horse")

    assert changed.status_code == 204
    assert (here.get("/session").status_code, there.get("/session").status_code) == (200, 401)
    assert Browser(app).sign_in("alice").json["code"] == "sign_in_failed"
    assert Browser(app).sign_in("alice", "another-fine-horse").status_code == 201
