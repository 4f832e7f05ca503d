"""What bears a former key of the county's after the next one began is named, and the list of keys says when that was."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from app import clock
from app.changes import Change
from app.db import db
from app.seals.models import SlipChain, SlipSeal
from app.seals.record import Link, leaf_of, sign, slip_message
from app.seals.sealing import batch_digest
from app.slips.statement import canonical
from app.sync.sealing import CountyKey, make_file
from tests.county import EAST, WEST, County
from tests.person import Person
from tests.phone import Phone
from tests.seals.sealed import faults, hang_again, knock, seal


@pytest.fixture
def following(
    app: Flask, alice: Person, bob: Person, county: County, county_key: CountyKey, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> CountyKey:  # fmt: skip
    """The county's next key: it sealed one slip today; the one before sealed two, two days ago, and both days' roots."""
    with time_machine.travel(clock.now() - timedelta(days=2), tick=True):
        knock(Phone(alice, county), county, picture=1)
        knock(Phone(bob, county), county, door="赵三", picture=2)
        seal(county_key)
    seal(county_key)
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "next-key.pem")
    following = make_file(tmp_path / "next-key.pem")
    knock(Phone(alice, county), county, picture=3)
    seal(following)
    return following


def backdate(visit_id: str, key: CountyKey, sealed_ms: int) -> None:
    """Seal a slip, the last of its village, once more as of another time, and have all that names it agree."""
    row = db.session.get_one(SlipSeal, UUID(visit_id))
    named = [Change.kind == "slip_seals", Change.entity_id == str(row.sealed_ms)]
    told = json.loads(row.record) | {"sealed_ms": sealed_ms}
    record, link = canonical(told), Link(row.village, row.seq, told["prev"], sealed_ms)
    row.record, row.sealed_ms, row.leaf = record.decode(), sealed_ms, leaf_of(record).hex()
    row.seal = sign(key.slip_key(), slip_message(row.visit_id, link, leaf_of(record)))
    db.session.get_one(SlipChain, row.village).leaf = row.leaf
    digest = batch_digest([(row.village, row.seq, row.leaf)])
    db.session.execute(update(Change).where(*named).values(entity_id=str(sealed_ms), digest=digest))
    hang_again()


@pytest.mark.usefixtures("following")
def test_the_list_of_keys_says_from_when_until_when_each_sealed(app: Flask):
    former, present = app.test_client().get("/api/v1/slip-keys").json["items"]

    today = clock.today()
    first, last, now = (db.session.query(SlipSeal).order_by(SlipSeal.sealed_ms).all()[place] for place in (0, 1, 2))
    moments = [f"{json.loads(one.record)['sealed_ms']}" for one in (first, last, now)]
    assert [ms_of(former[name]) for name in ("first_seal_at", "last_seal_at", "replaced_at")] == moments
    assert (former["first_root"], former["last_root"]) == (
        str(today - timedelta(days=2)),
        str(today - timedelta(days=1)),
    )
    assert ms_of(present["first_seal_at"]) == ms_of(present["last_seal_at"]) == moments[2]
    assert (present["first_root"], present["last_root"], present["replaced_at"]) == (None, None, None)
    assert faults() == []


@pytest.mark.usefixtures("following")
def test_the_page_as_a_file_has_the_same_list_inside(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "STATIC_DIST", tmp_path)
    parts = tmp_path / "verify" / "saved"
    parts.mkdir(parents=True)
    for name in ("page.js", "page.css"):
        (parts / name).write_text("")

    page = app.test_client().get("/S/qiaomen-verify.html").text

    inside = json.loads(page.split('id="slip-keys">')[1].split("<")[0])
    listed = app.test_client().get("/api/v1/slip-keys").json
    assert inside == {name: listed[name] for name in ("county", "items")}


def ms_of(moment: str) -> str:
    return str(round(datetime.fromisoformat(moment).timestamp() * 1000))


def test_a_key_that_was_replaced_twice_ends_where_the_second_began(
    app: Flask, alice: Person, county: County, county_key: CountyKey, following: CountyKey, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "third-key.pem")
    knock(Phone(alice, county), county, picture=4)
    seal(make_file(tmp_path / "third-key.pem"))
    assert faults() == []

    first, second, third = app.test_client().get("/api/v1/slip-keys").json["items"]
    assert first["replaced_at"] == second["first_seal_at"]
    assert (second["replaced_at"], third["replaced_at"]) == (third["first_seal_at"], None)

    knock(Phone(alice, county), county, picture=5)
    seal(following)
    assert faults() == [f"seal {EAST} · 4: it was sealed with a former key"]


def test_a_root_by_a_former_key_is_named(county_key: CountyKey, following: CountyKey):
    """Of a day on which the next key had begun."""
    today = clock.today()
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        seal(county_key)

        assert faults() == [f"root {today}: it was sealed with a former key"]


def test_a_root_by_the_key_in_use_is_none(following: CountyKey):
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        seal(following)

        assert faults() == []


def test_a_slip_by_a_former_key_dated_before_the_next_began_stands_before_the_one_before_it(
    alice: Person, county: County, county_key: CountyKey, following: CountyKey
):
    """In the village where the next key sealed already, its place in the chain gives it away."""
    visit_id = knock(Phone(alice, county), county, picture=4)
    began = db.session.query(SlipSeal).filter_by(village=EAST, seq=2).one().sealed_ms
    seal(county_key)

    backdate(visit_id, county_key, began - 1)

    lines = faults()
    assert f"seal {EAST} · 3: it says that it was sealed before the one before it" in lines
    assert not [line for line in lines if "former key" in line]


def test_and_in_a_village_where_it_did_not_the_chain_of_changes_gives_it_away(
    bob: Person, county: County, county_key: CountyKey, following: CountyKey
):
    visit_id = knock(Phone(bob, county), county, door="赵三", picture=4)
    began = db.session.query(SlipSeal).filter_by(village=EAST, seq=2).one().sealed_ms
    seal(county_key)
    assert f"seal {WEST} · 2: it was sealed with a former key" in faults()

    backdate(visit_id, county_key, began - 1)

    (line,) = faults()
    assert line.endswith("the chain of changes holds later ones before them")
