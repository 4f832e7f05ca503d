"""A slip that is complete is sealed, in its village's chain, and each day that is over is closed."""

import json
from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.db import db
from app.seals import removals, roots
from app.seals.models import SlipRoot, SlipSeal
from app.slips.models import Slip
from app.slips.ways import WAYS
from app.sync.models import Event
from app.sync.sealing import CountyKey
from tests.county import EAST, WEST, County
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.seals.sealed import faults, knock, seal, two_villages


def records() -> list[dict]:
    return [
        json.loads(row) for row in db.session.scalars(select(SlipSeal.record).order_by(SlipSeal.village, SlipSeal.seq))
    ]


def test_every_village_has_a_chain(alice: Person, bob: Person, county: County, county_key: CountyKey):
    two_villages(alice, bob, county)

    assert seal(county_key) == 6

    assert [(one["village"], one["seq"]) for one in records()] == [
        *[(EAST, 1), (EAST, 2), (EAST, 3), (EAST, 4)],
        *[(WEST, 1), (WEST, 2)],
    ]
    assert faults() == []


def test_twice_is_once(alice: Person, bob: Person, county: County, county_key: CountyKey):
    two_villages(alice, bob, county)
    seal(county_key)

    assert seal(county_key) == 0


def test_the_next_goes_on_where_the_chain_ended(alice: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    knock(phone, county, picture=1)
    seal(county_key)
    knock(phone, county, picture=2)
    seal(county_key)

    first, second = records()
    leaf = db.session.scalar(select(SlipSeal.leaf).where(SlipSeal.seq == 1))
    assert (first["prev"], second["prev"]) == ("0" * 64, leaf)
    assert first["sealed_ms"] < second["sealed_ms"]
    assert faults() == []


def test_one_without_its_picture_waits(alice: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    phone.verdicts(phone.slip(county.doors["王一"], "mark", png(1)))
    assert seal(county_key) == 0

    phone.person.put(f"/blobs/{sha256(png(1))}", png(1))

    assert seal(county_key) == 1


def test_every_way_has_its_record(alice: Person, carol: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    for place, way in enumerate(WAYS):
        knock(phone, county, way, picture=place)
    seal(county_key)

    told = {one["statement"]["way"]: one["statement"] for one in records()}
    assert {way: (s["outcome"], bool(s["signature"]), bool(s["proof"])) for way, s in told.items()} == {
        "signed": ("taught", True, False),
        "adult": ("taught", True, False),
        "mark": ("taught", False, True),
        "paper": ("taught", False, True),
        "refused": ("refused", False, False),
    }
    assert [bool(told[way]["fields"]["witness"]) for way in WAYS] == [False, False, True, False, True]
    assert faults() == []


def test_a_record_names_nobody(alice: Person, county: County, county_key: CountyKey):
    place = {"lat_e6": 30291234, "lon_e6": 118541234, "accuracy_m": 18, "age_ms": 4321}
    knock(Phone(alice, county), county, "mark", position=place, witness="见证张三", note="备注李四")
    seal(county_key)

    record = db.session.scalars(select(SlipSeal.record)).one()
    assert not [word for word in ("王一", "张三", "李四", "右手", "30291234", "118541234", "反诈") if word in record]
    assert record.isascii()


def test_slips_of_the_first_releases_are_sealed_too(alice: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    phone.verdicts(
        phone.taught(county.doors["王一"], png(1)),
        phone.taught(county.doors["李二"], png(2), slip={"signer_relation": "spouse"}),
        blobs=(png(1), png(2)),
    )

    seal(county_key)

    assert sorted(one["statement"]["way"] for one in records()) == ["adult", "signed"]
    assert {one["device_sig_good"] for one in records()} == {"none"}
    assert faults() == []


def test_a_slip_whose_original_is_gone_is_sealed_from_what_is_left(
    alice: Person, county: County, county_key: CountyKey
):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"], png(1)), blobs=(png(1),))
    # As a county of an earlier release has it: nothing stated, and the originals removed at the end of their time.
    for slip in db.session.scalars(select(Slip)):
        slip.statement, slip.seed, slip.place = None, None, None
    for event in db.session.scalars(select(Event)):
        event.body = ""
    db.session.commit()
    with writing():
        audit.note(actions.FORGET, "retention", "", kind=removals.ORIGINALS, items=1)

    assert seal(county_key) == 1

    assert records()[0]["statement"]["time"]["boot"] == ""
    assert faults() == []


def test_a_phone_that_is_enrolled_signs_its_statement(app: Flask, county: County, county_key: CountyKey):
    """The browser's own key is looked at in tests/browser; here only what the server makes of none and of a wrong one."""
    alice = Person(app, "alice")
    phone = Phone(alice, county)
    knock(phone, county, picture=1, slip={"key_id": "ab" * 32, "device_signature": "A" * 86 + "=="})

    seal(county_key)

    assert records()[0]["device_sig_good"] == "no"
    assert faults() == []


def test_a_day_is_closed_once_it_is_over(alice: Person, bob: Person, county: County, county_key: CountyKey):
    noon = clock.now().replace(hour=4, minute=0)
    with time_machine.travel(noon, tick=True):
        two_villages(alice, bob, county)
        seal(county_key)
        assert db.session.scalars(select(SlipRoot)).all() == []
    with time_machine.travel(noon + timedelta(days=3), tick=True):
        seal(county_key)
        knock(Phone(alice, county), county, picture=7)
        seal(county_key)

        found = [json.loads(root.record) for root in db.session.scalars(select(SlipRoot).order_by(SlipRoot.number))]
        assert [(root["number"], root["leaves"], root["total"]) for root in found] == [(1, 6, 6), (2, 0, 6), (3, 0, 6)]
        assert [line[:3] for line in found[0]["villages"]] == [[EAST, 1, 4], [WEST, 1, 2]]
        assert faults() == []


def test_a_root_is_a_file_to_be_kept_elsewhere(
    alice: Person, bob: Person, county: County, county_key: CountyKey, tmp_path: Path
):
    with time_machine.travel(clock.now() - timedelta(days=1), tick=True):
        two_villages(alice, bob, county)
        seal(county_key)
    seal(county_key)

    (written,) = roots.write_files(tmp_path / "roots", None)

    told = json.loads(written.read_text())
    assert json.loads(told["record"])["leaves"] == 6
    assert told["seal"][:8] in written.with_suffix(".txt").read_text()
    assert roots.write_files(tmp_path / "roots", None) == []


def test_a_clock_that_goes_back_seals_into_no_closed_day(alice: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    knock(phone, county, picture=1)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
        seal(county_key)
    with time_machine.travel(clock.now() + timedelta(days=4), tick=True):
        seal(county_key)
    knock(phone, county, picture=2)

    seal(county_key)

    assert faults() == []
