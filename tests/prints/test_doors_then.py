"""A slip names the home as it was registered when it was visited, and says beside it what the register has now."""

from uuid import UUID

import pytest

from app.sync.sealing import CountyKey
from tests.cases.desk import PHONE, after, knock, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_families import move
from tests.county import EAST_1, WEST_1, County, register
from tests.person import Person
from tests.phone import Phone
from tests.prints.printed import slip_of, text_of
from tests.seals.sealed import seal

BEFORE = "住户孙五地址城关镇桥东村桥东村5号"
NOW = "现登记钱新，城关镇桥西村桥东村5号（以上住户和地址是走访时登记的）"


@pytest.fixture
def home(county: County) -> UUID:
    return register("孙五", EAST_1, "桥东村5号", phone=PHONE)


def transfer(carol: Person, home: UUID) -> None:
    moved = carol.post("/households/move", household_ids=[str(home)], to_code=WEST_1)
    assert moved.status_code == 200, moved.text


def test_who_lives_there_later_and_where_is_not_mixed_in(
    home: UUID, phone: Phone, carol: Person, county_key: CountyKey
):
    visit = knock(phone, home, slip={"signer_name": "孙五"})
    seal(county_key)
    assert BEFORE in text_of(slip_of(carol, visit))
    assert "现登记" not in text_of(slip_of(carol, visit))
    with after(days=2):
        move(phone, carol, home)
    with after(days=3):
        transfer(carol, home)
    with after(days=5):
        paper = text_of(slip_of(carol, visit))
        case = taken(carol, victim="孙五", phone=PHONE)
        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
        files = opened(carol, made(carol, case["id"]))

    (in_pack,) = [data for name, data in files.items() if name.startswith("slips/") and name.endswith(".pdf")]
    for text in (paper, text_of(in_pack)):
        assert BEFORE in text
        assert NOW in text
        assert text.count("钱新") == text.count("桥西村") == 1


def test_of_a_visit_since_it_is_as_it_is_now(home: UUID, phone: Phone, carol: Person):
    with after(days=2):
        move(phone, carol, home)
        transfer(carol, home)
    with after(days=4):
        paper = text_of(slip_of(carol, knock(phone, home, slip={"signer_name": "钱新"})))

    assert "住户钱新地址城关镇桥西村桥东村5号" in paper
    assert "现登记" not in paper


def test_what_changed_within_the_visit_s_own_time_is_said_with_both(home: UUID, phone: Phone, carol: Person):
    with after(days=2):
        move(phone, carol, home)
        transfer(carol, home)
    with after(days=2, minutes=30):
        paper = text_of(slip_of(carol, knock(phone, home, slip={"signer_name": "钱新"}, clock_anchor=None)))

    assert "住户孙五或钱新（走访前后登记有变更，说不清先后）" in paper
    assert "城关镇桥东村或城关镇桥西村桥东村5号（走访前后登记有变更，说不清先后）" in paper
