"""What a request carries: a phone's push, its pictures, headers and cookies."""

import base64
import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime

from flask import Flask

from app import create_app
from app.codes import is_code
from app.db import db
from app.households.identity import id_number_fault, normalise_code, phones_in
from app.people import totp
from app.people.browsers import browser_of
from app.problems import Problem
from app.sync import anchors, devices, images, reading
from app.sync.schemas import PushSchema
from config import Config
from tests.fuzz.files import told_in

_PUSH = PushSchema()
_SECRET = totp.new_secret()


def push(data: bytes) -> None:
    """A batch: what cannot be read of it comes back with its problem, and nothing is raised but for the envelope."""
    told = _PUSH.load(told_in(data))
    devices.read_report(told["phone"])
    for raw in told["items"]:
        received = reading.read(raw)
        assert received.problem or received.readable_item
        assert received.name is not None
        assert received.raw_sha256
    for blob in told["blobs"]:
        images.decode(blob["sha256"], blob["data"])


def body(data: bytes) -> None:
    """What a phone recorded, in an envelope that is as it should be."""
    text = data.decode("utf-8", "replace")
    said = {"id": "01900000-0000-7000-8000-000000000001", "device_seq": 1, "type": "visit", "body": text}
    for version in (1, 2):
        reading.read({**said, "schema_version": version, "sha256": hashlib.sha256(text.encode()).hexdigest()})


def picture(data: bytes) -> None:
    """The bytes of a signature or photo, as they come and as base64."""
    named = hashlib.sha256(data).hexdigest()
    for text in (data.decode("latin-1"), base64.b64encode(data).decode()):
        decoded = images.decode(named, text)
        assert decoded.problem or decoded.mime in ("image/png", "image/jpeg")


def words(data: bytes) -> None:
    """Short texts that have a form: codes, numbers, anchors, what a browser calls itself."""
    text = data.decode("utf-8", "replace")
    id_number_fault(normalise_code(text))
    phones_in(text)
    is_code(text)
    browser_of(text)
    totp.matching_step(_SECRET, text, datetime(2026, 11, 26, tzinfo=UTC))
    with suppress(Problem):
        anchors.read_anchor(text)


class _InMemory(Config):
    SQLALCHEMY_DATABASE_URI = "sqlite://"
    TRUSTED_PROXIES = 1


def _served() -> Flask:
    app = create_app(_InMemory)
    with app.app_context():
        db.create_all()
    return app


_NAMES = ("Cookie", "Authorization", "Origin", "X-Forwarded-For", "Host", "Range", "Content-Type", "If-None-Match")
_ADDRESSES = ("/api/v1/session", "/api/v1/coverage", "/phone/", "/nowhere")
_APP: list[Flask] = []


def headers(data: bytes) -> None:
    """A request of a stranger: no header, however it is written, may break the server."""
    if not _APP:
        _APP.append(_served())
    which, lines = data[:1], data[1:].split(b"\n")
    sent = {name: line.decode("latin-1").replace("\r", "") for name, line in zip(_NAMES, lines, strict=False) if line}
    # A server hands on no header with a control character in it.
    sent = {name: "".join(letter for letter in value if letter >= " ") for name, value in sent.items()}
    address = _ADDRESSES[(which[0] if which else 0) % len(_ADDRESSES)]
    with _APP[0].app_context():
        answer = _APP[0].test_client(use_cookies=False).get(address, headers=sent)
        assert answer.status_code in (200, 304, 400, 401, 403, 404, 416, 503), (answer.status_code, sent)
        json.dumps(answer.text)
