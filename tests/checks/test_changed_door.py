"""A door that waits on a checker's phone and is another now: the phone hears of it, and still nothing of what was recorded there."""

import json
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.changes import writing
from app.db import db
from app.households.models import FORGOTTEN, Household
from app.households.registering import set_family, set_position
from tests.checks.drawn import heard
from tests.checks.test_round import cover, draw, mine
from tests.county import COUNTY, EAST, EAST_1, EAST_2, WEST, WEST_1, County, hire, register
from tests.forgetting.orders import forget
from tests.person import Person
from tests.phone import Phone, png
from tests.rosters.desk import Import, workbook

pytestmark = pytest.mark.usefixtures("county")


PHONE = "13900000001"


def _roster(name: str, address: str) -> bytes:
    """A row for one door, with where it is and whom to call."""
    header = ("户主姓名", "详细地址", "社区/村", "网格", "联系电话", "纬度", "经度")
    return workbook(header, (name, address, "桥东村", "", PHONE, "30.5", "118.5"))


def since(bob: Person, cursor: int) -> tuple[dict[str, Any], int]:
    """What the checker's phone hears of its doors after its cursor, by household, and how far it has read then."""
    page = bob.get("/sync/pull", since=cursor).json
    told = [item["data"] for item in page["items"] if item["kind"] == "check"]
    return {one["household_id"]: one for one in told}, page["next"]


def test_a_roster_says_where_it_is(alice: Person, bob: Person, carol: Person, county: County):
    cover(alice, county, 3)
    draw(carol, bob)
    before, cursor = since(bob, 0)
    one = next(told for told in before.values() if told["householder"] == "住户1")

    Import(carol, _roster("住户1", "桥东村2组1号"), EAST).commit()
    told, _ = since(bob, cursor)

    assert set(told) == {one["household_id"]}
    assert (told[one["household_id"]]["lat"], told[one["household_id"]]["lon"]) == (30.5, 118.5)
    # Its telephone number is none of a checker's business.
    assert PHONE not in bob.get("/sync/pull", since=cursor).text


def test_what_a_worker_found_and_the_desk_confirmed(alice: Person, bob: Person, carol: Person, county: County):
    cover(alice, county, 3)
    draw(carol, bob)
    before, cursor = since(bob, 0)
    one, other = list(before)[:2]

    with writing():
        set_position(db.session.get_one(Household, UUID(one)), 30.4, 118.4)
        set_family(db.session.get_one(Household, UUID(other)), "新来的", PHONE)
    told, _ = since(bob, cursor)

    assert set(told) == {one, other}
    assert (told[one]["lat"], told[other]["householder"]) == (30.4, "新来的")


def test_a_door_that_is_moved_is_told_with_where_it_stands_now(
    alice: Person, bob: Person, carol: Person, county: County
):
    cover(alice, county, 3)
    draw(carol, bob)
    before, cursor = since(bob, 0)
    assert {told["village_name"] for told in before.values()} == {"桥东村"}

    assert carol.post("/households/move", from_code=EAST_1, to_code=WEST_1).status_code == 200
    told, _ = since(bob, cursor)

    assert set(told) == set(before)
    assert {one["village_name"] for one in told.values()} == {"桥西村"}


def test_who_was_forgotten_by_order_is_forgotten_on_the_checkers_phone(
    app: Flask, alice: Person, bob: Person, carol: Person, erin: Person, county: County
):
    with writing():
        hire("gina", "admin", COUNTY)
    cover(alice, county, 3)
    draw(carol, bob)
    before, cursor = since(bob, 0)
    household = next(iter(before))

    forget(erin, Person(app, "gina"), household)
    told, _ = since(bob, cursor)

    assert [one["householder"] for one in told.values()] == [FORGOTTEN]
    assert set(told) == {household}


def test_a_door_that_nobody_checks_tells_no_checker(alice: Person, bob: Person, carol: Person, county: County):
    cover(alice, county, 3)
    drawn = draw(carol, bob).json
    other = register("旁人", EAST_2, "桥东村9组1号")
    _, cursor = since(bob, 0)

    Import(carol, _roster("旁人", "桥东村9组1号"), EAST).commit()
    assert since(bob, cursor)[0] == {}
    assert str(other) not in mine(bob)
    # Nor does one of a round that has ended, but that once.
    carol.post(f"/check-rounds/{drawn['id']}/end")
    _, cursor = since_end(bob, cursor)
    carol.post("/households/move", from_code=EAST_1, to_code=WEST_1)
    assert [item for item in bob.get("/sync/pull", since=cursor).json["items"] if item["kind"] == "check"] == []


def since_end(bob: Person, cursor: int) -> tuple[int, int]:
    """How many doors were taken away, and how far the phone has read."""
    page = bob.get("/sync/pull", since=cursor).json
    gone = [item for item in page["items"] if item["kind"] == "check" and item["data"] is None]
    assert gone
    return len(gone), page["next"]


def test_nothing_of_the_first_result_reaches_the_checker(alice: Person, bob: Person, carol: Person, county: County):
    phone, named = Phone(alice, county), [register(f"住户{i}", EAST_1, f"桥东村2组{i}号") for i in range(3)]
    items = [phone.taught(one, note="讲了刷单返利", position=None) for one in named]
    phone.verdicts(*items, blobs=(png(),))
    draw(carol, bob)
    doors = list(mine(bob).values())
    assert len(doors) == 3
    checker = Phone(bob, county)
    checker.verdicts(heard(checker, doors[0], "denied"))

    sought = {*(item["id"] for item in items), alice.id, "Alice", "讲了刷单返利", ': "taught"', ': "covered"'}
    for told in (_text(bob, "/sync/snapshot"), _text(bob, "/sync/pull")):
        assert doors[0]["id"] in told
        assert {one for one in sought if one in told} == set()
    # It must find what is there: on the phone of whoever walks there it is.
    assert {': "taught"', ': "covered"'} <= {one for one in sought if one in _text(alice, "/sync/snapshot")}


def _text(person: Person, path: str) -> str:
    return json.dumps(person.get(path).json, ensure_ascii=False)


def test_doors_to_ask_at_are_doors_that_were_shown(alice: Person, bob: Person, carol: Person, county: County):
    cover(alice, county, 3)
    draw(carol, bob)
    _, cursor = since(bob, 0)
    carol.post("/households/move", from_code=EAST_1, to_code=WEST)
    told, _ = since(bob, cursor)

    newest = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "fetch_changes").order_by(AuditEntry.seq.desc())
    ).first()
    assert len(told) == 3
    assert newest is not None
    assert json.loads(newest.details)["doors"] == 3
