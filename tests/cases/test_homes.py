"""Whose home a case may belong to: each candidate with its reasons, and nothing linked until somebody says so."""

from threading import Thread
from typing import Any

import pytest
from flask import Flask

from app.changes import writing
from app.db import db
from app.households.models import Resident
from tests.cases.desk import ID_NUMBER, PHONE, after, taken
from tests.county import EAST, EAST_1, EAST_2, HILL_1, WEST_1, County, register
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook


def homes(person: Person, case: dict[str, Any]) -> dict[str, Any]:
    answer = person.get(f"/cases/{case['id']}/homes")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def found(person: Person, case: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
    """The candidates by the address at which they are registered: how well they fit, and why."""
    return {home["address"]: (home["strength"], home["reasons"]) for home in homes(person, case)["items"]}


def lives(name: str, household_id: Any, **numbers: str) -> None:
    with writing():
        db.session.add(Resident(household_id=household_id, name=name, **numbers))


def test_an_id_number_is_strong_and_offered_first(carol: Person):
    exact = register("孙五", EAST_1, "桥东村5号", id_number=ID_NUMBER)
    register("孙五", EAST_1, "桥东村6号")
    case = taken(carol, id_number=ID_NUMBER)

    seen = homes(carol, case)
    assert [home["address"] for home in seen["items"]] == ["桥东村5号", "桥东村6号"]
    assert (seen["preselected"], seen["match"]) == (str(exact), None)
    assert seen["items"][0]["reasons"] == ["身份证号相同（户主）", "同村同名（户主）"]
    # Offered is not linked.
    assert carol.get(f"/cases/{case['id']}").json["matched"] == "open"


def test_two_homes_with_one_id_number_are_offered_alike(carol: Person):
    register("孙五", EAST_1, "桥东村5号", id_number=ID_NUMBER)
    lives("孙五", register("孙大", EAST_2, "桥东村6号"), id_number=ID_NUMBER)
    case = taken(carol, id_number=ID_NUMBER)

    assert {strength for strength, _ in found(carol, case).values()} == {"strong"}
    assert homes(carol, case)["preselected"] is None


@pytest.mark.parametrize(
    ("columns", "case", "strength", "reasons"),
    [
        ({"phone": PHONE}, {"phone": PHONE}, "strong", ["电话相同（户主）", "同村同名（户主）"]),
        ({"phone": PHONE}, {"phone": PHONE, "victim": "孙小"}, "medium", ["电话相同（户主）"]),
        ({}, {"address": "桥东村5号"}, "medium", ["同村同名，地址相同（户主）"]),
        ({}, {"address": " 清溪县城关镇桥东村 5号"}, "medium", ["同村同名，地址相同（户主）"]),
        ({}, {"address": "桥东村15号"}, "weak", ["同村同名（户主）"]),
        ({}, {"victim": "孙 五"}, "weak", ["同村同名（户主）"]),
        ({"id_number": ID_NUMBER}, {"id_number": ID_NUMBER, "victim": "孙小"}, "strong", ["身份证号相同（户主）"]),
    ],
)
def test_each_reason_has_its_strength(carol: Person, columns: dict, case: dict, strength: str, reasons: list):
    register("孙五", EAST_1, "桥东村5号", **columns)

    assert found(carol, taken(carol, **case)) == {"桥东村5号": (strength, reasons)}


def test_nothing_in_common_is_no_candidate(carol: Person):
    register("孙五", WEST_1, "桥西村5号")  # the name, in another village
    register("孙六", EAST_1, "桥东村6号", phone="13900000000")

    assert found(carol, taken(carol, phone=PHONE, id_number=ID_NUMBER, address="桥东村5号")) == {}
    assert found(carol, taken(carol, village=None)) == {}


def test_somebody_of_the_household_counts_as_well(carol: Person):
    home = register("孙大", EAST_1, "桥东村5号")
    lives("孙五", home, phone=PHONE)

    assert found(carol, taken(carol, phone=PHONE)) == {
        "桥东村5号": ("strong", ["电话相同（家庭成员）", "同村同名（家庭成员）"])
    }


def test_what_a_home_was_registered_as_before_counts(carol: Person, frank: Person, county: County):
    """王一 had a telephone, was renamed in a merge, and the door was moved to another village."""
    Import(frank, workbook(HEADER, door("王一", "桥东村1组1号", 联系电话=PHONE)), EAST).commit()
    other = workbook(HEADER, door("王五", "桥东村1组1号", 联系电话="13900000001"))
    Import(frank, other, EAST).commit(merge_rows=[2])
    with after(days=1):
        assert (
            carol.post("/households/move", household_ids=[str(county.doors["王一"])], to_code=WEST_1).status_code == 200
        )

        case = taken(carol, victim="王一", phone=PHONE)
        assert found(carol, case) == {"桥东村1组1号": ("strong", ["电话相同（原登记）", "同村同名（原登记）"])}


def test_homes_out_of_reach_are_no_candidates(carol: Person, charlie: Person, erin: Person):
    register("孙五", HILL_1, "山前村5号", id_number=ID_NUMBER)
    register("孙五", EAST_1, "桥东村5号", id_number=ID_NUMBER)
    case = taken(carol, id_number=ID_NUMBER)

    assert list(found(carol, case)) == ["桥东村5号"]
    assert len(found(erin, case)) == 2
    assert charlie.get(f"/cases/{case['id']}/homes").status_code == 404


def test_somebody_says_whose_home_it_is_and_takes_it_back(carol: Person, erin: Person, county: County):
    home = str(register("孙五", EAST_1, "桥东村5号", phone=PHONE))
    case = taken(carol, phone=PHONE)
    match = f"/cases/{case['id']}/match"

    said = carol.put_json(match, household_id=home).json["match"]
    assert (said["household_id"], said["strength"], said["decided_by_name"]) == (home, "strong", "Carol")
    assert carol.get("/cases", matched="home").json["items"][0]["household_id"] == home
    assert erin.put_json(match, household_id=None).json["code"] == "case_already_matched"

    undone = erin.delete(match).json
    assert undone["match"] is None
    (former,) = undone["former"]
    assert (former["household_id"], former["decided_by_name"], former["undone_by_name"]) == (home, "Carol", "Erin")
    assert carol.delete(match).json["code"] == "case_not_matched"

    none = carol.put_json(match, household_id=None).json["match"]
    assert (none["household_id"], none["strength"]) == (None, None)
    assert [one["id"] for one in carol.get("/cases", matched="none").json["items"]] == [case["id"]]
    assert carol.get("/cases", matched="open").json["total"] == 0


def test_a_home_that_is_no_candidate_may_be_said_and_one_elsewhere_may_not(carol: Person, county: County):
    case = taken(carol)
    match = f"/cases/{case['id']}/match"

    assert carol.put_json(match, household_id=str(county.doors["钱四"])).status_code == 404
    said = carol.put_json(match, household_id=str(county.doors["赵三"])).json["match"]
    assert (said["household_id"], said["strength"]) == (str(county.doors["赵三"]), None)


def test_of_two_who_say_it_at_once_one_is_told(app: Flask, carol: Person, erin: Person, county: County):
    case = taken(carol)
    answers: list[int] = []

    def say(person: Person, name: str) -> None:
        said = person.put_json(f"/cases/{case['id']}/match", household_id=str(county.doors[name]))
        answers.append(said.status_code)

    threads = [Thread(target=say, args=said) for said in ((carol, "王一"), (erin, "李二"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 409]


def test_a_home_that_nothing_leads_to_is_pointed_out_by_hand_and_shown_as_that(carol: Person, charlie: Person):
    """A case without a village and without a number has no candidates; whoever knows the home finds it by its address."""
    home = register("孙五", EAST_1, "桥东村5号")
    case = taken(carol, village=None, victim="孙小五")
    assert homes(carol, case)["items"] == []
    (sought,) = carol.post("/households/search", q="桥东村5号").json["items"]
    assert sought["id"] == str(home)

    said = carol.put_json(f"/cases/{case['id']}/match", household_id=sought["id"]).json

    (shown,) = said["items"]
    assert (shown["household_id"], shown["strength"], shown["reasons"]) == (str(home), None, ["人工指定"])
    assert (shown["is_named"], said["match"]["strength"]) == (False, None)
    assert homes(carol, case)["items"] == said["items"]
    carol.delete(f"/cases/{case['id']}/match")
    assert homes(carol, case)["items"] == []


def test_a_home_that_fitted_when_it_was_decided_on_and_no_longer_does_stays_to_be_seen(carol: Person):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    case = taken(carol, phone=PHONE)
    carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
    carol.patch(f"/cases/{case['id']}", phone="13900000001", victim="李某", reason="写错了")

    (shown,) = homes(carol, case)["items"]
    assert (shown["strength"], shown["reasons"]) == (None, ["认定时是系统列出的，现在已对不上"])


def test_a_home_out_of_reach_is_neither_shown_nor_packed(carol: Person, erin: Person, county: County):
    """The county may decide on a home of another station's; to this one it is none."""
    case = taken(carol)
    far = str(county.doors["钱四"])
    assert erin.put_json(f"/cases/{case['id']}/match", household_id=far).status_code == 200

    assert [one["household_id"] for one in homes(erin, case)["items"]] == [far]
    assert homes(carol, case)["items"] == []
    assert carol.post(f"/cases/{case['id']}/evidence", reason="case").status_code == 404
    assert erin.post(f"/cases/{case['id']}/evidence", reason="case").status_code == 202
