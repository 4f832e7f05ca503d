"""Whoever signs in, changes a password or an account, or sets up a second step leaves exactly one entry."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.audit import log
from app.db import db
from app.oversight import witness
from app.people.models import SignIn, User
from tests.audit.reading import brief, told_of
from tests.county import TOWN
from tests.people.browser import WRONG, Browser, code_of, enrol, hire
from tests.person import PASSWORD, Person

NEW = "a-horse-of-another-colour"


@pytest.fixture
def gina(app: Flask, erin: Person) -> Browser:
    """The office's newest, who has signed in with a password and no more."""
    browser = Browser(app)
    assert browser.sign_in(hire("gina")).status_code == 201
    return browser


def account(username: str) -> str:
    found = db.session.scalars(select(User.id).where(User.username == username)).one()
    db.session.rollback()
    return str(found)


def test_a_second_step_is_in_it_once_when_it_is_proved(erin: Person, gina: Browser):
    secret: list[str] = []

    begun = told_of(erin, lambda: secret.append(gina.post("/second-step").json["secret"]))
    missed = told_of(erin, lambda: gina.put("/second-step", code="000000"))
    proved = told_of(erin, lambda: gina.put("/second-step", code=code_of(secret[0])))

    assert (begun, missed) == ([], [])
    assert [brief(entry) for entry in proved] == [("gina", "set_second_step", "done")]
    assert secret[0] not in str(proved)


def test_who_reads_before_the_second_step_was_refused(erin: Person, gina: Browser):
    left = told_of(erin, lambda: gina.get("/households"))

    assert [brief(entry) for entry in left] == [("gina", "list_doors", "second_step_missing")]


def test_a_sign_in_with_a_second_step_is_one_entry_and_a_wrong_code_another(app: Flask, erin: Person):
    secret, _ = enrol(Browser(app), hire("gina"))

    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        asked = told_of(erin, lambda: Browser(app).sign_in("gina"))
        wrong = told_of(erin, lambda: Browser(app).sign_in("gina", code="000000"))
        right = told_of(erin, lambda: Browser(app).sign_in("gina", code=code_of(secret)))

    assert asked == []
    assert [brief(entry) for entry in wrong] == [("gina", "sign_in", "code_wrong")]
    assert [brief(entry) for entry in right] == [("gina", "sign_in", "done")]


def test_a_good_sign_in_and_a_failed_one_and_one_that_must_wait_leave_one_each(app: Flask, erin: Person):
    good = told_of(erin, lambda: Browser(app).sign_in("bob"))
    failed = told_of(erin, lambda: [Browser(app).sign_in("bob", WRONG) for _ in range(5)])
    waits = told_of(erin, lambda: Browser(app).sign_in("bob"))

    assert [brief(entry) for entry in good] == [("bob", "sign_in", "done")]
    assert [brief(entry) for entry in failed] == [("bob", "sign_in", "sign_in_failed")] * 5
    assert [(brief(entry), entry["said"]) for entry in waits] == [
        (("bob", "sign_in", "sign_in_wait"), "多次输错，还要等候")
    ]


def test_a_password_changed_and_one_not_known_leave_one_each(bob: Person, erin: Person):
    wrong = told_of(erin, lambda: bob.put_json("/session/password", old=WRONG, new=NEW))
    weak = told_of(erin, lambda: bob.put_json("/session/password", old=PASSWORD, new="12345678"))
    changed = told_of(erin, lambda: bob.put_json("/session/password", old=PASSWORD, new=NEW))

    assert [brief(entry) for entry in wrong] == [("bob", "change_password", "password_old_wrong")]
    assert weak == []
    assert [brief(entry) for entry in changed] == [("bob", "change_password", "done")]
    assert NEW not in str(changed)


