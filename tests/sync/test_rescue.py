"""A phone's outbox that comes as a file: its author kept, any number of times, and nobody else's word taken for it."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.blobs.models import Blob
from app.changes import writing
from app.check import disagreements
from app.db import db
from app.sync.models import Device, Event, Quarantine
from app.sync.sealing import CountyKey, make_key
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.sync.sealed import bring, counts, key, outbox, seal, secret_of

__all__ = ["key"]  # a fixture
DATA = Path(__file__).parents[1] / "data/rescue"


def test_another_brings_the_file_and_the_author_stays(key: CountyKey, phone: Phone, carol: Person, county: County):
    secret = secret_of(phone)
    items = (phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), phone.visit(county.doors["钱四"]))
    file = seal(key, outbox(phone, *items, blobs=(png(),), device_secret=secret))

    told = bring(carol, file)

    assert told["counts"] == counts(created=2, needs_review=1)
    assert (told["worker_name"], told["device_id"], told["total"]) == ("Alice", phone.device_id, 3)
    assert {str(author) for author in db.session.scalars(select(Event.author_id))} == {phone.person.id}
    assert {str(worker) for worker in db.session.scalars(select(Visit.worker_id))} == {phone.person.id}
    assert db.session.scalars(select(Blob.sha256)).all() == [sha256(png())]
    assert list(disagreements()) == []


def test_brought_again_and_pushed_as_well_it_is_once(
    key: CountyKey, phone: Phone, carol: Person, bob: Person, county: County
):
    secret = secret_of(phone)
    items = [phone.visit(county.doors["王一"], note=str(number)) for number in range(120)]
    phone.verdicts(*items[:10])
    file = seal(key, outbox(phone, *items, device_secret=secret))

    first, again = bring(carol, file), bring(bob, file)
    pushed = phone.verdicts(*items[100:])

    assert first["counts"] == counts(created=110, duplicate=10)
    assert again["counts"] == counts(duplicate=120)
    assert {verdict["status"] for verdict in pushed} == {"duplicate"}
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 120


def test_what_cannot_be_read_stops_no_other(key: CountyKey, phone: Phone, carol: Person, county: County):
    good = phone.taught(county.doors["王一"])
    bad = [{**phone.visit(county.doors["李二"]), "sha256": "0" * 64}, "no item at all", None, {"id": 7}]
    content = outbox(phone, *bad, good, blobs=(png(),), device_secret=secret_of(phone))
    content["blobs"] += [{"sha256": "0" * 64, "data": "AAAA"}, {"sha256": 1}, 2, {"sha256": "x", "data": "not base64"}]

    told = bring(carol, seal(key, content))
    again = bring(carol, seal(key, content))

    assert told["counts"] == counts(created=1, quarantined=4)
    assert again["counts"] == counts(duplicate=1, quarantined=4)
    assert db.session.scalar(select(func.count()).select_from(Quarantine)) == 4
    assert list(disagreements()) == []


def test_the_proof_outlives_a_restore(key: CountyKey, phone: Phone, carol: Person, county: County):
    secret, item = secret_of(phone), phone.visit(county.doors["王一"])
    with writing():
        db.session.execute(delete(Device))

    told = bring(carol, seal(key, outbox(phone, item, device_secret=secret)))

    assert (told["worker_name"], told["counts"]) == ("Alice", counts(created=1))


def test_a_broken_picture_is_said(key: CountyKey, phone: Phone, carol: Person, county: County):
    content = outbox(phone, phone.taught(county.doors["王一"]), blobs=(png(),), device_secret=secret_of(phone))
    content["blobs"][0]["data"] = "AAAA"

    told = bring(carol, seal(key, content))

    assert (told["counts"], told["blobs_refused"]) == (counts(created=1), 1)


def test_a_large_photo_comes_too(key: CountyKey, phone: Phone, carol: Person, county: County):
    photo = b"\xff\xd8\xff" + bytes(400_000)
    file = seal(key, outbox(phone, phone.visit(county.doors["王一"]), blobs=(photo,), device_secret=secret_of(phone)))

    bring(carol, file)

    assert db.session.scalars(select(Blob.sha256)).all() == [sha256(photo)]


def test_photos_that_no_item_names_come_too(key: CountyKey, phone: Phone, carol: Person, county: County):
    secret = secret_of(phone)
    item = phone.taught(county.doors["王一"], png(1))
    phone.verdicts(item)

    bring(carol, seal(key, outbox(phone, blobs=(png(1), png(2)), device_secret=secret)))

    assert set(db.session.scalars(select(Blob.sha256))) == {sha256(png(1)), sha256(png(2))}
    assert list(disagreements()) == []


def flipped(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


@pytest.mark.parametrize(
    ("spoil", "status", "code"),
    [
        (lambda file: {**file, "data": flipped(file["data"])}, 422, "rescue_damaged"),
        (lambda file: {**file, "data": file["data"][:40]}, 422, "rescue_damaged"),
        (lambda file: {**file, "data": ""}, 422, "rescue_damaged"),
        (lambda file: {**file, "data": "王一"}, 422, "rescue_damaged"),
        (lambda file: {**file, "iv": flipped(file["iv"])}, 422, "rescue_damaged"),
        (lambda file: {**file, "iv": ""}, 422, "rescue_damaged"),
        (lambda file: {**file, "ephemeral": file["data"]}, 422, "rescue_damaged"),
        (lambda file: {**file, "device_id": str(uuid.uuid4())}, 422, "rescue_damaged"),
        (lambda file: {**file, "key_id": "0" * 16}, 409, "rescue_of_another_county"),
        (lambda file: {**file, "format": "holiday-pictures"}, 422, "not_a_rescue_file"),
        (lambda file: {**file, "version": 2}, 422, "not_a_rescue_file"),
    ],
)
def test_a_spoilt_file_is_refused_in_words(
    key: CountyKey, phone: Phone, carol: Person, county: County, spoil: Any, status: int, code: str
):
    file = seal(key, outbox(phone, phone.visit(county.doors["王一"]), device_secret=secret_of(phone)))

    assert bring(carol, spoil(file), status)["code"] == code
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"no JSON",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"items": ' + b"[" * 50 + b"]" * 50 + b"}",
        b'{"device_id": "x"}',
    ],
)
def test_a_sealed_nonsense_is_refused_in_words(key: CountyKey, phone: Phone, carol: Person, content: bytes):
    assert bring(carol, seal(key, content, phone.device_id), 422)["code"] == "rescue_damaged"


def test_too_many_items_are_refused(key: CountyKey, phone: Phone, carol: Person):
    content = outbox(phone, *[{"id": 1}] * 20_001, device_secret=secret_of(phone))

    assert bring(carol, seal(key, content), 422)["code"] == "rescue_damaged"


def test_the_device_within_is_the_device_without(key: CountyKey, phone: Phone, carol: Person):
    other = str(uuid.uuid4())

    assert bring(carol, seal(key, outbox(phone), other), 422)["code"] == "rescue_damaged"


def test_a_file_for_a_key_that_is_gone_says_so(
    app: Flask, key: CountyKey, phone: Phone, carol: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = seal(key, outbox(phone))
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "none.pem")

    assert bring(carol, file, 409)["code"] == "no_county_key"
    assert phone.push().json["device_secret"] is None


def test_a_supervisor_brings_nothing_in(key: CountyKey, phone: Phone, dora: Person):
    assert bring(dora, seal(key, outbox(phone)), 403)["code"] == "not_allowed"


def test_what_a_browser_sealed_opens():
    """Made once with WebCrypto: neither side may change the format alone."""
    key = CountyKey((DATA / "county-key.pem").read_bytes())

    content = json.loads(key.open_file(json.loads((DATA / "webcrypto.json").read_text())))

    assert content["greeting"] == "王一"
    assert key.device_secret(content["device_id"], "alice") == (
        "bfc11eb870edab34a63a61002b301b9a3d354d872b4315be1830a24084a7c382"
    )


def test_secrets_differ_by_phone_and_by_county():
    one, other = CountyKey(make_key()), CountyKey(make_key())

    assert len({key.device_secret(d, u) for key in (one, other) for d in ("a", "b") for u in ("c", "d")}) == 8
    assert len(one.public_point) == 65
    assert one.key_id != other.key_id


def test_the_key_is_made_once_and_only_we_may_read_it(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "instance" / "key.pem"
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", path)

    made = app.test_cli_runner().invoke(args=["make-key"])
    pem = path.read_bytes()
    again = app.test_cli_runner().invoke(args=["make-key"])

    assert (made.exit_code, again.exit_code) == (0, 1)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == pem
    assert "county_key_exists" in again.output
