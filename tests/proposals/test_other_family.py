"""A telephone that was told of a family before another one was: it never becomes the number of those who live there now."""

from datetime import timedelta
from uuid import UUID

import pytest

from app import clock
from app.db import db
from app.households.models import Household, Proposal
from app.proposals.refusals import PHONE_OF_THOSE_BEFORE
from tests.county import County
from tests.person import Person
from tests.phone import Phone
from tests.proposals.telling import proposal

OLD, NEW = "13900000001", "13911112222"


def say(teller: Phone, kind: str, minutes_ago: int, name: str = "王一", **said: object) -> str:
    at = (clock.now() - timedelta(minutes=minutes_ago)).isoformat()
    told = proposal(teller, kind, teller.county.doors[name], device_time=at, **said)
    (verdict,) = teller.verdicts(told)
    assert verdict["status"] == "created"
    return str(told["id"])


def confirm(desk: Person, proposal_id: str) -> None:
    answer = desk.post(f"/proposals/{proposal_id}/confirm")
    assert answer.status_code == 200, answer.text


def lives_there(county: County) -> tuple[str, str | None]:
    db.session.expire_all()
    door = db.session.get_one(Household, county.doors["王一"])
    return door.householder, door.phone


@pytest.fixture
def before(phone: Phone) -> str:
    return say(phone, "phone", 30, phone=OLD)


@pytest.fixture
def moved(phone: Phone, before: str) -> str:
    return say(phone, "moved", 20, householder="周八", phone=NEW)


def test_another_family_closes_the_telephone_of_those_before(
    phone: Phone, carol: Person, erin: Person, county: County, before: str, moved: str
):
    confirm(carol, moved)

    answer = carol.post(f"/proposals/{before}/confirm")
    assert (answer.status_code, answer.json["code"]) == (409, "proposal_already_decided")
    assert lives_there(county) == ("周八", NEW)
    (listed,) = carol.get("/proposals", state="refused").json["items"]
    assert (listed["id"], listed["refusal"], listed["decided_by_name"]) == (before, PHONE_OF_THOSE_BEFORE, "Carol")
    items = phone.person.get("/sync/pull", since=0, limit=2000).json["items"]
    told = {item["id"]: item["data"] for item in items if item["kind"] == "proposal"}
    assert (told[before]["state"], told[before]["refusal"]) == ("refused", PHONE_OF_THOSE_BEFORE)
    (line,) = [one for one in erin.get("/audit", limit=500).json["items"] if one["action"] == "refuse_proposal"]
    assert (line["object_id"], line["username"]) == (before, "carol")


def test_only_that_telephone_is_closed(phone: Phone, carol: Person, county: County, before: str, moved: str):
    kept = {
        say(phone, "phone", 10, phone="13922223333"),
        say(phone, "phone", 30, name="李二", phone="13933334444"),
        say(phone, "position", 30, position={"lat_e6": 30952341, "lon_e6": 118756012, "accuracy_m": 12, "age_ms": 800}),
    }

    confirm(carol, moved)

    assert {one["id"] for one in carol.get("/proposals").json["items"]} == kept


def test_one_that_comes_after_the_other_family_was_confirmed(phone: Phone, carol: Person, county: County):
    confirm(carol, say(phone, "moved", 20, householder="周八", phone=NEW))
    late, right = say(phone, "phone", 30, phone=OLD), say(phone, "phone", 10, phone="13922223333")

    answer = carol.post(f"/proposals/{late}/confirm")

    assert (answer.status_code, answer.json["code"]) == (409, "family_has_moved")
    assert lives_there(county) == ("周八", NEW)
    assert {one["id"] for one in carol.get("/proposals").json["items"]} == {late, right}
    assert carol.post(f"/proposals/{late}/refuse", reason="是原来那家的").status_code == 200
    confirm(carol, right)
    assert lives_there(county) == ("周八", "13922223333")


def test_a_family_that_did_not_come_closes_nothing(
    phone: Phone, carol: Person, county: County, before: str, moved: str
):
    assert carol.post(f"/proposals/{moved}/refuse", reason="还是王一家").status_code == 200

    confirm(carol, before)

    assert lives_there(county) == ("王一", OLD)


def test_ones_own_stays_and_nobody_confirms_it(carol: Person, erin: Person, before: str, moved: str):
    # Whoever decides may have walked there before.
    db.session.get_one(Proposal, UUID(before)).proposed_by = UUID(carol.get("/session").json["user"]["id"])
    db.session.commit()

    confirm(carol, moved)

    assert [one["id"] for one in carol.get("/proposals").json["items"]] == [before]
    assert erin.post(f"/proposals/{before}/confirm").json["code"] == "family_has_moved"
