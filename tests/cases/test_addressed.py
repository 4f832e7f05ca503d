"""A victim who is nowhere registered by name: the wife at a home's address, a family's second telephone, a firm."""

import pytest

from app import clock
from app.changes import writing
from app.db import db
from app.households.models import FormerHousehold
from tests.cases.desk import PHONE, taken
from tests.cases.test_homes import found, homes
from tests.county import EAST, EAST_1, HILL_1, WEST_1, County, register
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook

ONLY_ADDRESS = ("weak", ["只有地址相同，姓名对不上（现登记）"])


@pytest.mark.parametrize(
    ("village", "address", "is_found"),
    [
        (EAST, "桥东村5号", True),
        (EAST, " 清溪县城关镇桥东村 5号", True),
        (EAST, "桥东村15号", False),
        (EAST, "", False),
        (None, "桥东村５号", True),
        (None, "桥东村 5号", True),
        (None, "5号", False),
    ],
)
def test_the_address_alone_leads_to_a_home_weakly(
    county: County, carol: Person, village: str | None, address: str, is_found: bool
):
    register("孙五", EAST_1, "桥东村5号")
    register("周六", EAST_1, "桥东村25号")
    case = taken(carol, victim="孙五嫂", village=village, address=address)

    assert found(carol, case) == ({"桥东村5号": ONLY_ADDRESS} if is_found else {})
    assert homes(carol, case)["preselected"] is None


def test_an_address_of_a_whole_building_or_elsewhere_leads_nowhere(county: County, carol: Person, erin: Person):
    for number in range(21):
        register(f"住户{number}", EAST_1, "桥东村9号")
    register("孙五", HILL_1, "山前村5号")

    assert found(carol, taken(carol, victim="某某", address="桥东村9号")) == {}
    assert found(carol, taken(carol, victim="某某", village=None, address="桥东村9号")) == {}
    far = taken(carol, victim="某某", village=None, address="山前村5号")
    assert found(carol, far) == {}
    assert list(found(erin, far)) == ["山前村5号"]


def test_a_second_telephone_is_a_telephone(county: County, carol: Person, frank: Person):
    row = door("孙五", "桥东村5号", 联系电话="13900000001、13900000002", 网格="第一网格")
    Import(frank, workbook(HEADER, row), EAST).commit()

    said = {"victim": "孙小", "phone": "13900000002"}
    assert found(carol, taken(carol, **said)) == {"桥东村5号": ("medium", ["电话相同（登记的其他电话）"])}
    strong = found(carol, taken(carol, victim="孙五", phone="13900000002"))
    assert strong == {"桥东村5号": ("strong", ["电话相同（登记的其他电话）", "同村同名（户主）"])}
    assert found(carol, taken(carol, victim="孙小", phone="13900000003")) == {}


def test_a_firm_is_found_by_its_name(county: County, carol: Person):
    firm = "旌德县清溪服饰有限公司"
    register("钱总", EAST_1, "桥东村8号", kind="enterprise", title=firm, phone=PHONE)
    register("李总", WEST_1, "桥西村8号", kind="enterprise", title=firm)

    assert found(carol, taken(carol, victim=firm)) == {"桥东村8号": ("weak", ["同村同名（名称）"])}
    at_its_place = taken(carol, victim=firm, address="桥东村8号")
    assert found(carol, at_its_place) == {"桥东村8号": ("medium", ["同村同名，地址相同（名称）"])}
    by_phone = taken(carol, victim=firm, phone=PHONE)
    assert found(carol, by_phone)["桥东村8号"][0] == "strong"
    assert homes(carol, by_phone)["items"][0]["is_named"] is True


def test_a_firm_is_found_by_the_name_and_the_address_that_it_had(county: County, carol: Person):
    home = register("钱总", EAST_1, "桥东村8号", kind="enterprise", title="新名服饰厂")
    with writing():
        parts = {"householder": "钱总", "title": "老名服饰厂", "address": "桥东村7号"}
        db.session.add(FormerHousehold(household_id=home, until=clock.now(), merged=False, **parts))

    assert found(carol, taken(carol, victim="老名服饰厂")) == {"桥东村8号": ("weak", ["同村同名（原名称）"])}
    by_address = found(carol, taken(carol, victim="某某", address="桥东村7号"))
    assert by_address == {"桥东村8号": ("weak", ["只有地址相同，姓名对不上（原登记）"])}
