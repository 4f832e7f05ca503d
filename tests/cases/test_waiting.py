"""What waits for somebody to look at it, and may be of the home or the victim of a case: told, and not counted."""

import json
import uuid
from typing import Any

import pytest

from app.sync.sealing import CountyKey
from tests.cases.desk import PHONE, after, ago, knock, known, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import trace
from tests.county import EAST_1, HILL, WEST_1, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png
from tests.proposals.telling import new_door, proposal
from tests.proposals.test_new_door import confirm

ONE_MORE = "；另有 1 条手机上传的记录在待核对，可能是这一户的，还不算"


def said_of(person: Person, case: dict[str, Any]) -> list[str]:
    return [one["said"] for one in person.get(f"/cases/{case['id']}/homes").json["waiting"]]


def unreadable(phone: Phone, home: uuid.UUID) -> None:
    """A visit at this very home whose hour nobody can read."""
    event = phone.taught(home, png(), device_time="yesterday")
    (verdict,) = phone.verdicts(event)
    assert verdict["status"] == "quarantined", verdict


def test_what_was_set_aside_at_the_very_door_is_told_wherever_its_answer_is(
    county: County, alice: Person, carol: Person, county_key: CountyKey
):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    unreadable(Phone(alice, county), home)
    with after(days=1):
        case = taken(carol, phone=PHONE, happened_from=ago(hours=12))
        traced = trace(carol, case, home)
        assert (traced["verdict"], traced["sentence"]) == ("not_visited", "案发前未上门" + ONE_MORE)
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
        assert [one["sentence"] for one in carol.get("/cases").json["items"]] == ["案发前未上门" + ONE_MORE]
        pack = opened(carol, made(carol, case["id"]))
        assert ONE_MORE in "".join("".join(texts(pack["evidence.pdf"])).split()).replace("另有1条", "另有 1 条")

        (item,) = carol.get("/aside").json["items"]
        assert carol.post(f"/aside/{item['id']}/refuse", reason="看不懂").status_code == 204
        assert trace(carol, case, home)["sentence"] == "案发前未上门"


@pytest.mark.parametrize(
    ("named", "phone", "why"),
    [("孙新", PHONE, "电话相同、同村同名"), ("孙新", "", "同村同名"), ("钱某", PHONE, "电话相同"), ("钱某", "", None)],
)
def test_a_door_that_nobody_confirmed_is_named_with_what_waits_there(
    county: County, alice: Person, carol: Person, named: str, phone: str, why: str | None
):
    teller, door = Phone(alice, county), uuid.uuid4()
    event = new_door(teller, door, householder=named, phone=phone)
    teller.verdicts(event)
    teller.verdicts(teller.taught(door, png(), **known()), blobs=(png(),))
    with after(days=1):
        case = taken(carol, victim="孙新", phone=PHONE, happened_from=ago(hours=12))
        words = f"有人报了登记册上没有的一户，还没有确认：桥东村1组15号（{why}），有 1 条记录在等它，还不算"
        assert said_of(carol, case) == ([words] if why else [])
        if why:
            carol.put_json(f"/cases/{case['id']}/match", household_id=None)
            pack = opened(carol, made(carol, case["id"]))
            assert [one["said"] for one in json.loads(pack["evidence.json"])["waiting"]] == [words]
            assert "有1条记录在等它" in "".join("".join(texts(pack["evidence.pdf"])).split())


def test_another_family_that_nobody_confirmed_is_named_until_somebody_does(
    county: County, alice: Person, carol: Person
):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    phone = Phone(alice, county)
    event = proposal(phone, "moved", home, householder="钱新", phone="13700001111")
    phone.verdicts(event)
    knock(phone, home, slip={"signer_name": "钱新"})
    with after(days=1):
        case = taken(carol, victim="钱新", phone="13700001111", happened_from=ago(hours=3))
        assert said_of(carol, case) == ["有人报这一户换了住户，还没有确认：桥东村5号（电话相同、同村同名）"]
        confirm(carol, event["id"])
        assert said_of(carol, case) == []


def test_nobody_is_told_of_a_door_beyond_their_reach(county: County, bob: Person, erin: Person, charlie: Person):
    teller = Phone(bob, county)
    (verdict,) = teller.verdicts(new_door(teller, uuid.uuid4(), division_code=WEST_1, phone=PHONE))
    assert verdict["status"] == "created", verdict
    with after(days=1):
        case = taken(charlie, village=HILL, phone=PHONE, happened_from=ago(hours=3))

        assert len(said_of(erin, case)) == 1
        assert said_of(charlie, case) == []
