"""The wait that grows after errors: by name and by address, the same for names that nobody has, and never for good."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app import clock, create_app
from app.changes import writing
from app.db import db
from app.people import attempts
from app.people.models import Attempts
from app.people.session import browser_cookie
from config import Config
from tests.county import County
from tests.people.browser import WRONG, Browser, code_of, enrol, hire
from tests.person import Person


@pytest.fixture
def clockwork() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is told to go on."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def fail(browser: Browser, username: str, times: int) -> list[str]:
    return [browser.sign_in(username, WRONG).json["code"] for _ in range(times)]


def waits(browser: Browser, username: str, clockwork: time_machine.Traveller, times: int) -> list[int]:
    """Fail again and again, each time as soon as one may; how long one had to wait after each."""
    found = []
    for _ in range(times):
        assert browser.sign_in(username, WRONG).json["code"] == "sign_in_failed"
        found.append(int(browser.sign_in(username, WRONG).headers.get("Retry-After", 0)))
        clockwork.shift(found[-1])
    return found


def test_after_five_errors_a_name_waits_ever_longer_and_never_more_than_a_quarter_of_an_hour(
    app: Flask, county: County, clockwork: time_machine.Traveller
):
    assert fail(Browser(app), "alice", 4) == ["sign_in_failed"] * 4

    assert waits(Browser(app), "alice", clockwork, 12) == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_the_right_password_opens_after_the_wait_and_not_before(
    app: Flask, county: County, clockwork: time_machine.Traveller
):
    browser = Browser(app)
    fail(browser, "alice", 5)

    early = browser.sign_in("alice")
    clockwork.shift(2)
    late = browser.sign_in("alice")

    assert (early.status_code, early.json["code"], early.headers["Retry-After"]) == (429, "sign_in_wait", "2")
    assert "2 秒" in early.json["message"]
    assert late.status_code == 201


def test_nobody_is_locked_out_however_often_somebody_fails(
    app: Flask, county: County, clockwork: time_machine.Traveller
):
    waits(Browser(app), "alice", clockwork, 40)
    clockwork.shift(900)

    assert Browser(app, "127.0.0.9").sign_in("alice").status_code == 201


def test_asking_during_the_wait_does_not_lengthen_it(app: Flask, county: County, clockwork: time_machine.Traveller):
    browser = Browser(app)
    fail(browser, "alice", 5)

    assert set(fail(browser, "alice", 30)) == {"sign_in_wait"}
    clockwork.shift(2)
    assert browser.sign_in("alice").status_code == 201


def test_a_name_that_nobody_has_waits_in_the_same_words(app: Flask, county: County, clockwork: time_machine.Traveller):
    for _ in range(8):
        known, unknown = (Browser(app, f"127.0.0.{n}") for n in (2, 3))
        answers = [browser.sign_in(name, WRONG) for browser, name in ((known, "alice"), (unknown, "nobody"))]
        assert len({(a.status_code, a.text, a.headers.get("Retry-After")) for a in answers}) == 1
        clockwork.shift(1)


def test_signing_in_forgets_the_errors_before(app: Flask, county: County):
    browser = Browser(app)
    fail(browser, "alice", 4)
    assert browser.sign_in("alice").status_code == 201

    assert fail(browser, "alice", 5) == ["sign_in_failed"] * 5


def test_an_address_waits_after_twenty_errors_whatever_the_names(
    app: Flask, county: County, clockwork: time_machine.Traveller
):
    browser, elsewhere = Browser(app, "127.0.0.2"), Browser(app, "127.0.0.3")
    codes = [fail(browser, f"name{number}", 1)[0] for number in range(21)]

    assert codes == ["sign_in_failed"] * 20 + ["sign_in_wait"]
    assert elsewhere.sign_in("alice").status_code == 201
    clockwork.shift(2)
    assert browser.sign_in("alice").status_code == 201
    assert waits(browser, "other", clockwork, 3) == [4, 8, 16]


def test_an_address_never_waits_longer_than_five_minutes(app: Flask, county: County, clockwork: time_machine.Traveller):
    browser = Browser(app)
    for number in range(40):
        fail(browser, f"name{number}", 1)
        clockwork.shift(300)

    assert browser.sign_in("alice").status_code == 201


def test_who_signs_in_does_not_wash_their_address_clean(app: Flask, county: County, clockwork: time_machine.Traveller):
    browser = Browser(app)
    for number in range(20):
        fail(browser, f"name{number}", 1)
        if number < 19:
            browser.sign_in("alice")

    assert browser.sign_in("alice").json["code"] == "sign_in_wait"


def test_a_wrong_code_counts_like_a_wrong_password(app: Flask, county: County):
    secret, _ = enrol(Browser(app), hire())
    browser = Browser(app, "127.0.0.2")

    codes = [browser.sign_in("gina", code="000000").json["code"] for _ in range(6)]

    assert codes == ["code_wrong"] * 5 + ["sign_in_wait"]
    assert browser.sign_in("gina", code=code_of(secret, 1)).status_code == 429


def test_asking_for_the_code_is_no_error_and_forgives_none(
    app: Flask, county: County, clockwork: time_machine.Traveller
):
    enrol(Browser(app), hire())
    browser = Browser(app, "127.0.0.2")

    asked = [browser.sign_in("gina").json["code"] for _ in range(10)]
    tried = [browser.sign_in("gina", **more).json["code"] for _ in range(5) for more in ({"code": "000000"}, {})]

    assert asked == ["code_needed"] * 10
    assert tried == ["code_wrong", "code_needed"] * 4 + ["code_wrong", "sign_in_wait"]


def test_a_hundred_guesses_at_once_are_five(app: Flask, county: County):
    def guess(number: int) -> str:
        with app.app_context():
            code = Browser(app, f"127.0.1.{number}").sign_in("alice", WRONG).json["code"]
            db.session.remove()
        return code

    with ThreadPoolExecutor(16) as pool:
        codes = list(pool.map(guess, range(100)))

    assert codes.count("sign_in_wait") >= 90


def test_the_wait_outlives_a_restart(app: Flask, county: County, database_url: str):
    fail(Browser(app), "alice", 7)

    class Again(Config):
        SQLALCHEMY_DATABASE_URI = database_url

    restarted = create_app(Again)

    with restarted.app_context():
        assert Browser(restarted).sign_in("alice").json["code"] == "sign_in_wait"
        db.session.remove()
        db.engine.dispose()


def test_after_a_day_it_is_forgotten_and_takes_no_room(app: Flask, county: County, clockwork: time_machine.Traveller):
    for number in range(8):
        fail(Browser(app), f"name{number}", 1)
    clockwork.shift(timedelta(days=1, seconds=1))
    fail(Browser(app), "alice", 1)

    assert db.session.scalars(select(func.count()).select_from(Attempts)).one() == 2


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),
    ],
)
def test_what_counts_as_one_address(one: str, other: str, are_one: bool):
    assert (attempts.address_key(one) == attempts.address_key(other)) == are_one


def test_what_a_request_says_of_its_origin_is_believed_only_behind_a_proxy(app: Flask, county: County):
    def try_from(server: Flask, said: str) -> str:
        body = {"username": f"name{said}", "password": WRONG}
        headers = {"X-Forwarded-For": said}
        return server.test_client().post("/api/v1/session", json=body, headers=headers).json["code"]

    class Proxied(Config):
        SQLALCHEMY_DATABASE_URI = app.config["SQLALCHEMY_DATABASE_URI"]
        TRUSTED_PROXIES = 1

    bare = {try_from(app, f"198.51.100.{number}") for number in range(21)}
    with writing():
        db.session.query(Attempts).delete()
    server = create_app(Proxied)
    with server.app_context():
        behind = {try_from(server, f"203.0.113.9, 198.51.100.{number}") for number in range(21)}
        db.session.remove()
        db.engine.dispose()

    assert ("sign_in_wait" in bare, "sign_in_wait" in behind) == (True, False)


def test_a_password_change_tries_the_old_one_no_oftener_than_a_sign_in(alice: Person):
    codes = [alice.put_json("/session/password", old=WRONG, new="a-better-horse").json["code"] for _ in range(6)]

    assert codes == ["password_old_wrong"] * 5 + ["sign_in_wait"]


def test_a_stranger_at_the_name_keeps_nobody_out_of_their_own_browser(
    app: Flask, county: County, clockwork: time_machine.Traveller
):
    own, other = Browser(app), Browser(app, "127.0.0.4")
    own.sign_in("alice")
    fail(Browser(app, "127.0.0.3"), "alice", 9)

    assert other.sign_in("alice").json["code"] == "sign_in_wait"
    assert own.sign_in("alice").status_code == 201
    assert other.sign_in("alice").json["code"] == "sign_in_wait"


def test_a_browser_that_is_known_waits_for_its_own_errors(
    app: Flask, county: County, clockwork: time_machine.Traveller
):
    own = Browser(app)
    own.sign_in("alice")

    assert fail(own, "alice", 6) == ["sign_in_failed"] * 5 + ["sign_in_wait"]
    assert Browser(app, "127.0.0.3").sign_in("alice").status_code == 201


def test_a_browser_is_known_to_those_only_who_were_signed_in_there(app: Flask, county: County):
    shared = Browser(app)
    shared.sign_in("bob")
    token = shared.client.get_cookie(browser_cookie("bob"), path="/api/v1/session").value
    shared.client.set_cookie(browser_cookie("alice"), token, path="/api/v1/session")
    fail(Browser(app, "127.0.0.3"), "alice", 5)
    fail(Browser(app, "127.0.0.3"), "bob", 5)

    assert shared.sign_in("alice").json["code"] == "sign_in_wait"
    assert shared.sign_in("bob").status_code == 201


def test_a_new_password_makes_every_browser_a_stranger(app: Flask, county: County):
    thief = Browser(app)
    thief.sign_in("alice")
    app.test_cli_runner().invoke(args=["set-password", "--username", "alice", "--password", "a-fresh-horse"])
    fail(Browser(app, "127.0.0.3"), "alice", 5)

    assert thief.sign_in("alice").json["code"] == "sign_in_wait"


def test_the_mark_of_a_browser_opens_nothing_and_no_script_reads_it(app: Flask, county: County):
    answer = Browser(app).sign_in("alice")

    marks = [line for line in answer.headers.getlist("Set-Cookie") if "qiaomen_browser" in line]
    assert all("HttpOnly" in line and "SameSite=Lax" in line and "Path=/api/v1/session" in line for line in marks)
    token = marks[0].partition("=")[2].partition(";")[0]
    assert Browser(app).get("/session", Authorization=f"Bearer {token}").json["code"] == "signed_out"
