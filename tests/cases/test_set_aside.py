"""What was set aside first and stands at a home all the same: the trace, the list, the pack and the slip say so, each with the times."""

import json
import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from app.check import disagreements
from app.db import db
from app.seals.faults import read
from app.seals.models import SlipSeal
from app.sync.models import Quarantine
from app.sync.sealing import CountyKey
from app.visits.models import Visit
from tests.aside.test_decide import STRANGER, waiting
from tests.cases.desk import after, ago, knock, known, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import marked, trace
from tests.county import County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png
from tests.proposals.telling import AT, new_door
from tests.proposals.test_new_door import confirm
from tests.seals.sealed import seal


def accept(person: Person, **repair: object) -> None:
    (item,) = waiting(person)
    answer = person.post(f"/aside/{item['id']}/accept", **repair)
    assert answer.status_code == 204, answer.text


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def at_no_door(phone: Phone) -> dict[str, Any]:
    """A signed visit at a door that is not on the register, handed in with its picture."""
    event = phone.taught(STRANGER, png(), **known())
    (verdict,) = phone.verdicts(event, blobs=(png(),))
    assert verdict["code"] == "unknown_household"
    return event


def test_a_door_that_the_office_named_after_the_case_is_nobodys_word_of_before(
    at_no_door: dict, county: County, carol: Person, county_key: CountyKey
):
    home = county.doors["王一"]
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
    with after(days=3):
        accept(carol, household_id=str(home))
        seal(county_key)
        traced = trace(carol, case, home)
        assert (traced["verdict"], traced["sentence"]) == ("unclear", "无法判断（案发后才由办公室认定是这一户）")
        assert marked(traced) == [["accepted_later", "door_named"]]
        (visit,) = traced["visits"]
        # The phone handed it in before the case, whenever the office decided.
        assert moment(visit["received_at"]) < moment(case["happened_from"]) < moment(visit["reviewed_at"])
        assert moment(visit["slip"]["completed_at"]) < moment(case["happened_from"])
        assert (visit["reviewed_by_name"], visit["review_did"]) == ("Carol", "补正后采纳，认定是这一户")

        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
        (listed,) = carol.get("/cases").json["items"]
        assert (listed["verdict"], listed["sentence"]) == (traced["verdict"], traced["sentence"])
        files = opened(carol, made(carol, case["id"]))

    said = "".join(texts(files["evidence.pdf"]))
    for words in (
        traced["sentence"],
        "手机报的不是这一户，由办公室认定是这一户",
        "Carol补正后采纳",
        "案发后才核对采纳",
    ):
        assert words in said, words
    assert "案发后才上传" not in said
    (slip,) = (data for name, data in files.items() if name.startswith("slips/") and name.endswith(".pdf"))
    said = "".join(texts(slip))
    for words in ("这份记录经办公室补正", "由Carol补正后采纳", "手机报的不是这一户，由办公室认定是这一户"):
        assert words in said, words


def test_its_seal_has_the_time_at_which_its_phone_handed_it_in(
    at_no_door: dict, county: County, carol: Person, county_key: CountyKey
):
    came = db.session.scalars(db.select(Quarantine.received_at)).one()
    with after(days=3):
        accept(carol, household_id=str(county.doors["王一"]))
        seal(county_key)

    sealed = read(db.session.scalars(db.select(SlipSeal.record)).one()) or {}
    assert (moment(sealed["received"]["at"]), sealed["repaired"]) == (came, "yes")
    assert list(disagreements()) == []


def test_one_that_was_taken_in_before_the_case_stands_and_says_who_named_its_door(
    at_no_door: dict, county: County, carol: Person
):
    home = county.doors["王一"]
    accept(carol, household_id=str(home))
    with after(days=1):
        traced = trace(carol, taken(carol, victim="王一", happened_from=ago(hours=12)), home)

    assert (traced["sentence"], marked(traced)) == (
        "案发前已上门宣传（本人签字、由办公室认定是这一户）",
        [["door_named"]],
    )


def test_one_that_named_its_own_door_is_marked_as_put_right_and_taken_in_later(
    phone: Phone, county: County, carol: Person
):
    home = county.doors["王一"]
    phone.verdicts(phone.visit(home, campaign_id=STRANGER, **known()))
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
    with after(days=3):
        accept(carol)
        traced = trace(carol, case, home)

    assert (traced["sentence"], marked(traced)) == ("案发前上门但未宣传到位（无人）", [["accepted_later", "repaired"]])
    assert (traced["visits"][0]["reviewed_by_name"], traced["visits"][0]["review_did"]) == ("Carol", "补正后采纳")


