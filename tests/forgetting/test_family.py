"""An order of a former family leaves alone who lives there now; what time cannot tell is listed for whoever agreed."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.check import disagreements
from app.db import db
from app.forgetting import sweeping
from app.households.models import FORGOTTEN, FormerHousehold, Household
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from app.visits.models import Visit
from tests.cases.desk import after, knock
from tests.county import EAST_1, County, register
from tests.forgetting.orders import ORDER, ask, forget
from tests.person import Person
from tests.phone import Phone, png
from tests.proposals.telling import proposal
from tests.proposals.test_new_door import confirm
from tests.seals.sealed import seal

BEFORE, NOW = "令狐甲", "独孤乙"


@pytest.fixture
def home(alice: Person, carol: Person, county: County, county_key: CountyKey) -> UUID:
    """A door that was taught, where another family moved in and was taught."""
    door = register(BEFORE, EAST_1, "桥东村5号", phone="13912345678")
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(door, png(3), slip={"signer_name": BEFORE}, note=f"{BEFORE}在家"), blobs=(png(3),))
    with after(days=1):
        told = proposal(phone, "moved", door, householder=NOW, phone="13700001111")
        phone.verdicts(told)
        confirm(carol, told["id"])
    with after(days=2):
        knock(phone, door, slip={"signer_name": NOW}, note=f"{BEFORE}搬走了，现在是{NOW}")
        seal(county_key)
    return door


def test_those_who_live_there_now_are_left_alone(erin: Person, gina: Person, home: UUID):
    with after(days=3):
        asked = ask(erin, home, spares_present=True)
        assert (asked["householder"], bool(asked["until"])) == (BEFORE, True)
        chosen = [one["key"] for one in asked["mentions"] if one["way"] != "keep" and one["name"] == "走访备注"]
        assert len(chosen) == 1
        assert gina.post(f"/forgettings/{asked['id']}/approve", chosen=chosen).json["is_done"]

        db.session.rollback()
        door = db.session.get_one(Household, home)
        assert (door.householder, door.phone) == (NOW, "13700001111")
        assert db.session.scalars(select(FormerHousehold.householder)).all() == [FORGOTTEN]
        slips = db.session.scalars(select(Slip).order_by(Slip.visit_id)).all()
        assert {(one.signer_name, one.forgotten_at is None) for one in slips} == {(FORGOTTEN, False), (NOW, True)}
        assert set(db.session.scalars(select(Visit.note))) == {None, f"×××搬走了，现在是{NOW}"}
        assert list(disagreements()) == []
        assert sweeping.sweep() == 0
        assert erin.get(f"/forgettings/{asked['id']}").json["householder"] == FORGOTTEN


def test_without_that_everybody_goes(erin: Person, gina: Person, home: UUID):
    with after(days=3):
        assert forget(erin, gina, home)["is_done"]

        db.session.rollback()
        assert db.session.get_one(Household, home).householder == FORGOTTEN
        assert all(one.forgotten_at for one in db.session.scalars(select(Slip)))


def test_where_nobody_lived_before_it_is_refused(erin: Person, county: County):
    answer = erin.post("/forgettings", household_id=str(county.doors["王一"]), **ORDER, spares_present=True)

    assert (answer.status_code, answer.json["code"]) == (409, "no_former_family")


def test_by_command_the_same(app: Flask, erin: Person, gina: Person, home: UUID):
    two = ["--asked-by", "erin", "--approved-by", "gina", "--basis", "own_request", "--reason", "本人来信"]
    with after(days=3):
        done = app.test_cli_runner().invoke(args=["forget", str(home), *two, "--spare-present", "--cut-mentions"])

        assert done.exit_code == 0, done.output
        db.session.rollback()
        assert db.session.get_one(Household, home).householder == NOW


def test_a_visit_whose_time_tells_nothing_is_listed_for_whoever_agreed(
    erin: Person, gina: Person, alice: Person, county: County
):
    """Its phone's clock was ahead, and nothing bounds it."""
    phone, door = Phone(alice, county), county.doors["王一"]
    ahead = (clock.now() + timedelta(days=2)).isoformat()
    event = phone.taught(door, png(9), device_time=ahead, note="王一在家")
    with after(hours=1):
        order = forget(erin, gina, door)
        assert erin.get(f"/forgettings/{order['id']}").json["mentions"] == []
    with after(hours=3):
        assert phone.verdicts(event, blobs=(png(9),))[0]["status"] == "created"
        sweeping.sweep()

        (found,) = erin.get(f"/forgettings/{order['id']}").json["mentions"]

        assert (found["key"], found["way"]) == (f"visit.id:{UUID(event['id']).hex}", "keep")
        assert (found["name"], found["household_id"]) == ("时间说不清的走访", str(door))
        assert forget(erin, gina, door)["is_done"]
        assert erin.get(f"/forgettings/{order['id']}").json["mentions"] == []
