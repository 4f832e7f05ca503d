"""Somebody who calls the API: `alice.get("/coverage")`."""

from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app import clock

PASSWORD = "correct-horse"
# A little less than what ends a session: whoever comes back to a desk on the next day of a story signs in first.
DESK_PAUSE, PHONE_PAUSE = timedelta(minutes=29), timedelta(days=9)


class Person:
    """A test client that is signed in, and signs in again after a pause; paths are relative to /api/v1."""

    def __init__(self, app: Flask, username: str) -> None:
        self.username = username
        self._client = app.test_client(use_cookies=False)
        self._sign_in()

    def _sign_in(self) -> None:
        answer = self._client.post("/api/v1/session", json={"username": self.username, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        self.id = answer.json["user"]["id"]
        self._headers = {"Authorization": f"Bearer {answer.json['token']}"}
        self._stays_for = PHONE_PAUSE if answer.json["user"]["role"] == "worker" else DESK_PAUSE
        self._called_at = clock.now()

    def get(self, path: str, *, headers: dict[str, str] | None = None, **query: Any) -> TestResponse:
        asked = {k: v for k, v in query.items() if v is not None} or None
        return self._call("GET", path, headers=headers, query_string=asked)

    def post(self, path: str, *, headers: dict[str, str] | None = None, **body: Any) -> TestResponse:
        return self._call("POST", path, headers=headers, json=body)

    def put_json(self, path: str, **body: Any) -> TestResponse:
        return self._call("PUT", path, json=body)

    def patch(self, path: str, **body: Any) -> TestResponse:
        return self._call("PATCH", path, json=body)

    def patch_bytes(self, path: str, data: bytes, headers: dict[str, str]) -> TestResponse:
        return self._call("PATCH", path, headers=headers, data=data)

    def put(self, path: str, data: bytes = b"", *, headers: dict[str, str] | None = None) -> TestResponse:
        return self._call("PUT", path, headers=headers, data=data)

    def delete(self, path: str) -> TestResponse:
        return self._call("DELETE", path)

    def head(self, path: str, *, headers: dict[str, str] | None = None) -> TestResponse:
        return self._call("HEAD", path, headers=headers)

    def upload(self, path: str, **form: Any) -> TestResponse:
        """Send a form with files: upload("/rosters", file=(stream, "name.xlsx"), scope=…)."""
        return self._call("POST", path, data=form, content_type="multipart/form-data")

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        """Any request at all, with what the test client takes."""
        return self._call(method, path, **options)

    def _call(self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> TestResponse:
        if clock.now() - self._called_at > self._stays_for:
            self._sign_in()
        self._called_at = clock.now()
        return self._client.open(
            f"/api/v1{path}", method=method, headers={**self._headers, **(headers or {})}, **options
        )
