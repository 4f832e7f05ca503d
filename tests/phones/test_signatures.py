"""What an enrolled phone sends is signed by its key, and nothing signed is taken twice."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.sync.models import Event
from tests.county import County
from tests.person import PASSWORD, Person
from tests.phone import Phone
from tests.phones.keyed import KeyedPhone, enrolled


@pytest.fixture
def phone(app: Flask, carol: Person, county: County) -> KeyedPhone:
    return enrolled(app, carol, "alice")


@pytest.fixture
def item(alice: Person, county: County) -> dict[str, Any]:
    return Phone(alice, county).visit(county.doors["王一"])


def test_a_signed_push_is_taken(phone: KeyedPhone, item: dict[str, Any]):
    assert phone.push(item).json["results"][0]["status"] == "created"


def test_a_replayed_signature_is_refused(phone: KeyedPhone, item: dict[str, Any]):
    header = phone.header("POST", "/sync/push", json.dumps(phone.batch(item)).encode())

    assert phone.push(item, headers=header).status_code == 200
    again = phone.push(item, headers=header)

    assert (again.status_code, again.json["code"]) == (409, "signature_used")


def test_the_same_sent_again_with_a_new_number_is_a_duplicate(phone: KeyedPhone, item: dict[str, Any]):
    first, second = phone.push(item), phone.push(item)

    assert [answer.json["results"][0]["status"] for answer in (first, second)] == ["created", "duplicate"]
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1


def test_a_replayed_read_of_doors_is_refused(phone: KeyedPhone):
    header = phone.header("GET", "/sync/snapshot")

    assert phone.call("GET", "/sync/snapshot", headers=header).json["items"]
    assert phone.call("GET", "/sync/snapshot", headers=header).json["code"] == "signature_used"


def test_a_replayed_sign_in_is_refused(phone: KeyedPhone):
    content = {"username": "alice", "password": PASSWORD, "app": "phone"}
    header = phone.header("POST", "/session", json.dumps(content).encode())

    assert phone.call("POST", "/session", content, header).status_code == 201
    assert phone.call("POST", "/session", content, header).json["code"] == "signature_used"


def test_an_older_number_is_refused_though_it_was_never_heard(phone: KeyedPhone):
    kept_back = phone.header("POST", "/sync/push", json.dumps(phone.batch()).encode())
    phone.push()

    assert phone.push(headers=kept_back).json["code"] == "signature_used"


def test_a_signature_is_good_for_what_it_was_made_for_only(phone: KeyedPhone, item: dict[str, Any]):
    of_nothing = json.dumps(phone.batch()).encode()

    other_body = phone.push(item, headers=phone.header("POST", "/sync/push", of_nothing))
    other_method = phone.call("GET", "/sync/pull", headers=phone.header("POST", "/sync/pull"))
    other_path = phone.call("GET", "/sync/pull?since=3", headers=phone.header("GET", "/sync/pull?since=2"))

    assert {answer.json["code"] for answer in (other_body, other_method, other_path)} == {"signature_wrong"}


@pytest.mark.parametrize("header", ["", "x", "0" * 64 + ":1:" + "0" * 64 + ":" + "A" * 86 + "=="])
def test_what_is_no_signature_is_refused_in_words(phone: KeyedPhone, header: str):
    assert phone.push(headers={"X-Device": header}).json["code"] == "signature_wrong"


def test_the_session_of_an_enrolled_phone_is_good_for_nobody_else(app: Flask, carol: Person, phone: KeyedPhone):
    stolen = phone.client.get_cookie("qiaomen_session")
    thief, colleague = app.test_client(), enrolled(app, carol, "bob")
    for client in (thief, colleague.client):
        client.set_cookie("qiaomen_session", stolen.value)

    assert thief.get("/api/v1/sync/snapshot").json["code"] == "signature_wrong"
    assert colleague.call("GET", "/sync/snapshot").json["code"] == "signature_wrong"


def test_a_sign_in_without_the_key_is_another_session(app: Flask, phone: KeyedPhone):
    """Until the county demands a key; but what was opened with one needs it."""
    phone.client.post("/api/v1/session", json={"username": "alice", "password": PASSWORD, "app": "phone"})

    assert phone.client.get("/api/v1/session").status_code == 200


def test_refusals_are_in_the_log(erin: Person, phone: KeyedPhone):
    header = phone.header("GET", "/sync/snapshot")
    for _ in range(2):
        phone.call("GET", "/sync/snapshot", headers=header)

    (refused,) = [entry for entry in erin.get("/audit").json["items"] if entry["outcome"] == "refused"]
    assert refused["action"] == "fetch_snapshot"
