"""A slip that somebody signed at another door: emptied whole where it is ticked, and its seal holds all the same."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.changes import writing
from app.check import disagreements
from app.db import db
from app.seals import removals
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from tests.cases.desk import ago, taken
from tests.cases.test_evidence import made
from tests.cases.test_trace import trace
from tests.county import County
from tests.forgetting.orders import ask, counted, forget
from tests.person import Person
from tests.phone import Phone, png
from tests.prints.printed import slip_of, text_of
from tests.seals.sealed import faults, seal

WHOLE = "别户告知单的签收人（整份告知单的文字、签名和照片一并删去，封存仍可核对）"


@pytest.fixture
def visit(alice: Person, county: County) -> str:
    """李二 signed at his mother's, 王一's."""
    phone = Phone(alice, county)
    said = phone.slip(county.doors["王一"], "adult", png(3), slip={"signer_name": "李 二", "signer_relation": "child"})
    assert phone.verdicts(said, blobs=(png(3),))[0]["status"] == "created"
    return str(said["id"])


def key_of(visit: str) -> str:
    return f"slip.signer_name:{UUID(visit).hex}"


@pytest.mark.parametrize("sealed_first", [True, False])
def test_it_is_emptied_whole_where_somebody_says_so(
    app: Flask, erin: Person, gina: Person, carol: Person, county: County, county_key: CountyKey, visit: str,
    *, sealed_first: bool,
):  # fmt: skip
    if sealed_first:
        seal(county_key)
    case = taken(carol, victim="王一", happened_from=ago(hours=1))
    assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(county.doors["王一"])).status_code == 200
    pack = made(carol, case["id"])
    asked = ask(erin, county.doors["李二"])
    (found,) = [one for one in asked["mentions"] if one["key"] == key_of(visit)]
    assert (found["way"], found["name"], found["household_id"]) == ("whole", WHOLE, str(county.doors["王一"]))

    done = gina.post(f"/forgettings/{asked['id']}/approve", chosen=[key_of(visit)]).json

    assert counted(done["removed"])["mentions"] == 1
    assert carol.get(f"/jobs/{pack['id']}/file").status_code == 410
    assert carol.get(f"/visits/{visit}/signature").status_code == 404
    if not sealed_first:
        seal(county_key)
    db.session.rollback()
    slip = db.session.get_one(Slip, UUID(visit))
    assert (slip.signer_name, slip.text, slip.strokes, slip.seed) == ("已依规删除", "", None, None)
    assert (faults(), list(disagreements())) == ([], [])
    assert app.test_cli_runner().invoke(args=["check"]).exit_code == 0
    assert carol.get(f"/visits/{visit}/seal").json["faults"] == []
    (told,) = trace(carol, case, county.doors["王一"])["visits"]
    assert (told["slip"]["is_removed"], told["slip"]["faults"], told["counts"]) == (True, [], True)
    paper = text_of(slip_of(carol, visit))
    assert "已按规定删除" in paper
    assert "不一致" not in paper
    entries = db.session.scalars(select(AuditEntry.object_id).where(AuditEntry.action == "forget_slip")).all()
    assert entries == [visit]


def test_unticked_it_stays(erin: Person, gina: Person, carol: Person, county: County, visit: str):
    forget(erin, gina, county.doors["李二"])

    db.session.rollback()
    assert db.session.get_one(Slip, UUID(visit)).signer_name == "李 二"
    assert carol.get(f"/visits/{visit}/signature").status_code == 200


def test_whose_name_only_stands_in_another_is_told_and_kept(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County
):
    phone = Phone(alice, county)
    said = phone.slip(county.doors["王一"], "adult", png(4), slip={"signer_name": "李二妹", "signer_relation": "child"})
    phone.verdicts(said, blobs=(png(4),))
    asked = ask(erin, county.doors["李二"])
    (found,) = [one for one in asked["mentions"] if one["key"] == key_of(said["id"])]
    assert (found["way"], found["name"]) == ("keep", "别户告知单的签收人")

    done = gina.post(f"/forgettings/{asked['id']}/approve", chosen=[key_of(said["id"])]).json

    assert "mentions" not in counted(done["removed"])
    assert carol.get(f"/visits/{said['id']}/signature").status_code == 200


def test_a_picture_that_another_slip_has_as_well_stays_with_that(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County, visit: str
):
    phone = Phone(alice, county)
    other = phone.slip(
        county.doors["王一"], "adult", png(3), slip={"signer_name": "王一子", "signer_relation": "child"}
    )
    phone.verdicts(other, blobs=(png(3),))

    forget(erin, gina, county.doors["李二"], cut=True)

    assert db.session.get_one(Slip, UUID(visit), populate_existing=True).text == ""
    assert carol.get(f"/visits/{other['id']}/signature").status_code == 200
    assert list(disagreements()) == []


def test_one_that_is_told_and_that_nobody_ordered_is_named(county: County, visit: str):
    with writing():
        removals.tell_slip(UUID(visit))

    assert (
        f"visit {visit}: the content of its slip is told to be removed, and no order of that was carried out"
        in list(disagreements())
    )
