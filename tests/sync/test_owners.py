"""A phone is its owner's: nobody speaks for a colleague's, uses up its numbers or is told its secret."""

from pathlib import Path

import pytest
from flask import Flask

from app.sync import sealing
from tests.county import County
from tests.person import Person
from tests.phone import Phone


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
