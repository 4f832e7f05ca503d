"""One row per person becomes one door per household, with everybody who lives there."""

from tests.county import EAST, EAST_1
from tests.person import Person
from tests.rosters.desk import Import, id_number, workbook

_HEADER = ("户号", "姓名", "与户主关系", "身份证号", "手机号", "地址", "网格")
_GOOD, _CHILD = id_number(), id_number("34182520150101123")


def test_people_of_one_number_are_one_household(frank: Person) -> None:
    roster = Import(
        frank,
        workbook(
            _HEADER,
            ("7001", "孙妻", "妻", "", "", "2组5号", "第一网格"),
            ("7001", "孙五", "户主", _GOOD, "13812345678", "2组5号", "第一网格"),
            ("7001", "孙小五", "子", _CHILD, "", "2组5号", "第一网格"),
            ("7002", "周六", "户主", "", "", "2组6号", "第一网格"),
        ),
        EAST,
    )

    assert roster.counts == {"new": 4}
    assert roster.row(2)["reason"] == "第 2 行：随第 3 行 孙五 户"
    roster.commit()
    household = _door(frank, "孙五")
    assert household["residents_count"] == 3
    assert household["grid_name"] == "第一网格"
    residents = frank.get(f"/households/{household['id']}").json["residents"]
    assert sorted((r["name"], r["relation"]) for r in residents) == [("孙五", "户主"), ("孙妻", "妻"), ("孙小五", "子")]


def test_without_a_number_each_householder_begins_a_household(frank: Person) -> None:
    header = ("姓名*", "与户主关系", "地址")
    rows = [
        ("孙五", "户主", "桥东村三组"),
        ("孙妻", "妻", "桥东村三组"),
        ("周六", "户主", "桥东村三组"),
        ("周女", "女", "桥东村三组"),
    ]
    roster = Import(frank, workbook(header, *rows), EAST)

    assert roster.counts == {"new": 4}
    roster.commit()
    assert _door(frank, "孙五")["residents_count"] == 2
    assert _door(frank, "周六")["residents_count"] == 2


def test_bringing_it_twice_changes_nothing(frank: Person) -> None:
    data = workbook(
        _HEADER, ("7001", "孙五", "户主", _GOOD, "", "2组5号", ""), ("7001", "孙小五", "子", _CHILD, "", "2组5号", "")
    )
    Import(frank, data, EAST).commit()

    assert Import(frank, data, EAST).counts == {"same": 2}


def test_a_bad_member_stays_out_and_comes_back_alone(frank: Person) -> None:
    rows = [("7001", "孙五", "户主", "", "", "2组5号", ""), ("7001", "孙小五", "子", "123", "", "2组5号", "")]
    first = Import(frank, workbook(_HEADER, *rows), EAST)
    assert first.counts == {"new": 1, "bad": 1}
    first.commit()

    bad = first.bad_rows()
    bad[1][3] = _CHILD
    again = Import(frank, workbook(*bad), EAST)
    assert again.counts == {"changed": 1}
    again.commit()

    household = _door(frank, "孙五")
    assert household["householder"] == "孙五"
    assert household["residents_count"] == 2


def test_a_household_waits_for_its_householder(frank: Person) -> None:
    rows = [("7001", "孙五", "户主", "123", "", "2组5号", ""), ("7001", "孙小五", "子", "", "", "2组5号", "")]
    roster = Import(frank, workbook(_HEADER, *rows), EAST)

    assert roster.counts == {"bad": 2}
    assert "户主（第 2 行）有误，改好后一起导入" in roster.row(3)["reason"]


def _door(person: Person, name: str) -> dict:
    found = person.get("/households", q=name).json["items"]
    assert len(found) == 1
    assert found[0]["division_code"].startswith(EAST_1[:12])
    return found[0]
