"""Whom the cases of a home befell, and whom what was set aside names, are its people: elsewhere they are found as well."""

from uuid import UUID

from sqlalchemy import select

from app.cases.models import Case
from app.db import db
from app.households.models import FORGOTTEN
from app.visits.models import Visit
from tests.cases.desk import ago, taken
from tests.county import EAST_1, County, register
from tests.forgetting.orders import ask, forget
from tests.person import Person
from tests.phone import Phone, png

VICTIM, NUMBER = "令狐小六", "13755556666"


def test_another_case_of_the_same_victim_goes_and_a_note_that_names_them_is_listed(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County
):
    home = register("孙五", EAST_1, "桥东村5号", phone="13912345678")
    said = {"victim": VICTIM, "phone": NUMBER, "address": "桥东村5号"}
    case = taken(carol, **said)
    other = taken(carol, **said, happened_from=ago(days=2), note="又被骗")
    assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
    phone = Phone(alice, county)
    note = phone.visit(county.doors["李二"], note=f"{VICTIM}说邻居被骗，电话{NUMBER}")
    phone.verdicts(note)

    asked = ask(erin, home)

    assert f"visit.note:{UUID(note['id']).hex}" in {one["key"] for one in asked["mentions"]}
    gina.post(f"/forgettings/{asked['id']}/refuse", reason="先不办")
    forget(erin, gina, home, cut=True)
    db.session.rollback()
    kept = db.session.execute(select(Case.victim, Case.phone, Case.address, Case.note)).all()
    assert [tuple(one) for one in kept] == [(FORGOTTEN, None, None, None)] * 2
    assert db.session.get_one(Visit, UUID(note["id"])).note == "×××说邻居被骗，电话×××"
    assert VICTIM not in carol.get(f"/cases/{other['id']}").text


def test_a_victim_as_their_case_named_them_until_it_was_corrected(erin: Person, carol: Person, county: County):
    home = register("孙五", EAST_1, "桥东村5号")
    case = taken(carol, victim=VICTIM, phone=NUMBER)
    assert carol.patch(f"/cases/{case['id']}", victim="令狐六", phone=None, reason="写错").status_code == 200
    assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
    namesake = taken(carol, victim=VICTIM, phone="13800000001")

    asked = ask(erin, home)

    assert f"case.victim:{UUID(namesake['id']).hex}" in {one["key"] for one in asked["mentions"]}


def test_whoever_signed_what_was_set_aside_is_one_of_them(erin: Person, alice: Person, county: County):
    home = register("孙五", EAST_1, "桥东村5号")
    phone = Phone(alice, county)
    aside = phone.taught(home, png(1), slip={"signer_name": VICTIM}, campaign_id=str(UUID(int=7)))
    note = phone.visit(county.doors["李二"], note=f"碰到{VICTIM}")
    statuses = [one["status"] for one in phone.verdicts(aside, note, blobs=(png(1),))]
    assert statuses == ["quarantined", "created"]

    asked = ask(erin, home)

    assert f"visit.note:{UUID(note['id']).hex}" in {one["key"] for one in asked["mentions"]}
