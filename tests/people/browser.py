"""A browser that keeps its cookies, for what has to do with signing in; and an authenticator."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.changes import writing
from app.people import totp
from app.people.operations import create_user
from tests.county import COUNTY, TOWN
from tests.person import PASSWORD

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
WRONG = "wrong-horse"


class Browser:
    """Somebody at a computer of their own: `address` is where their requests come from."""

    def __init__(self, app: Flask, address: str = "127.0.0.1", agent: str = CHROME) -> None:
        self.client = app.test_client()
        self._from = {"REMOTE_ADDR": address}
        self._headers = {"User-Agent": agent}

    def sign_in(self, username: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        return self.post("/session", username=username, password=password, **more)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._call("GET", path, headers)

    def post(self, path: str, **body: Any) -> TestResponse:
        return self._call("POST", path, {}, json=body)

    def put(self, path: str, **body: Any) -> TestResponse:
        return self._call("PUT", path, {}, json=body)

    def delete(self, path: str, **headers: str) -> TestResponse:
        return self._call("DELETE", path, headers)

    def cookie(self) -> str | None:
        found = self.client.get_cookie("qiaomen_session")
        return found.value if found else None

    def _call(self, method: str, path: str, headers: dict[str, str], **options: Any) -> TestResponse:
        spelt = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(
            f"/api/v1{path}", method=method, headers={**self._headers, **spelt}, environ_base=self._from, **options
        )


def hire(username: str = "gina", role: str = "station", scope: str = TOWN) -> str:
    """Somebody with a real account, as the office makes them; answers the user name."""
    with writing():
        create_user(
            username=username,
            password=PASSWORD,
            name=username.title(),
            role=role,
            scope=scope if role != "admin" else COUNTY,
        )
    return username


def enrol(browser: Browser, username: str) -> tuple[str, list[str]]:
    """Sign in for the first time and set up the second step; the secret, and the recovery codes."""
    assert browser.sign_in(username).json["needs_second_step"]
    secret = browser.post("/second-step").json["secret"]
    answer = browser.put("/second-step", code=code_of(secret))
    assert answer.status_code == 201, answer.text
    return secret, answer.json["recovery_codes"]


def code_of(secret: str, steps: int = 0) -> str:
    """What the authenticator shows now, or so many half minutes from now."""
    return totp.code_at(secret, totp.step_of(clock.now()) + steps)
