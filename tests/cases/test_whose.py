"""A home changed hands, or only its name, and nobody can tell for sure whose home it was: then no sentence is sure either."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app import clock
from app.db import db
from app.households.models import Household
from tests.cases.desk import PHONE, after, ago, knock, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_families import NEW_PHONE, OTHERS, move, said
from tests.cases.test_trace import marked, trace
from tests.county import EAST, EAST_1, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone
from tests.proposals.telling import proposal
from tests.proposals.test_new_door import confirm, refuse
from tests.rosters.desk import HEADER, Import, door, workbook

SURE = ("taught_before", "案发前已上门宣传并签字")
REPORTED = ("unclear", "无法判断（有人报这一户换了住户，还没有确认）")
RENAMED = ("unclear", "无法判断（这一户登记的户主改过名字，说不清走访的和受害人是不是同一家）")
WAITS = "有人报这一户换了住户，还没有确认：桥东村5号（就是列出的这一户）"


def taught(phone: Phone, name: str = "孙五", number: str = "", signer: str = "") -> UUID:
    """A home that signed, of this householder."""
    home = register(name, EAST_1, "桥东村5号", phone=number or None)
    knock(phone, home, slip={"signer_name": signer or name})
    return home


def report(phone: Phone, home: UUID, number: str = NEW_PHONE) -> str:
    told = proposal(phone, "moved", home, householder="钱新", phone=number)
    phone.verdicts(told)
    return str(told["id"])


def merge(frank: Person, name: str, **more: str) -> None:
    """The office says of a roster's row that it is this home."""
    Import(frank, workbook(HEADER, door(name, "桥东村5号", **more)), EAST).commit(merge_rows=[2])


def test_a_family_that_came_within_the_cases_own_time_leaves_whoever_is_on_no_register_in_doubt(
    phone: Phone, carol: Person
):
    home = taught(phone, number=PHONE)
    with after(days=2):
        move(phone, carol, home)
        day = clock.start_of(clock.today())
    with after(days=5):
        window = {"happened_from": day.isoformat(), "happened_until": (day + timedelta(hours=23)).isoformat()}
        case = taken(carol, victim="周七", address="桥东村5号", **window)
        traced = trace(carol, case, home)
        assert traced["sentence"] == "无法判断（案发期间这里换过人家，说不清受害人是哪一家的）"
        assert marked(traced) == [["family_then"]]
        assert trace(carol, taken(carol, victim="孙五", **window), home)["sentence"] == SURE[1]


def test_whoever_signs_as_a_family_that_waits_for_a_confirmation_is_not_the_one_on_the_register(
    phone: Phone, carol: Person
):
    """As it mostly goes: 换了人家 is reported at the door, and whoever lives there signs at once."""
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    told = report(phone, home)
    knock(phone, home, slip={"signer_name": "钱新"})
    with after(days=2):
        case = taken(carol, victim="孙五", phone=PHONE, happened_from=ago(days=1))
        traced = trace(carol, case, home)
        assert (traced["verdict"], traced["sentence"], marked(traced)) == (*REPORTED, [["family_reported"]])
        homes = carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).json
        assert [one["said"] for one in homes["waiting"]] == [WAITS]
        assert [one["sentence"] for one in carol.get("/cases").json["items"]] == [REPORTED[1]]
        pack = opened(carol, made(carol, case["id"]))
        assert [one["said"] for one in json.loads(pack["evidence.json"])["waiting"]] == [WAITS]
        assert "还没有确认的" in "".join(texts(pack["evidence.pdf"]))
        assert said(carol, home, victim="钱新") == SURE
        refuse(carol, told)
        assert trace(carol, case, home)["sentence"] == SURE[1]


