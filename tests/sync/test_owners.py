"""A phone is its owner's: nobody speaks for a colleague's, uses up its numbers or is told its secret."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.blobs.models import BlobBringer
from app.db import db
from app.sync import sealing
from app.sync.models import Event, Quarantine
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256


@pytest.fixture
def phone(app: Flask, alice: Person, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Phone:
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "county-key.pem")
    sealing.make_file(tmp_path / "county-key.pem")
    return Phone(alice, county)


@pytest.fixture
def thief(phone: Phone, bob: Person, county: County) -> Phone:
    """Bob, in the name of Alice's phone."""
    named = Phone(bob, county)
    named.device_id = phone.device_id
    return named


def test_its_secret_is_told_to_nobody_else(phone: Phone, thief: Phone):
    assert phone.push(report={}).json["device_secret"]
    assert thief.push(report={}).json["device_secret"] is None


def test_its_numbers_stay_its_own(phone: Phone, thief: Phone, county: County):
    phone.push(report={})

    theirs = thief.verdicts(thief.visit(county.doors["赵三"]))
    mine = phone.verdicts(phone.visit(county.doors["王一"]))

    assert [v["status"] for v in (*theirs, *mine)] == ["created", "created"]


def test_its_backlog_is_what_it_says_itself(phone: Phone, thief: Phone, carol: Person):
    phone.push(report={"minted_seq": 10})
    thief.push(report={"minted_seq": 0})

    seen = {device["worker_name"]: device["missing"] for device in carol.get("/devices").json["items"]}
    assert seen == {"Alice": 10, "Bob": 0}


REQUESTS = [
    ("POST", "/sync/push"),
    ("GET", "/sync/snapshot"),
    ("GET", "/sync/pull"),
    ("HEAD", f"/blobs/{sha256(png())}"),
    ("PUT", f"/blobs/{sha256(png())}"),
    ("PATCH", f"/blobs/{sha256(png())}"),
    ("GET", "/grades/mine"),
]


@pytest.mark.parametrize("other", ["bob", "carol"])
@pytest.mark.parametrize(("method", "path"), REQUESTS)
def test_what_is_meant_for_one_account_is_never_anothers(
    app: Flask, phone: Phone, county: County, method: str, path: str, other: str
):
    """Another tab has signed in meanwhile; the cookie is theirs by now, or the desk's."""
    batch = {"proto": 1, "device_id": phone.device_id, "items": [phone.visit(county.doors["王一"])], "blobs": []}
    sent = {"json": batch} if method == "POST" else {"data": png()} if method in ("PUT", "PATCH") else {}
    piece = {"Upload-Offset": "0", "Upload-Length": str(len(png()))} if method == "PATCH" else {}
    headers = {"X-Account": phone.person.id, **piece}

    refused = Person(app, other).send(method, path, headers=headers, **sent)

    assert (refused.status_code, refused.headers["X-Problem"]) == (401, "session_of_another")
    assert method == "HEAD" or "此浏览器已换别的账号登录" in refused.json["message"]
    rows = (
        db.session.scalars(select(func.count()).select_from(table)).one() for table in (Event, Quarantine, BlobBringer)
    )
    assert list(rows) == [0, 0, 0]
    mine = phone.person.send(method, path, headers=headers, **sent)
    assert mine.status_code in (200, 201) or method == "HEAD"


def test_apps_that_name_nobody_are_served_as_before(phone: Phone, county: County):
    assert [one["status"] for one in phone.verdicts(phone.visit(county.doors["王一"]))] == ["created"]
