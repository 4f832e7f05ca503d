"""A door is found by a whole telephone or ID number, the householder's or anybody's who lives there."""

from uuid import UUID

import pytest

from app.changes import writing
from app.db import db
from app.households.models import Resident
from tests.county import EAST_1, HILL_1, County, register
from tests.person import Person
from tests.rosters.desk import id_number

OURS, HIS = id_number("34182519600101123"), id_number("34182519900101125")


@pytest.fixture
def door(county: County) -> UUID:
    household = register("孙五", EAST_1, "桥东村9号", phone="13800001234", id_number=OURS)
    register("周六", HILL_1, "山前村9号", phone="13800001234", id_number=OURS)
    with writing():
        db.session.add(Resident(household_id=household, name="孙六", phone="05638021234", id_number=HIS))
    return household


@pytest.mark.parametrize(
    "words",
    [
        *("13800001234", "138 0000 1234", "+86-138-0000-1234", "0563-8021234", "１３８００００１２３４"),
        *(OURS, HIS, f" {OURS[:6]} {OURS[6:]} "),
    ],
)
def test_by_the_whole_number_however_it_is_written_in_my_own_scope_only(door: UUID, carol: Person, words: str):
    found = carol.post("/households/search", q=words).json

    assert [item["id"] for item in found["items"]] == [str(door)]
    assert found["total"] == 1


@pytest.mark.parametrize("words", ["1380000123", "00001234", "13800001235", OURS[:17], id_number("34182519600101223")])
def test_not_by_a_part_or_by_another(door: UUID, carol: Person, words: str):
    assert carol.post("/households/search", q=words).json["total"] == 0


def test_a_new_number_is_found_and_the_old_one_no_more(door: UUID, frank: Person, carol: Person):
    with writing():
        resident = db.session.query(Resident).one()
        resident.phone, resident.id_number = "13911112222", None

    assert carol.post("/households/search", q="13911112222").json["total"] == 1
    assert carol.post("/households/search", q="05638021234").json["total"] == 0
    assert carol.post("/households/search", q=HIS).json["total"] == 0


def test_no_address_finds_a_number(door: UUID, carol: Person):
    """What stands in an address stands in the logs of every proxy."""
    assert carol.get("/households", q="13800001234").json["total"] == 0
    assert carol.get("/households", q="孙五").json["total"] == 1
    assert carol.post("/households/search", q="孙五").json["total"] == 1
