"""A row's village and grid are told by code, by name, or by the scope of the upload."""

import pytest

from app.rosters.places import Place, Places, Said, Unplaced
from tests.county import COUNTY, EAST, EAST_1, EAST_2, HILL, OTHER_TOWN, TOWN, WEST, County
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook

_TREE = [
    (COUNTY, "清溪县"),
    (TOWN, "城关镇"),
    (OTHER_TOWN, "山前乡"),
    (EAST, "桥东村民委员会"),
    (EAST_1, "第一网格"),
    (WEST, "高村村委会"),
    (HILL, "桥东社区"),
    (HILL + "001", "山前网格"),
]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (Said(EAST, "", "", ""), Place(EAST)),
        (Said(EAST_1, "", "", ""), Place(EAST, EAST_1)),
        (Said("", "城关镇", "桥东村", ""), Place(EAST)),
        (Said("", "山前", "桥东", ""), Place(HILL)),
        (Said("", "", "桥东社区", ""), Place(HILL)),
        (Said("", "", "高村", ""), Place(WEST)),
        (Said("", "", "", "山前网格"), Place(HILL, HILL + "001")),
        (Said(EAST, "", "桥东村", "第一"), Place(EAST, EAST_1)),
        (Said(EAST, "", "", "第九网格"), Place(EAST, None, "第九网格")),
        (Said(EAST, "", "", EAST_1), Place(EAST, EAST_1)),
    ],
)
def test_it_is_found(said: Said, place: Place) -> None:
    assert Places(COUNTY, _TREE).place(said) == place


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said("", "", "桥东", ""), "有 2 个“桥东”（城关镇、山前乡），请补上乡镇或区划代码"),
        (Said("", "", "柳溪村", ""), "找不到“柳溪村”"),
        (Said("", "", "", ""), "没写社区/村"),
        (Said("", "", "", "新网格"), "没写社区/村"),
        (Said("9911", "", "", ""), "应为村（社区）的 12 位或网格的 15 位代码"),
        (Said(TOWN, "", "", ""), "应为村（社区）的 12 位"),
        (Said(EAST[:9] + "099", "", "", ""), "不在所选范围内，或已不使用"),
        (Said(EAST, "", "高村", ""), "社区/村却写着“高村”"),
        (Said(EAST, "", "", HILL + "001"), "不在桥东村民委员会"),
    ],
)
def test_it_cannot_be_told(said: Said, why: str) -> None:
    with pytest.raises(Unplaced, match=why.replace("(", r"\(").replace(")", r"\)")):
        Places(COUNTY, _TREE).place(said)


def test_a_village_cadre_needs_no_village_column(frank: Person) -> None:
    roster = Import(frank, workbook(("户主", "住址"), ("孙五", "2组5号")), EAST)

    assert roster.rows()[0]["division_code"] == EAST + "000"


def test_a_grid_that_is_not_there_is_cut_once(frank: Person, county: County) -> None:
    rows = [door("孙五", "2组5号", 网格="第三网格"), door("周六", "2组6号", 网格="第 三 网格")]
    Import(frank, workbook(HEADER, *rows), EAST).commit()

    grids = frank.get("/divisions", parent=EAST).json["items"]
    assert [grid["name"] for grid in grids] == ["第一网格", "第二网格", "第三网格"]
    doors = frank.get("/households", scope=grids[2]["code"]).json["items"]
    assert sorted(found["householder"] for found in doors) == ["周六", "孙五"]


def test_another_grid_moves_the_door_and_no_grid_leaves_it(frank: Person, county: County) -> None:
    roster = Import(frank, workbook(HEADER, door("王一", "桥东村1组1号", 网格="第二网格")), EAST)
    assert roster.rows()[0]["reason"] == "第 2 行：登记册上已有，将更新：网格 第一网格 → 第二网格"
    roster.commit()
    Import(frank, workbook(HEADER, door("王一", "桥东村1组1号")), EAST).commit()

    assert frank.get(f"/households/{county.doors['王一']}").json["division_code"] == EAST_2


def test_a_grid_that_would_be_cut_is_seen_before(frank: Person) -> None:
    rows = [
        door("孙五", "2组5号", 网格="第一网咯"),
        door("周六", "2组6号", 网格="第一网格"),
        door("", "", 网格="第九网格"),
    ]
    roster = Import(frank, workbook(HEADER, *rows), EAST)

    assert roster.row(2)["reason"] == "第 2 行：登记册上没有，将新增；将新建网格“第一网咯”"
    assert roster.row(3)["reason"] == "第 3 行：登记册上没有，将新增"
    assert roster.state["counts"]["new_grids"] == 1
    assert "写入时将新建 1 个网格：桥东村“第一网咯”，请看有没有写错。" in roster.state["message"]
    assert roster.commit().row(2)["reason"] == "第 2 行：已导入；已新建网格“第一网咯”"
