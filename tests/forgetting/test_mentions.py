"""Texts elsewhere that quote them: listed, cut where somebody says so, and never where another home's proof would break."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.changes import writing
from app.check import disagreements
from app.checks.models import CheckAnswer
from app.db import db
from app.households.models import Household
from app.sync.models import Event
from app.visits.models import Visit
from tests.checks.drawn import drawn_at, heard
from tests.county import EAST, EAST_1, HILL_1, TOWN, County, hire, register
from tests.forgetting.orders import ask
from tests.person import Person
from tests.phone import Phone, png, sha256


def told(asked: dict) -> dict[tuple[str, str], str]:
    """Kind and way of each mention, and its quote."""
    return {(one["name"], one["way"]): one["quote"] for one in asked["mentions"]}


def test_only_what_somebody_ticked_is_cut(erin: Person, gina: Person, alice: Person, county: County):
    with writing():
        db.session.get_one(Household, county.doors["王一"]).phone = "13800001234"
    phone, other = Phone(alice, county), county.doors["李二"]
    said = [f"问过王一了，电话13800001234，{n}次都不在" for n in range(2)]
    notes = [phone.visit(other, note=text) for text in said]
    phone.verdicts(*notes)
    asked = ask(erin, county.doors["王一"])
    assert told(asked)["走访备注", "cut"].startswith("问过王一了，电话138****1234")
    (chosen,) = [one["key"] for one in asked["mentions"] if one["key"] == f"visit.note:{UUID(notes[0]['id']).hex}"]

    done = gina.post(f"/forgettings/{asked['id']}/approve", chosen=[chosen, "visit.note:none", "user.name:x"]).json

    db.session.rollback()
    kept = dict(db.session.execute(select(Visit.id, Visit.note)).tuples().all())
    assert kept == {UUID(notes[0]["id"]): "问过×××了，电话×××，0次都不在", UUID(notes[1]["id"]): said[1]}
    assert {line["word"]: line["count"] for line in done["removed"]}["mentions"] == 1
    # The phone's own words go whole, since they are hashed whole; nobody ticked them.
    assert all(db.session.scalars(select(Event.body)))


def test_another_homes_proof_is_kept_and_told(erin: Person, gina: Person, alice: Person, county: County, county_key):
    phone = Phone(alice, county)
    text = "李二：请提防电信网络诈骗。见证人王一"
    event = phone.slip(county.doors["李二"], "mark", png(1), witness="王一", slip={"signer_name": "李二"})
    phone.verdicts(event, blobs=(png(1),))
    signed = phone.taught(county.doors["李二"], png(2), slip={"text": text, "text_sha256": sha256(text)})
    phone.verdicts(signed, blobs=(png(2),))

    asked = ask(erin, county.doors["王一"])

    ways = told(asked)
    assert ("走访的见证人", "keep") in ways
    assert ("别户告知单的文字", "keep") in ways
    gina.post(f"/forgettings/{asked['id']}/approve", chosen=[one["key"] for one in asked["mentions"]])
    db.session.rollback()
    assert db.session.get_one(Visit, UUID(event["id"])).witness == "王一"
    assert list(disagreements()) == []


def test_the_same_number_and_the_same_name_nearby_are_told(erin: Person, county: County):
    with writing():
        db.session.get_one(Household, county.doors["王一"]).phone = "13800001234"
    shop = register("别人", HILL_1, "山前街1号", kind="merchant", phone="13800001234")
    namesake = register("王一", EAST_1, "桥东村9组1号")
    register("王一", HILL_1, "山前村9号")  # of another village: a namesake like many

    asked = ask(erin, county.doors["王一"])

    found = {(one["name"], one["household_id"], one["way"]) for one in asked["mentions"]}
    assert found == {("别户登记的电话", str(shop), "keep"), ("同村同名的户", str(namesake), "keep")}


def test_what_was_heard_at_a_neighbours_door_is_listed_and_cut(
    erin: Person, gina: Person, carol: Person, alice: Person, bob: Person, county: County
):
    """A spot check's words, in the answer and in what the phone handed in."""
    home = register("孙五福", EAST_1, "桥东村5号", phone="13912345678")
    other = str(county.doors["李二"])
    visit = Phone(alice, county).visit(other)
    Phone(alice, county).verdicts(visit)
    round_id = drawn_at({"door": other, "visit": visit["id"]}, EAST, county.campaign_id, (carol.id, bob.id))
    drawn = carol.get(f"/check-rounds/{round_id}").json["doors"][0]
    phone = Phone(bob, county)
    answer = heard(phone, drawn, "denied", note="说来的是隔壁孙五福家，电话13912345678")
    assert phone.verdicts(answer)[0]["status"] == "created"

    asked = ask(erin, home)

    found = {one["key"].partition(":")[0]: (one["name"], one["household_id"]) for one in asked["mentions"]}
    assert found == {
        "check_answer.note": ("抽查时听到的话", other),
        "event.body": ("手机上传的原文", other),
    }
    gina.post(f"/forgettings/{asked['id']}/approve", chosen=[one["key"] for one in asked["mentions"]])
    (line,) = carol.get(f"/check-rounds/{round_id}").json["doors"][0]["heard"]
    assert line["note"] == "说来的是隔壁×××家，电话×××"
    db.session.rollback()
    assert db.session.scalars(select(CheckAnswer.note)).all() == ["说来的是隔壁×××家，电话×××"]
    assert db.session.get_one(Event, UUID(answer["id"])).body == ""


def test_an_administrator_of_a_town_sees_those_of_the_town(
    app: Flask, erin: Person, alice: Person, bob: Person, county: County
):
    with writing():
        hire("tess", "admin", TOWN)
    hill = register("令狐", HILL_1, "山前村9号", title="王一的店", kind="merchant")
    phone = Phone(alice, county)
    phone.verdicts(phone.visit(county.doors["李二"], note="王一在家"))
    asked = ask(erin, county.doors["王一"])
    assert {one["household_id"] for one in asked["mentions"]} >= {str(hill), str(county.doors["李二"])}

    seen = Person(app, "tess").get(f"/forgettings/{asked['id']}").json

    assert {one["household_id"] for one in seen["mentions"]} == {str(county.doors["李二"])}
    assert seen["mentions_elsewhere"] == len(asked["mentions"]) - len(seen["mentions"]) == 1
