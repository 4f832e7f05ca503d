"""Numbers are hidden on every page; whoever needs one door's says what for, and that is written down."""

from uuid import UUID

import pytest

from app.changes import writing
from app.db import db
from app.households.models import Resident
from tests.audit.reading import brief, told_of
from tests.county import EAST_1, County, register
from tests.person import Person

PHONE, FURTHER, ID_NUMBER = "13800001234", "05638021234", "110101199003077758"
HIS_PHONE, HIS_ID_NUMBER = "13900005678", "110101201003077751"
NUMBERS = (PHONE, FURTHER, ID_NUMBER, HIS_PHONE, HIS_ID_NUMBER)
MASKED = "110101********7758"


@pytest.fixture
def door(county: County) -> UUID:
    note = f"独居；其他电话：{FURTHER}"
    household = register("孙五", EAST_1, "桥东村9号", phone=PHONE, id_number=ID_NUMBER, note=note)
    with writing():
        db.session.add(Resident(household_id=household, name="孙六", phone=HIS_PHONE, id_number=HIS_ID_NUMBER))
    return household


def test_no_page_of_the_desk_shows_a_number(door: UUID, frank: Person, carol: Person, dora: Person, erin: Person):
    for person in (frank, carol, dora, erin):
        shown = person.get(f"/households/{door}").text + person.get("/households").text

        assert "138****1234" in shown
        assert "056****1234" in shown
        assert not [number for number in NUMBERS if number in shown]


def test_the_worker_who_calls_ahead_has_them_on_the_phone(door: UUID, alice: Person):
    cards = alice.get("/sync/snapshot").json["items"]

    assert PHONE in {card["data"]["phone"] for card in cards if card["kind"] == "household"}


@pytest.mark.parametrize(
    ("name", "id_number"), [("frank", MASKED), ("carol", ID_NUMBER), ("dora", MASKED), ("erin", ID_NUMBER)]
)
def test_with_a_reason_one_doors_numbers_are_shown(
    door: UUID, request: pytest.FixtureRequest, name: str, id_number: str
):
    answer = request.getfixturevalue(name).post(f"/households/{door}/reveal", reason="verify_visit")

    assert answer.status_code == 200
    assert (answer.json["phone"], answer.json["id_number"]) == (PHONE, id_number)
    assert answer.json["note"] == f"独居；其他电话：{FURTHER}"
    (resident,) = answer.json["residents"]
    assert resident["phone"] == HIS_PHONE
    assert (resident["id_number"] == HIS_ID_NUMBER) == (id_number == ID_NUMBER)


def test_an_id_number_in_a_note_is_for_those_who_may_see_one(
    county: County, frank: Person, dora: Person, carol: Person
):
    door = register("钱九", EAST_1, "桥东村19号", note=f"母亲身份证{ID_NUMBER}，电话{FURTHER}")

    for person, shown in ((frank, MASKED), (dora, MASKED), (carol, ID_NUMBER)):
        answer = person.post(f"/households/{door}/reveal", reason="verify_visit")
        assert answer.json["note"] == f"母亲身份证{shown}，电话{FURTHER}"


def test_it_is_written_down_with_the_reason_and_no_number(door: UUID, frank: Person, erin: Person):
    left = told_of(erin, lambda: frank.post(f"/households/{door}/reveal", reason="call_ahead"))

    assert [brief(entry) for entry in left] == [("frank", "reveal_numbers", "done")]
    assert left[0]["object_id"] == str(door)
    assert left[0]["said"] == "证件号已隐去，电话完整可见，用途：预约上门"
    assert not [number for number in NUMBERS if number in str(left)]


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "curious"}])
def test_without_a_reason_nothing_is_shown(door: UUID, carol: Person, body: dict[str, str]):
    answer = carol.post(f"/households/{door}/reveal", **body)

    assert answer.status_code == 422
    assert not [number for number in NUMBERS if number in answer.text]


def test_elsewhere_there_is_no_such_door(door: UUID, charlie: Person, alice: Person):
    assert charlie.post(f"/households/{door}/reveal", reason="case").status_code == 404
    assert alice.post(f"/households/{door}/reveal", reason="case").status_code == 403