def test_what_was_taken_in_before_its_time_of_receipt_was_kept_is_told_by_the_original(
    at_no_door: dict, county: County, carol: Person, county_key: CountyKey
):
    """Once its own row held the moment of the decision and nobody's name, and so it was sealed; both stay as they were sealed."""
    home = county.doors["王一"]
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
    with after(days=3):
        accept(carol, household_id=str(home))
        visit = db.session.scalars(db.select(Visit)).one()
        visit.received_at, visit.reviewed_at, visit.reviewed_by = visit.reviewed_at, None, None
        db.session.commit()
        seal(county_key)
        traced = trace(carol, case, home)

    assert (traced["verdict"], marked(traced)) == ("unclear", [["accepted_later", "door_named"]])
    assert traced["visits"][0]["reviewed_by_name"] == "Carol"
    assert moment(traced["visits"][0]["received_at"]) < moment(case["happened_from"])
    assert traced["visits"][0]["slip"]["faults"] == []
    assert list(disagreements()) == []


def test_a_picture_that_came_after_its_visit_completes_the_slip_when_it_came(
    phone: Phone, county: County, carol: Person
):
    event = phone.taught(STRANGER, png(), **known())
    phone.verdicts(event)
    with after(days=1):
        phone.push(blobs=(png(),))
    with after(days=2):
        case = taken(carol, victim="王一", happened_from=ago(days=1, hours=12))
        accept(carol, household_id=str(county.doors["王一"]))
        (visit,) = trace(carol, case, county.doors["王一"])["visits"]

    assert moment(visit["received_at"]) < moment(case["happened_from"]) < moment(visit["slip"]["completed_at"])
    assert [mark["mark"] for mark in visit["marks"]] == ["accepted_later", "door_named", "completed_later"]
    assert list(disagreements()) == []


def test_a_door_that_was_confirmed_after_the_case_is_marked_as_that(phone: Phone, county: County, carol: Person):
    door = str(uuid.uuid4())
    proposed, visit = new_door(phone, door, position=AT), phone.taught(door, png(), **known())
    phone.verdicts(proposed, visit, blobs=(png(),))
    with after(days=1):
        case = taken(carol, victim="孙新", happened_from=ago(hours=12))
    with after(days=3):
        confirm(carol, proposed["id"])
        traced = trace(carol, case, UUID(door))

    assert (traced["sentence"], marked(traced)) == (
        "案发前已上门宣传并签字（这一户案发后才确认登记）",
        [["confirmed_later"]],
    )
    (told,) = traced["visits"]
    assert (told["reviewed_by_name"], told["review_did"]) == ("Carol", "确认了这一户")
    assert moment(told["received_at"]) < moment(case["happened_from"]) < moment(told["reviewed_at"])


def test_within_the_cases_own_day_nobody_knows_what_came_first(
    phone: Phone, county: County, carol: Person, county_key: CountyKey
):
    """The fraud may have come before the visit was handed in and sealed, or after."""
    home, made_at = county.doors["王一"], known()
    event = phone.taught(home, png(), **made_at)
    with after(days=1):
        first, last = ago(hours=12), ago(hours=-12)
        said = json.loads(event["body"])
        clocks = {"boot_id": said["boot_id"], "mono_ms": said["mono_ms"] + 86_400_000}
        assert phone.push(event, blobs=(png(),), report=clocks).status_code == 200
        seal(county_key)
    with after(days=3):
        case = taken(carol, victim="王一", happened_from=first, happened_until=last)
        (visit,) = trace(carol, case, home)["visits"]
        later = taken(carol, victim="王一", happened_from=first)
        (visit_after,) = trace(carol, later, home)["visits"]

    assert [mark["mark"] for mark in visit["marks"]] == ["received_unclear"]
    assert visit["slip"]["seal"]["order"] == "unclear"
    assert [mark["mark"] for mark in visit_after["marks"]] == ["received_later"]
    assert visit_after["slip"]["seal"]["order"] == "after"


def test_another_visit_of_the_phones_own_is_enough(at_no_door: dict, phone: Phone, county: County, carol: Person):
    home = county.doors["王一"]
    knock(phone, home)
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        accept(carol, household_id=str(home))
        traced = trace(carol, case, home)

    assert traced["sentence"] == "案发前已上门宣传并签字"
    assert sorted(map(len, marked(traced))) == [0, 2]
