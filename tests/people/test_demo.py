"""Accounts whose password is printed open on the machine that runs the demo, and nowhere else."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from app.changes import writing
from app.db import db
from app.people.models import User
from tests.county import County
from tests.people.browser import Browser
from tests.person import PASSWORD, Person

PUBLIC = "http://192.0.2.7:8000"


def ask(app: Flask, *, peer: str = "127.0.0.1", url: str = "http://127.0.0.1:8000", **headers: str) -> str | None:
    """Sign in as Dora, whose account counts as a demo's; the refusal, if any."""
    spelt = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = app.test_client().post(
        "/api/v1/session",
        json={"username": "dora", "password": PASSWORD},
        base_url=url,
        headers=spelt,
        environ_base={"REMOTE_ADDR": peer},
    )
    return answer.json.get("code")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost:5173", "http://[::1]:8000"])
def test_a_demo_account_opens_here_without_a_second_step(app: Flask, county: County, url: str):
    assert ask(app, url=url) is None


@pytest.mark.parametrize(
    "asked",
    [
        {"peer": "192.0.2.9"},
        {"url": "https://county.example"},
        {"url": PUBLIC},
        {"X_Forwarded_For": "192.0.2.9"},
        {"Forwarded": "for=192.0.2.9"},
        {"X_Forwarded_For": "127.0.0.1"},
        {"peer": ""},
    ],
)
def test_it_opens_nowhere_else(app: Flask, county: County, asked: dict[str, str]):
    assert ask(app, **asked) == "demo_only_here"


def test_a_session_of_the_demo_is_of_no_use_elsewhere(app: Flask, county: County, dora: Person):
    token = Browser(app).sign_in("dora").json["token"]
    headers = {"Authorization": f"Bearer {token}"}

    afar = app.test_client().get("/api/v1/coverage", headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.9"})

    assert (afar.status_code, afar.json["code"]) == (403, "demo_only_here")
    assert dora.get("/coverage").status_code == 200


def test_a_wrong_password_is_answered_alike_from_everywhere(app: Flask, county: County):
    answer = Browser(app, "192.0.2.9").sign_in("dora", "wrong-horse")

    assert answer.json["code"] == "sign_in_failed"


def test_with_a_password_of_its_own_it_is_an_account_like_any_other(app: Flask, county: County):
    changed = app.test_cli_runner().invoke(args=["set-password", "--username", "dora", "--password", "a-fresh-horse"])

    answer = Browser(app, "192.0.2.9").sign_in("dora", "a-fresh-horse")

    assert changed.exit_code == 0
    assert answer.json["needs_second_step"]


@pytest.mark.parametrize(("url", "code"), [(PUBLIC, 1), ("http://0.0.0.0:8000", 1), ("http://127.0.0.1:8000", 0)])
def test_make_run_serves_the_demo_on_a_loopback_address_only(
    app: Flask, county: County, tmp_path: Path, url: str, code: int
):
    app.config["RESCUE_KEY_FILE"] = tmp_path / "key.pem"

    result = app.test_cli_runner().invoke(args=["prepare", "--url", url])

    assert result.exit_code == code
    assert ("只能在本机" in result.output) == bool(code)


def test_make_run_serves_a_county_of_ones_own_to_others_when_it_is_told_to(
    app: Flask, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "key.pem")
    with writing():
        db.session.execute(update(User).values(is_demo=False))

    before = app.test_cli_runner().invoke(args=["prepare", "--url", PUBLIC])
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    result = app.test_cli_runner().invoke(args=["prepare", "--url", PUBLIC])

    assert (before.exit_code, result.exit_code) == (1, 0)
    assert "PRODUCTION=1" in before.output
    assert "演示账号" not in result.output


def test_make_run_makes_no_demo_on_a_public_address(app: Flask):
    result = app.test_cli_runner().invoke(args=["prepare", "--url", PUBLIC])

    assert result.exit_code == 1
    assert db.session.query(User).count() == 0
