"""A rescue file that proves no author is kept, and stands in nobody's way."""

import json
import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from app.check import disagreements
from app.db import db
from app.sync.models import Device, Quarantine
from app.sync.sealing import CountyKey
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.sync.sealed import bring, counts, key, outbox, seal, secret_of

__all__ = ["key"]  # a fixture


@pytest.mark.parametrize("secret", [None, "", "0" * 64, "王一"])
def test_without_the_phones_secret_all_of_it_is_set_aside(
    key: CountyKey, phone: Phone, carol: Person, county: County, secret: str | None
):
    here = phone.visit(county.doors["王一"])
    phone.verdicts(here)
    seen_before = db.session.scalars(select(Device.last_seen_at).where(Device.id == uuid.UUID(phone.device_id))).one()
    item = phone.taught(county.doors["李二"])
    file = seal(key, outbox(phone, here, item, blobs=(png(),), device_secret=secret))

    first, again = bring(carol, file), bring(carol, file)

    assert first["counts"] == again["counts"] == counts(duplicate=1, quarantined=1)
    kept = db.session.scalars(select(Quarantine)).one()
    assert (kept.code, str(kept.author_id), json.loads(kept.raw)) == ("author_unproven", carol.id, item)
    seen = db.session.scalars(select(Device.last_seen_at).where(Device.id == uuid.UUID(phone.device_id))).one()
    assert seen == seen_before
    assert list(disagreements()) == []


@pytest.mark.parametrize("carried_by", ["bob", "alice"])
def test_an_unproven_file_does_not_stand_in_the_way_of_the_phone_itself(
    app: Flask, key: CountyKey, phone: Phone, alice: Person, carol: Person, county: County, carried_by: str
):
    carrier = Person(app, carried_by)
    item = phone.taught(county.doors["王一"])
    file = seal(key, outbox(phone, item, blobs=(png(),), device_secret="made up"))
    bring(carrier, file)
    (aside,) = carol.get("/aside").json["items"]
    assert carol.post(f"/aside/{aside['id']}/accept").json["code"] == "author_must_bring_it"
    assert carol.get(f"/aside/{aside['id']}").json["repairable"] is False

    first, again = (phone.verdicts(item, blobs=(png(),)) for _ in range(2))

    assert [first[0]["status"], again[0]["status"]] == ["created", "duplicate"]
    assert first[0]["receipt"] == again[0]["receipt"]
    # Nobody need look at the copy any more, and nobody decided on it.
    assert carol.get("/aside").json == {"items": [], "total": 0, "next": None}
    assert carol.post(f"/aside/{aside['id']}/refuse", reason="重复").json["code"] == "aside_already_decided"
    paths = ("/sync/snapshot", "/sync/pull?since=0")
    told = [one for person in (alice, carrier) for path in paths for one in person.get(path).json["items"]]
    assert [one["data"] for one in told if one["kind"] == "verdict" and one["data"]] == []
    assert bring(carrier, file)["counts"] == counts(duplicate=1)
    assert carol.get("/coverage").json["total"]["covered"] == 1
    assert [device["worker_name"] for device in carol.get("/devices").json["items"]] == ["Alice"]
    assert list(disagreements()) == []


def test_a_file_with_other_words_under_the_same_name_stays_to_be_looked_at(
    key: CountyKey, phone: Phone, bob: Person, carol: Person, county: County
):
    item, other = phone.visit(county.doors["王一"]), phone.visit(county.doors["李二"])
    forged = {**other, "id": item["id"], "device_seq": item["device_seq"]}
    bring(bob, seal(key, outbox(phone, forged, device_secret="made up")))

    assert phone.verdicts(item)[0]["status"] == "created"

    assert [one["code"] for one in carol.get("/aside").json["items"]] == ["author_unproven"]
    assert list(disagreements()) == []


def test_what_an_unproven_file_brought_becomes_its_authors_once_their_phone_brings_it(
    key: CountyKey, phone: Phone, alice: Person, bob: Person, carol: Person, county: County
):
    item = phone.visit(uuid.UUID(int=7))  # a door that nobody knows
    bring(bob, seal(key, outbox(phone, item, device_secret="made up")))

    first, again = (phone.verdicts(item)[0] for _ in range(2))

    assert first == again
    assert (first["status"], first["code"]) == ("quarantined", "unknown_household")
    assert bring(bob, seal(key, outbox(phone, item, device_secret="made up")))["counts"] == counts(quarantined=1)
    (aside,) = carol.get("/aside").json["items"]
    assert (aside["worker_name"], aside["code"]) == ("Alice", "unknown_household")
    assert [
        device["missing"] for device in carol.get("/devices").json["items"] if device["worker_name"] == "Alice"
    ] == [0]
    assert carol.post(f"/aside/{aside['id']}/refuse", reason="没有这户").status_code == 204
    told = [item["data"] for item in alice.get("/sync/snapshot").json["items"] if item["kind"] == "verdict"]
    assert [(one["status"], one["reason"]) for one in told] == [("refused", "没有这户")]
    assert list(disagreements()) == []


def test_a_secret_proves_its_own_phone_only(key: CountyKey, phone: Phone, bob: Person, carol: Person, county: County):
    theirs = Phone(bob, county)
    secret_of(theirs)

    told = bring(carol, seal(key, outbox(theirs, theirs.visit(county.doors["王一"]), device_secret=secret_of(phone))))

    assert told["counts"] == counts(quarantined=1)


def test_a_phone_nobody_knows_makes_nobody_its_owner(key: CountyKey, phone: Phone, carol: Person, county: County):
    told = bring(carol, seal(key, outbox(phone, phone.visit(county.doors["王一"]))))
    phone.push()

    assert told["counts"] == counts(quarantined=1)
    owner = db.session.scalars(select(Device.user_id).where(Device.id == uuid.UUID(phone.device_id))).one()
    assert str(owner) == phone.person.id
