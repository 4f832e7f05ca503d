"""The second step of the office: set up at the first sign-in, asked for at every other, each code once."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock, create_app
from app.db import db
from app.people import second_step
from app.people.models import RecoveryCode, User
from config import Config
from tests.county import County
from tests.people.browser import Browser, code_of, enrol, hire


@pytest.mark.parametrize("role", ["station", "supervisor", "admin"])
def test_the_first_sign_in_leads_nowhere_but_to_the_second_step(app: Flask, county: County, role: str):
    browser = Browser(app)

    session = browser.sign_in(hire(role=role)).json

    assert session["needs_second_step"]
    refused = [
        browser.get(path) for path in ("/coverage", "/households", "/users", "/sessions", "/exports/uncovered.csv")
    ]
    assert {answer.json["code"] for answer in refused} == {"second_step_missing"}
    assert browser.get("/session").json["needs_second_step"]
    assert browser.delete("/session").status_code == 204


@pytest.mark.parametrize("role", ["worker", "village"])
def test_who_walks_needs_none(app: Flask, county: County, role: str):
    assert not Browser(app).sign_in(hire(role=role)).json["needs_second_step"]


def test_setting_it_up_opens_a_new_and_whole_session(app: Flask, county: County):
    browser = Browser(app)
    token = browser.sign_in(hire()).json["token"]
    made = browser.post("/second-step").json

    answer = browser.put("/second-step", code=code_of(made["secret"]))

    assert not answer.json["needs_second_step"]
    assert answer.json["token"] not in (token, None)
    assert browser.get("/coverage").status_code == 200
    assert Browser(app).get("/session", Authorization=f"Bearer {token}").json["code"] == "signed_out"


def test_what_the_authenticator_is_told(app: Flask, county: County):
    browser = Browser(app)
    browser.sign_in(hire())

    made = browser.post("/second-step").json

    address = urlsplit(made["address"])
    query = parse_qs(address.query)
    assert (address.scheme, address.netloc, unquote(address.path)) == ("otpauth", "totp", "/敲门:gina")
    assert (query["secret"], query["digits"], query["period"]) == ([made["secret"]], ["6"], ["30"])
    assert made["picture"].startswith("<svg xmlns=")


def test_a_wrong_code_sets_nothing_up(app: Flask, county: County):
    browser = Browser(app)
    browser.sign_in(hire())
    browser.post("/second-step")

    assert browser.put("/second-step", code="000000").json["code"] == "code_wrong"
    assert browser.get("/coverage").json["code"] == "second_step_missing"
    assert Browser(app).sign_in("gina").json["needs_second_step"]


def test_without_a_secret_there_is_nothing_to_confirm(app: Flask, county: County):
    browser = Browser(app)
    browser.sign_in(hire())

    assert browser.put("/second-step", code="000000").json["code"] == "code_wrong"


def test_the_password_alone_opens_nothing_any_more(app: Flask, county: County):
    secret, _ = enrol(Browser(app), hire())
    browser = Browser(app)

    asked = browser.sign_in("gina")
    entered = browser.sign_in("gina", code=code_of(secret, 1))

    assert (asked.status_code, asked.json["code"], browser.cookie() is None) == (401, "code_needed", False)
    assert "Set-Cookie" not in asked.headers
    assert (entered.status_code, entered.json["needs_second_step"]) == (201, False)


def test_a_wrong_password_is_not_told_apart_by_the_code(app: Flask, county: County):
    secret, _ = enrol(Browser(app), hire())

    answers = [Browser(app).sign_in("gina", "wrong-horse", **code) for code in ({}, {"code": code_of(secret, 1)})]

    assert {answer.json["code"] for answer in answers} == {"sign_in_failed"}


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (-1, 201), (0, 201), (1, 201), (2, 401)])
def test_clocks_may_be_half_a_minute_apart(app: Flask, county: County, steps: int, status: int):
    secret, _ = enrol(Browser(app), hire())

    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        assert Browser(app).sign_in("gina", code=code_of(secret, steps)).status_code == status


def test_a_code_opens_once(app: Flask, county: County):
    secret, _ = enrol(Browser(app), hire())

    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        code = code_of(secret)
        first, again, older = [Browser(app).sign_in("gina", code=c) for c in (code, code, code_of(secret, -1))]

    assert (first.status_code, again.json["code"], older.json["code"]) == (201, "code_wrong", "code_wrong")


def test_the_code_that_set_it_up_does_not_open_as_well(app: Flask, county: County):
    with time_machine.travel(clock.now(), tick=False):
        secret, _ = enrol(Browser(app), hire())

        assert Browser(app).sign_in("gina", code=code_of(secret)).json["code"] == "code_wrong"


def test_a_code_may_be_typed_as_it_is_shown(app: Flask, county: County):
    secret, _ = enrol(Browser(app), hire())
    code = code_of(secret, 1)

    assert Browser(app).sign_in("gina", code=f"{code[:3]} {code[3:]}").status_code == 201


@pytest.mark.parametrize("code", ["１２３４５６", "abc", "0" * 40])
def test_what_is_no_code_is_refused_in_words(app: Flask, county: County, code: str):
    enrol(Browser(app), hire())

    assert Browser(app).sign_in("gina", code=code).json["code"] == "code_wrong"


def test_each_of_ten_recovery_codes_opens_once(app: Flask, county: County):
    _, codes = enrol(Browser(app), hire())

    first = [Browser(app).sign_in("gina", code=code.upper()).status_code for code in codes]
    again = [
        Browser(app, f"127.0.0.{n}").sign_in("gina", code=code).json["code"] for n, code in enumerate(codes[:3], 2)
    ]

    assert len(set(codes)) == 10
    assert first == [201] * 10
    assert again == ["code_wrong"] * 3


def test_recovery_codes_are_not_kept_in_clear(app: Flask, county: County):
    _, codes = enrol(Browser(app), hire())

    kept = set(db.session.scalars(select(RecoveryCode.code_sha256)))

    assert len(kept) == 10
    assert not kept & {form for code in codes for form in (code, code.replace("-", ""))}


def test_an_authenticator_in_use_is_not_replaced_by_whoever_sits_there(app: Flask, county: County):
    browser = Browser(app)
    secret, _ = enrol(browser, hire())

    assert browser.post("/second-step").json["code"] == "second_step_set"
    assert browser.put("/second-step", code=code_of(secret, 1)).json["code"] == "second_step_set"


def test_an_operator_resets_it_and_all_sessions_end(app: Flask, county: County):
    browser = Browser(app)
    enrol(browser, hire())

    result = app.test_cli_runner().invoke(args=["reset-totp", "gina"])

    assert result.exit_code == 0
    assert browser.get("/coverage").json["code"] == "signed_out"
    assert Browser(app).sign_in("gina").json["needs_second_step"]
    assert app.test_cli_runner().invoke(args=["reset-totp", "nobody"]).exit_code == 1


def test_it_outlives_a_restart(app: Flask, county: County, database_url: str):
    secret, _ = enrol(Browser(app), hire())
    spent = code_of(secret, 1)
    assert Browser(app).sign_in("gina", code=spent).status_code == 201

    class Again(Config):
        SQLALCHEMY_DATABASE_URI = database_url

    restarted = create_app(Again)
    with restarted.app_context():
        codes = [Browser(restarted).sign_in("gina", **more).json["code"] for more in ({}, {"code": spent})]
        db.session.remove()
        db.engine.dispose()

    assert codes == ["code_needed", "code_wrong"]


def test_a_session_for_setting_up_ends_after_a_quarter_of_an_hour(app: Flask, county: County):
    browser = Browser(app)
    browser.sign_in(hire())

    with time_machine.travel(clock.now() + timedelta(minutes=15, seconds=1)):
        assert browser.post("/second-step").json["code"] == "signed_out"


def test_a_new_start_replaces_a_secret_that_was_never_confirmed(app: Flask, county: County):
    browser = Browser(app)
    browser.sign_in(hire())
    first, second = (browser.post("/second-step").json["secret"] for _ in range(2))

    assert browser.put("/second-step", code=code_of(first)).json["code"] == "code_wrong"
    assert browser.put("/second-step", code=code_of(second)).status_code == 201


def test_the_roles_that_need_it(app: Flask):
    roles = ("worker", "village", "station", "supervisor", "admin")

    assert [second_step.is_needed(User(role=role, is_demo=False)) for role in roles] == [False, False, True, True, True]
