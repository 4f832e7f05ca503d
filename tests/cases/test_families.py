"""Another family may have lived at a home when it was visited: then nobody can say that the victim's was taught."""

from typing import Any
from uuid import UUID

import pytest

from app.db import db
from app.households.models import Resident
from tests.cases.desk import PHONE, after, ago, knock, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import marked, trace
from tests.county import EAST, EAST_1, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone
from tests.proposals.telling import proposal
from tests.proposals.test_new_door import confirm
from tests.rosters.desk import HEADER, Import, door, workbook

OTHERS = "无法判断（走访的是住过这里的另一家，不是受害人一家）"
NEW_PHONE = "13700001111"


@pytest.fixture
def home(phone: Phone) -> UUID:
    """The 孙 lived there, the parents and a son."""
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    db.session.add(Resident(household_id=home, name="孙小五"))
    db.session.commit()
    return home


def move(phone: Phone, carol: Person, home: UUID, to: str = "钱新") -> None:
    """Others live there now: told at the door, confirmed at the desk."""
    told = proposal(phone, "moved", home, householder=to, phone=NEW_PHONE)
    phone.verdicts(told)
    confirm(carol, told["id"])


def said(person: Person, home: UUID, **case: Any) -> tuple[str, str]:
    traced = trace(person, taken(person, happened_from=ago(days=1), **case), home)
    return traced["verdict"], traced["sentence"]


def test_what_the_family_before_was_taught_is_not_said_of_the_next(phone: Phone, home: UUID, carol: Person):
    knock(phone, home, slip={"signer_name": "孙五"})
    with after(days=2):
        move(phone, carol, home)
    with after(days=5):
        case = taken(carol, victim="钱新", phone=NEW_PHONE, happened_from=ago(days=1))
        traced = trace(carol, case, home)
        assert (traced["verdict"], traced["sentence"]) == ("unclear", OTHERS)
        assert marked(traced) == [["family_other"]]
        (candidate,) = carol.get(f"/cases/{case['id']}/homes").json["items"]
        assert candidate["sentence"] == OTHERS
        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
        listed = carol.get("/cases", verdict="unclear").json["items"]
        assert [one["sentence"] for one in listed] == [OTHERS]
        files = opened(carol, made(carol, case["id"]))

    said = "".join(texts(files["evidence.pdf"]))
    assert OTHERS in said
    assert "走访的是住过这里的另一家" in said.replace(OTHERS, "")


def test_nor_what_the_next_family_was_taught_of_the_one_that_left(phone: Phone, home: UUID, carol: Person):
    with after(days=2):
        move(phone, carol, home)
    with after(days=3):
        knock(phone, home, slip={"signer_name": "钱新"})
    with after(days=5):
        assert said(carol, home, victim="孙五", phone=PHONE) == ("unclear", OTHERS)
        assert said(carol, home, victim="孙小五") == ("unclear", OTHERS)
        assert said(carol, home, victim="钱新") == ("taught_before", "案发前已上门宣传并签字")
        # Of somebody whom nobody knows: those who were on the register when it happened.
        assert said(carol, home, victim="周七") == ("taught_before", "案发前已上门宣传并签字")


def test_whoever_left_after_they_were_taught_was_taught(phone: Phone, home: UUID, carol: Person):
    knock(phone, home, slip={"signer_name": "孙五"})
    with after(days=2):
        move(phone, carol, home)
    with after(days=5):
        assert said(carol, home, victim="孙五", phone=PHONE) == ("taught_before", "案发前已上门宣传并签字")
        assert said(carol, home, victim="孙小五") == ("taught_before", "案发前已上门宣传并签字")


def test_a_new_family_that_signed_before_the_register_knew_of_it_was_taught(phone: Phone, home: UUID, carol: Person):
    """As it mostly goes: who lives there is found out at the door, taught at once, and confirmed days later."""
    knock(phone, home, slip={"signer_name": "钱新"})
    with after(days=2):
        move(phone, carol, home)
    with after(days=5):
        assert said(carol, home, victim="钱新") == ("taught_before", "案发前已上门宣传并签字")
        assert said(carol, home, victim="孙五") == ("unclear", OTHERS)


def test_a_visit_that_may_lie_on_either_side_of_the_move_says_so(phone: Phone, home: UUID, carol: Person):
    """Nothing tells when it was made but that it came after."""
    made_at = {"clock_anchor": None}
    with after(days=2):
        move(phone, carol, home)
        knock(phone, home, slip={"signer_name": "钱家儿媳"}, **made_at)
    with after(days=5):
        case = taken(carol, victim="钱新", happened_from=ago(days=1))
        traced = trace(carol, case, home)

    assert (traced["sentence"], marked(traced)) == ("无法判断（走访前后这里换过人家）", [["family_unclear"]])


def test_the_same_people_with_another_number_or_another_at_their_head_are_no_other_family(
    phone: Phone, home: UUID, carol: Person, frank: Person
):
    knock(phone, home, slip={"signer_name": "孙五"})
    with after(days=1):
        Import(frank, workbook(HEADER, door("孙五", "桥东村5号", 联系电话="13900000002")), EAST).commit()
    with after(days=2):
        Import(frank, workbook(HEADER, door("孙六", "桥东村5号", 联系电话="13900000002")), EAST).commit(merge_rows=[2])
    with after(days=5):
        for victim in ("孙五", "孙六", "孙小五"):
            assert said(carol, home, victim=victim) == ("taught_before", "案发前已上门宣传并签字")


def test_what_was_tried_at_the_family_before_is_in_doubt_and_a_visit_after_the_case_stays_one(
    phone: Phone, home: UUID, carol: Person
):
    knock(phone, home, "no_answer")
    with after(days=2):
        case = taken(carol, victim="孙五", phone=PHONE, happened_from=ago(days=5))
    with after(days=3):
        move(phone, carol, home)
    with after(days=4):
        knock(phone, home, "no_answer")
    with after(days=6):
        assert said(carol, home, victim="钱新")[0] == "not_taught_before"
        traced = trace(carol, case, home)
        assert (traced["sentence"], marked(traced)) == ("案发后才上门", [[], ["family_other"]])
