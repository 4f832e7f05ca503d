"""Signing in and out."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from app import clock
from tests.county import COUNTY, County
from tests.person import PASSWORD, Person


def sign_in(app: Flask, username: str, password: str):
    return app.test_client().post("/api/v1/session", json={"username": username, "password": password})


def test_it_answers_who_i_am(alice: Person):
    answer = alice.get("/session")

    assert answer.json["user"]["role"] == "worker"
    assert answer.json["token"] is None


def test_it_gives_a_browser_a_cookie_that_scripts_cannot_read(app: Flask, county: County):
    answer = sign_in(app, "dora", PASSWORD)

    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert answer.json["user"]["scope"] == COUNTY


@pytest.mark.parametrize(("username", "password"), [("dora", "wrong"), ("nobody", PASSWORD)])
def test_it_refuses_a_wrong_password_and_an_unknown_name_alike(
    app: Flask, county: County, username: str, password: str
):
    answer = sign_in(app, username, password)

    assert answer.status_code == 401
    assert answer.json["code"] == "sign_in_failed"


def test_it_ends_a_session(alice: Person):
    assert alice.delete("/session").status_code == 204

    assert alice.get("/session").json["code"] == "signed_out"


def test_a_session_ends_by_itself(app: Flask, county: County):
    browser = app.test_client()
    token = browser.post("/api/v1/session", json={"username": "alice", "password": PASSWORD}).json["token"]

    with time_machine.travel(clock.now() + timedelta(days=31)):
        answer = browser.get("/api/v1/session", headers={"Authorization": f"Bearer {token}"})

    assert answer.json["code"] == "signed_out"


def test_another_site_cannot_use_my_cookie(app: Flask, county: County):
    browser = app.test_client()
    browser.post("/api/v1/session", json={"username": "dora", "password": PASSWORD})

    crossed = browser.delete("/api/v1/session", headers={"Sec-Fetch-Site": "cross-site"})
    linked = browser.delete("/api/v1/session", headers={"Origin": "http://elsewhere.example"})

    assert crossed.json["code"] == linked.json["code"] == "cross_site"
    assert browser.get("/api/v1/session").status_code == 200