def test_a_family_is_there_since_it_was_reported_and_not_since_somebody_confirmed_it(phone: Phone, carol: Person):
    home = taught(phone, number=PHONE)
    with after(days=2):
        told = report(phone, home)
    with after(days=4):
        case = taken(carol, victim="钱小妹", address="桥东村5号", happened_from=ago(days=1))
        assert trace(carol, case, home)["sentence"] == REPORTED[1]
        assert said(carol, home, victim="孙五", phone=PHONE) == SURE
    with after(days=6):
        confirm(carol, told)
        traced = trace(carol, case, home)
        assert traced["sentence"] == OTHERS
        assert [one["said"][:9] for one in traced["happenings"] if one["what"] == "renamed"] == ["换了住户（网格员 "]


def test_a_landlords_number_makes_no_two_tenants_one_family(phone: Phone, carol: Person):
    home = taught(phone, number=PHONE)
    with after(days=2):
        confirm(carol, report(phone, home, PHONE))
    with after(days=5):
        assert said(carol, home, victim="钱新", phone=PHONE) == ("unclear", OTHERS)
        # Of the two with this number the one that was there then.
        assert said(carol, home, victim="周七", phone=PHONE) == ("unclear", OTHERS)
        assert said(carol, home, victim="孙五", phone=PHONE) == SURE


@pytest.mark.parametrize(("was", "number"), [("孙伍", ""), ("孙老五", "13900000001")])
def test_a_home_that_the_office_called_the_same_before_the_case_is_the_same(
    phone: Phone, carol: Person, frank: Person, was: str, number: str
):
    home = taught(phone, was, number)
    with after(days=2):
        merge(frank, "孙五", 联系电话="13900000002" if number else "")
    with after(days=5):
        assert said(carol, home, victim="孙五") == SURE
        assert said(carol, home, victim="孙小花", address="桥东村5号") == SURE


def test_one_that_was_called_so_only_after_it_is_neither_the_same_nor_another(
    phone: Phone, carol: Person, frank: Person
):
    home = taught(phone, "孙伍")
    with after(days=2):
        case = taken(carol, victim="孙五", happened_from=ago(days=1))
    with after(days=3):
        merge(frank, "孙五")
        traced = trace(carol, case, home)
        assert (traced["verdict"], traced["sentence"], marked(traced)) == (*RENAMED, [["family_unsure"]])
        early: dict[str, Any] = {"address": "桥东村5号", "happened_from": case["happened_from"]}
        # Whoever is on no register was of those who were there then.
        assert trace(carol, taken(carol, victim="孙小花", **early), home)["sentence"] == SURE[1]
        assert trace(carol, taken(carol, victim="孙伍", **early), home)["sentence"] == SURE[1]


def test_a_name_that_a_roster_sets_right_is_not_said_to_be_another_familys(phone: Phone, carol: Person, frank: Person):
    coded = (*HEADER, "户号")
    Import(frank, workbook(coded, (*door("孙伍", "桥东村5号", 网格="第一网格"), "H001")), EAST).commit()
    home = db.session.scalars(select(Household.id).where(Household.door_code == "H001")).one()
    knock(phone, home, slip={"signer_name": "孙伍"})
    with after(days=2):
        Import(frank, workbook(coded, (*door("孙五", "桥东村5号"), "H001")), EAST).commit()
    with after(days=5):
        assert said(carol, home, victim="孙五") == RENAMED
        assert said(carol, home, victim="孙伍") == SURE


def test_a_family_that_was_reported_gone_by_mistake_is_the_same_when_it_is_set_right(
    phone: Phone, carol: Person, frank: Person
):
    home = taught(phone, signer="孙家儿媳")
    with after(days=2):
        move(phone, carol, home)
    with after(days=3):
        merge(frank, "孙五")
    with after(days=5):
        assert said(carol, home, victim="孙五") == SURE
        assert said(carol, home, victim="孙小花", address="桥东村5号") == SURE


def test_who_came_back_is_not_whoever_signed_in_between(phone: Phone, carol: Person, frank: Person):
    home = register("孙五", EAST_1, "桥东村5号")
    with after(days=1):
        move(phone, carol, home)
        knock(phone, home, slip={"signer_name": "钱新"})
    with after(days=3):
        merge(frank, "孙五")
    with after(days=5):
        assert said(carol, home, victim="孙五") == RENAMED
        assert said(carol, home, victim="钱新") == SURE
