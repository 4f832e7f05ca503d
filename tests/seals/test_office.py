"""The office looks at a slip's seal, and takes the days' roots away."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from app import clock
from app.db import db
from app.sync.sealing import CountyKey
from tests.county import EAST, County
from tests.person import Person
from tests.phone import Phone, png
from tests.seals.sealed import knock, seal, two_villages
from tests.slips import independent


def test_a_seal_is_looked_at_anew(alice: Person, carol: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    knock(phone, county, picture=1)
    visit_id = knock(phone, county, "mark", picture=2)
    assert carol.get(f"/visits/{visit_id}/seal").json["code"] == "slip_not_sealed"
    seal(county_key)

    told = carol.get(f"/visits/{visit_id}/seal").json

    assert (told["village"], told["seq"], told["faults"], told["root"]) == (EAST, 2, [], None)
    assert (told["device_signed"], told["is_removed"], told["is_repaired"]) == ("none", False, False)


def test_what_is_no_longer_as_it_was_sealed_is_said(
    alice: Person, carol: Person, county: County, county_key: CountyKey
):
    visit_id = knock(Phone(alice, county), county)
    seal(county_key)
    db.session.execute(text("UPDATE visit SET outcome = 'refused'"))
    db.session.commit()

    assert carol.get(f"/visits/{visit_id}/seal").json["faults"] == ["结果与封存时不同"]


def test_the_one_before_it_is_missed(alice: Person, carol: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    first, second = knock(phone, county, picture=1), knock(phone, county, picture=2)
    seal(county_key)
    db.session.execute(text("DELETE FROM slip_seal WHERE seq = 1"))
    db.session.commit()

    assert carol.get(f"/visits/{first}/seal").json["code"] == "slip_not_sealed"
    assert carol.get(f"/visits/{second}/seal").json["faults"][0] == "本村第 1 号不见了"


def test_out_of_reach_it_is_not_there(alice: Person, charlie: Person, county: County, county_key: CountyKey):
    visit_id = knock(Phone(alice, county), county)
    seal(county_key)

    assert charlie.get(f"/visits/{visit_id}/seal").status_code == 404


def test_roots_are_listed_and_taken_away(
    alice: Person, bob: Person, carol: Person, county: County, county_key: CountyKey
):
    with time_machine.travel(clock.now() - timedelta(days=2), tick=True):
        two_villages(alice, bob, county)
        seal(county_key)
    seal(county_key)

    page = carol.get("/slip-roots", limit=1).json
    rest = carol.get("/slip-roots", limit=5, after=page["next"]).json

    assert page["total"] == rest["total"] == 2
    assert [(one["number"], one["leaves"], one["total"]) for one in page["items"] + rest["items"]] == [
        (2, 0, 6),
        (1, 6, 6),
    ]
    file = json.loads(carol.get("/slip-roots/1.json").data)
    records = [row for (row,) in db.session.execute(text("SELECT record FROM slip_seal ORDER BY village, seq"))]
    keys = {json.loads(file["record"])["key"]: bytes.fromhex(file["public_key"])}
    assert independent.verify_root(file["record"], file["seal"], keys, records, None)
    assert "第 1 号" in carol.get("/slip-roots/1.txt").text
    assert carol.get("/slip-roots/3.json").status_code == 404


def test_why_there_is_no_root_yet_is_said(alice: Person, carol: Person, county: County, county_key: CountyKey):
    """Nothing signed; signed and not sealed; sealed today; that day over; its root there."""
    key = {"has_key": True}

    def open_day() -> dict:
        page = carol.get("/slip-roots").json
        return {**page["open"], "roots": page["total"]}

    nothing = {"since": None, "is_over": False, "sealed": 0, "unsealed": 0, "roots": 0, **key}
    assert open_day() == nothing
    knock(Phone(alice, county), county)
    assert open_day() == {**nothing, "unsealed": 1}
    seal(county_key)
    today = clock.today().isoformat()
    assert open_day() == {**nothing, "since": today, "sealed": 1}
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        assert open_day() == {**nothing, "since": today, "is_over": True, "sealed": 1}
        seal(county_key)
        assert open_day() == {**nothing, "roots": 1}


def test_without_the_key_nothing_can_be_sealed_and_that_is_said(
    app: Flask, carol: Person, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "none.pem")
    assert carol.get("/slip-roots").json["open"]["has_key"] is False


def test_the_pictures_of_another_are_no_proof(alice: Person, bob: Person, county: County, county_key: CountyKey):
    """A slip stands on a picture that its own worker brought."""
    phone = Phone(alice, county)
    bob.put(f"/blobs/{independent.sha(png(9)).hex()}", png(9))
    (verdict,) = phone.verdicts(phone.slip(county.doors["王一"], "paper", png(9)))

    assert verdict["status"] == "created"
    assert seal(county_key) == 0
