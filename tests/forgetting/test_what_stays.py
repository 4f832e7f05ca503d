"""The door stays as a place, and with it every figure of every day, every visit, seal, chain and root."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.blobs.models import Blob
from app.changes import writing
from app.check import disagreements
from app.db import db
from app.seals.models import SlipRoot, SlipSeal
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from tests.asking import ask as ask_exclusion
from tests.county import EAST, County
from tests.forgetting.orders import forget
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.rosters.desk import HEADER, Import, door, workbook
from tests.seals.sealed import knock, seal, two_villages


def figures(person: Person) -> list[bytes]:
    """Coverage of every day so far, by every level and kind, byte for byte."""
    return [
        person.get("/coverage", on=(clock.today() - timedelta(days=back)).isoformat(), by=by, kind=kind).data
        for back in range(15)
        for by in ("town", "village", "grid")
        for kind in (None, "family")
    ]


def test_every_figure_of_every_day_is_the_same(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County
):
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        phone = Phone(alice, county)
        for day, (name, outcome) in enumerate([("王一", "no_answer"), ("王一", "taught"), ("李二", "taught")]):
            event = (
                phone.taught(county.doors[name], png(day)) if outcome == "taught" else phone.visit(county.doors[name])
            )
            phone.verdicts(event, blobs=(png(day),) if outcome == "taught" else ())
            traveller.shift(timedelta(days=2))
        asked = ask_exclusion(alice, county.doors["王一"]).json
        assert carol.post(f"/exclusions/{asked['id']}/approve").status_code == 200
        traveller.shift(timedelta(days=3))
        assert carol.post(f"/exclusions/{asked['id']}/end").status_code == 200
        traveller.shift(timedelta(days=3))
        before, visits = figures(erin), carol.get(f"/households/{county.doors['王一']}").json["visits"]
        assert len(set(before)) > 6

        forget(erin, gina, county.doors["王一"])

        assert figures(erin) == before
        after = carol.get(f"/households/{county.doors['王一']}").json["visits"]
        same = ("id", "outcome", "status", "visited_at", "received_at", "receipt", "worker_name", "withdrawn_on")
        assert [[one[name] for name in same] for one in after] == [[one[name] for name in same] for one in visits]
        assert list(disagreements()) == []


def test_the_door_keeps_its_place_and_loses_its_people(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County
):
    before = carol.get(f"/households/{county.doors['王一']}").json

    forget(erin, gina, county.doors["王一"])

    shown = carol.get(f"/households/{county.doors['王一']}").json
    kept = ("address", "division_code", "kind", "state", "registered_on", "lat", "lon")
    assert [shown[name] for name in kept] == [before[name] for name in kept]
    assert (shown["householder"], shown["phone"], shown["residents"]) == ("已依规删除", None, [])
    assert carol.post("/households/search", q="王一").json["total"] == 0
    told = alice.get("/sync/pull", since=0, limit=500).json["items"]
    (card,) = (one["data"] for one in told if one["id"] == str(county.doors["王一"]))
    assert (card["householder"], card["phone"], card["address"]) == ("已依规删除", None, before["address"])


def sealed() -> list[Any]:
    """Every seal and every root, as they stand."""
    db.session.rollback()
    seals = select(SlipSeal.visit_id, SlipSeal.record, SlipSeal.seal).order_by(SlipSeal.leaf)
    roots = select(SlipRoot.record, SlipRoot.seal).order_by(SlipRoot.number)
    return [*db.session.execute(seals), *db.session.execute(roots)]


def test_every_other_slip_chain_and_root_still_verifies(
    app: Flask, alice: Person, bob: Person, gina: Person, county: County, county_key: CountyKey
):
    knock(Phone(alice, county), county, door="李二", picture=9)
    two_villages(alice, bob, county)
    seal(county_key)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        seal(county_key)  # the day is closed
        before = sealed()
        assert len(before) == 7 + 1

        forget(Person(app, "erin"), Person(app, "gina"), county.doors["李二"])

        assert sealed() == before
        assert list(disagreements()) == []
        # It still would be seen: a word of another's slip.
        other = db.session.scalars(select(Slip).where(Slip.forgotten_at.is_(None))).first()
        assert other is not None
        with writing():
            db.session.get_one(Slip, other.visit_id).signer_name = "别人"
        assert any("signer" in line for line in list(disagreements()))


def test_a_slip_that_waits_for_its_seal_is_sealed_all_the_same(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County, county_key: CountyKey
):
    visit = knock(Phone(alice, county), county)
    with writing():
        # As one of before there were statements, kept by an older release.
        slip = db.session.get_one(Slip, UUID(visit))
        slip.statement = slip.seed = slip.place = None
    forget(erin, gina, county.doors["王一"])

    assert seal(county_key) == 1

    record = db.session.scalars(select(SlipSeal.record)).one()
    assert "王一" not in record
    assert '"signer":"' in record  # a commitment that nothing opens any more
    assert list(disagreements()) == []
    (shown,) = carol.get(f"/households/{county.doors['王一']}").json["visits"]
    assert (shown["slip"]["forgotten"], shown["slip"]["complete"]) == (True, True)


def test_a_picture_that_another_visit_has_too_stays_with_that(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County
):
    phone, shared, own = Phone(alice, county), png(3), png(4)
    told = [
        phone.taught(county.doors["王一"], own, photos=[sha256(shared)]) | {"schema_version": 2},
        phone.taught(county.doors["李二"], png(5), photos=[sha256(shared)]) | {"schema_version": 2},
    ]
    phone.verdicts(*told, blobs=(own, png(5)))
    alice.put(f"/blobs/{sha256(shared)}", shared)

    forget(erin, gina, county.doors["王一"])

    assert set(db.session.scalars(select(Blob.sha256))) == {sha256(shared), sha256(png(5))}
    assert carol.get(f"/visits/{told[1]['id']}/photos/{sha256(shared)}").status_code == 200
    for path in ("signature", f"photos/{sha256(shared)}"):
        assert carol.get(f"/visits/{told[0]['id']}/{path}").status_code == 404


@pytest.mark.parametrize("has_code", [False, True])
def test_a_roster_does_not_bring_them_back_by_itself(
    erin: Person, gina: Person, frank: Person, carol: Person, county: County, has_code: bool
):
    more = {"备注": "HK81"} if has_code else {}
    header = tuple("户号" if label == "备注" and has_code else label for label in HEADER)
    rows = workbook(header, door("皇甫", "桥东村7组81号", **more))
    Import(frank, rows, EAST).commit()
    (home,) = carol.post("/households/search", q="皇甫").json["items"]
    forget(erin, gina, home["id"])
    assert frank.get("/rosters").json["total"] == 0

    again = Import(frank, rows, EAST)

    assert again.counts == {"merge": 1}
    assert "已依规删除" in again.row(2)["reason"]
    again.commit()
    assert carol.post("/households/search", q="皇甫").json["total"] == 0
    # Who moves in is taken by somebody's word.
    moved_in = Import(frank, workbook(HEADER, door("令狐", "桥东村7组81号")), EAST)
    moved_in.commit(merge_rows=[2])
    (shown,) = carol.post("/households/search", q="令狐").json["items"]
    assert shown["id"] == home["id"]
    assert db.session.scalar(select(func.count()).select_from(Slip)) == 0
