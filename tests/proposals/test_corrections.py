"""What the register has wrong of a door: told on a phone, put right when somebody else confirms it."""

import uuid

import pytest
from sqlalchemy import event, select

from app.check import disagreements
from app.db import db
from app.households.models import FormerHousehold, Household, Resident
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone
from tests.proposals.telling import AT, new_door, proposal


def say(teller: Phone, kind: str, **said: object) -> str:
    told = proposal(teller, kind, teller.county.doors["王一"], **said)
    (verdict,) = teller.verdicts(told)
    assert verdict["status"] == "created"
    return str(told["id"])


def confirm(desk: Person, proposal_id: str) -> None:
    answer = desk.post(f"/proposals/{proposal_id}/confirm")
    assert answer.status_code == 200, answer.text


def door(county: County) -> Household:
    db.session.expire_all()
    return db.session.get_one(Household, county.doors["王一"])


def test_a_right_number_and_the_one_before_still_finds_the_door(
    phone: Phone, carol: Person, alice: Person, county: County
):
    with_phone = register("赵电", EAST_1, "桥东村1组20号", phone="13800000001")
    told = proposal(phone, "phone", with_phone, phone="139 1111 2222")
    phone.verdicts(told)
    assert db.session.get_one(Household, with_phone).phone == "13800000001"
    (listed,) = carol.get("/proposals").json["items"]
    assert (listed["phone"], listed["registered"]["phone"]) == ("139****2222", "138****0001")

    confirm(carol, told["id"])

    assert [one["id"] for one in carol.post("/households/search", q="13911112222").json["items"]] == [str(with_phone)]
    (former,) = db.session.scalars(select(FormerHousehold))
    assert (former.householder, former.phone) == ("赵电", "13800000001")
    card = [item["data"] for item in alice.get("/sync/pull", since=0).json["items"] if item["id"] == str(with_phone)]
    assert card[-1]["phone"] == "13911112222"


def test_a_position_taken_at_the_door(phone: Phone, carol: Person, county: County):
    told = say(phone, "position", position=AT)
    assert door(county).lat is None

    confirm(carol, told)

    assert (door(county).lat, door(county).lon) == pytest.approx((30.952341, 118.756012))


def test_another_family_and_those_of_before_are_former(phone: Phone, carol: Person, county: County):
    db.session.add(Resident(household_id=county.doors["王一"], name="王小一", relation="子", phone="13800000009"))
    db.session.commit()
    before = carol.get("/coverage").json

    confirm(carol, say(phone, "moved", householder="周八", phone="13911112222"))

    now = door(county)
    assert (now.householder, now.phone, now.initials) == ("周八", "13911112222", "zb")
    assert "周八" in now.door_key
    former = db.session.scalars(select(FormerHousehold)).all()
    assert {(one.householder, one.phone) for one in former} == {("王一", None), ("王小一", "13800000009")}
    assert not db.session.scalars(select(Resident)).all()
    assert carol.get("/coverage").json == before
    assert not list(disagreements())


@pytest.mark.parametrize("kind", ["phone", "moved", "position", "new"])
def test_one_that_says_nothing_is_set_aside(phone: Phone, kind: str):
    (verdict,) = phone.verdicts(proposal(phone, kind, phone.county.doors["王一"]))

    assert (verdict["status"], verdict["code"]) == ("quarantined", "unreadable_event")


@pytest.mark.parametrize("number", ["12", "电话", "1390000123"])
def test_what_cannot_be_dialled_is_no_number(phone: Phone, number: str):
    (verdict,) = phone.verdicts(proposal(phone, "phone", phone.county.doors["王一"], phone=number))

    assert (verdict["status"], verdict["code"]) == ("quarantined", "unreadable_event")


def test_a_refused_one_leaves_the_register_as_it_is(phone: Phone, carol: Person, county: County):
    told = say(phone, "moved", householder="周八")

    assert carol.post(f"/proposals/{told}/refuse", reason="还是王一家").status_code == 200

    assert door(county).householder == "王一"
    assert carol.get("/proposals", state="refused").json["items"][0]["refusal"] == "还是王一家"


def test_a_longer_list_asks_the_database_no_more_often(phone: Phone, carol: Person, county: County):
    def queries() -> int:
        seen: list[str] = []

        def notice(*args: object) -> None:
            seen.append(str(args[2]))

        event.listen(db.engine, "before_cursor_execute", notice)
        assert carol.get("/proposals").status_code == 200
        event.remove(db.engine, "before_cursor_execute", notice)
        return len(seen)

    def tell() -> None:
        new = new_door(phone, uuid.uuid4(), householder="王一", phone="13911112222")
        phone.verdicts(new, proposal(phone, "position", county.doors["王一"], position=AT))

    tell()
    one = queries()
    for _ in range(6):
        tell()

    assert carol.get("/proposals").json["total"] == 14
    assert queries() == one