CASES: dict[str, tuple[Callable[[Person, str], Any], str, str]] = {
    "close": (lambda p, u: p.patch(f"/accounts/{u}", is_active=False), "change_account", "停用，Bob"),
    "open": (lambda p, u: p.patch(f"/accounts/{u}", is_active=True), "change_account", "重新启用，Bob"),
    "password": (lambda p, u: p.post(f"/accounts/{u}/password"), "give_password", "Bob"),
    "second step": (lambda p, u: p.delete(f"/accounts/{u}/second-step"), "reset_second_step", "Bob"),
    "sessions": (lambda p, u: p.delete(f"/accounts/{u}/sessions"), "end_sessions_of", "Bob"),
    "one session": (
        lambda p, u: p.delete(f"/accounts/{u}/sessions/{p.get(f'/accounts/{u}/sessions').json['items'][0]['id']}"),
        "end_session_of",
        "Bob",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_an_administrator_does_to_an_account_is_in_it(bob: Person, erin: Person, dora: Person, name: str):
    act, word, said = CASES[name]

    left = told_of(dora, lambda: act(erin, bob.id))

    assert [brief(entry) for entry in left] == [("erin", word, "done")]
    assert (left[0]["object_kind"], left[0]["object_id"], left[0]["scope"]) == ("user", bob.id, TOWN)
    assert set(left[0]["said"].split("，")) == set(said.split("，"))


def test_a_new_account_is_in_it_by_its_id_and_its_password_is_not(erin: Person):
    told: list[Any] = []
    new = {"username": "hugo", "name": "胡果", "role": "station", "scope": TOWN}

    left = told_of(erin, lambda: told.append(erin.post("/accounts", **new).json))

    assert [(brief(e), e["object_id"], e["said"]) for e in left] == [
        (("erin", "make_account", "done"), account("hugo"), "胡果")
    ]
    assert told[0]["password"] not in str(left)


@pytest.mark.parametrize(
    ("act", "word"),
    [
        (lambda p: p.patch(f"/accounts/{p.id}", is_active=False), "change_account"),
        (lambda p: p.delete(f"/accounts/{p.id}/second-step"), "reset_second_step"),
    ],
)
def test_nobody_tries_it_on_themselves_unseen(erin: Person, act: Callable[[Person], Any], word: str):
    left = told_of(erin, lambda: act(erin))

    assert [brief(entry) for entry in left] == [("erin", word, "own_account")]


def test_ones_own_sessions_end_with_an_entry_and_are_looked_at_without(app: Flask, bob: Person, erin: Person):
    Browser(app).sign_in("bob")
    other = next(one["id"] for one in bob.get("/sessions").json["items"] if not one["is_this"])

    looked = told_of(
        erin, lambda: (bob.get("/sessions"), erin.get("/accounts"), erin.get(f"/accounts/{bob.id}/sessions"))
    )
    one = told_of(erin, lambda: bob.delete(f"/sessions/{other}"))
    others = told_of(erin, lambda: bob.delete("/sessions"))

    assert looked == []
    assert [(brief(e), e["object_kind"], e["object_id"]) for e in one] == [
        (("bob", "end_session", "done"), "sign_in", other)
    ]
    assert [brief(entry) for entry in others] == [("bob", "end_other_sessions", "done")]


def test_an_authenticator_forgotten_at_the_server_is_in_it(app: Flask, carol: Person, erin: Person):
    left = told_of(erin, lambda: app.test_cli_runner().invoke(args=["reset-totp", "carol"]))

    assert [(e["action"], e["object_id"], e["role"], e["said"]) for e in left] == [
        ("run_command", "reset-totp", "operator", "Carol")
    ]


def test_that_a_session_was_heard_of_is_no_entry_and_the_line_outside_is_kept(
    app: Flask, alice: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Both are written once the answer is made, and neither is in the other's way."""
    monkeypatch.setitem(app.config, "AUDIT_HEAD_FILE", tmp_path / "audit-head")
    before = log.end().seq
    db.session.rollback()

    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert alice.get("/households").status_code == 200
        seen = select(SignIn.last_seen_at).join(User, User.id == SignIn.user_id).where(User.username == "alice")

        assert db.session.scalars(seen).all() == [clock.now()]
    assert log.end().seq == before + 1
    assert witness.read() == log.end()
