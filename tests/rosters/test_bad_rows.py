"""Bad rows stay out with a reason, come back as a workbook, and go in once mended."""

import pytest

from tests.county import EAST, TOWN
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, id_number, workbook

pytestmark = pytest.mark.one_database

_GOOD = id_number()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (door("", "2组5号"), "缺少户主姓名"),
        (door("孙五", ""), "缺少详细地址"),
        (door("", ""), "缺少户主姓名；缺少详细地址"),
        (door("孙五", "2组5号", 身份证号=_GOOD[:-1] + ("0" if _GOOD[-1] != "0" else "1")), "身份证号校验不通过"),
        (door("孙五", "2组5号", 身份证号="341825199002301123"), "身份证号里的出生日期不存在"),
        (door("孙五", "2组5号", 身份证号="341825900101123"), "15 位旧号码"),
        (door("孙五", "2组5号", 身份证号="34182519900101100"), "应为 18 位"),
        (door("孙五", "2组5号", 身份证号="3.41825E+17"), "科学计数"),
        (door("孙五", "2组5号", 身份证号="341825199001011000"), "以 000 结尾"),
        (door("孙五", "2组5号", village="柳溪村"), "找不到“柳溪村”"),
        (door("孙五", "2组5号", village="山前村"), "找不到“山前村”"),
        (door("孙" * 51, "2组5号"), "户主姓名太长"),
        (door("孙五", "路" * 201), "地址太长"),
    ],
)
def test_a_bad_row_says_what_is_wrong(carol: Person, row: tuple[str, ...], reason: str) -> None:
    roster = Import(carol, workbook(HEADER, row), TOWN)

    assert roster.counts == {"bad": 1}
    said = roster.rows()[0]["reason"]
    assert said.startswith("第 2 行：")
    assert reason in said


def test_an_id_number_stored_as_a_number_is_refused_by_its_cell_type(frank: Person) -> None:
    row = ("孙五", 341825199001011234, "", "", "", "2组5号", "")
    roster = Import(frank, workbook(HEADER, row), EAST)

    assert roster.counts == {"bad": 1}
    assert "存成了数字" in roster.rows()[0]["reason"]


def test_its_digits_do_not_come_back_as_a_text_that_might_pass(frank: Person) -> None:
    row = ("孙五", 341825199001011234, "", "", "", "2组5号", "")
    bad = Import(frank, workbook(HEADER, row), EAST).bad_rows()

    assert bad[1][1].endswith("（原为数字，已不可信）")
    assert Import(frank, workbook(*bad), EAST).counts == {"bad": 1}


@pytest.mark.parametrize("phone", ["187970", "电话停机", "138123"])
def test_an_odd_telephone_number_stays_out_but_the_door_goes_in(frank: Person, phone: str) -> None:
    roster = Import(frank, workbook(HEADER, door("孙五", "2组5号", 联系电话=phone)), EAST)

    assert roster.counts == {"new": 1}
    assert roster.rows()[0]["phone"] is None
    assert roster.rows()[0]["reason"] == f"第 2 行：登记册上没有，将新增；电话“{phone}”不像电话号码，没有录入"
    assert roster.state["counts"]["remarks"] == 1


def test_good_rows_go_in_while_bad_ones_come_back_mended(frank: Person) -> None:
    first = Import(
        frank, workbook(HEADER, door("孙五", "2组5号"), door("周六", "", 备注="=1+1"), door("", "2组7号")), EAST
    )
    first.commit()
    bad = first.bad_rows()
    assert bad[0] == [*HEADER, "原因"]
    assert [row[-1] for row in bad[1:]] == ["第 3 行：缺少详细地址", "第 4 行：缺少户主姓名"]
    assert bad[1][6] == "=1+1"

    bad[1][5], bad[2][0] = "2组6号", "吴七"
    again = Import(frank, workbook(*bad), EAST)

    assert again.counts == {"new": 2}
    again.commit()
    assert Import(frank, workbook(*bad), EAST).counts == {"same": 2}


def test_a_roster_without_addresses_comes_back_with_a_column_for_them(frank: Person) -> None:
    roster = Import(frank, workbook(("姓名", "电话号码"), ("孙五", "13812345678")), EAST)

    assert roster.counts == {"bad": 1}
    assert "表中没有地址列" in roster.state["message"]
    assert roster.bad_rows()[0] == ["姓名", "电话号码", "详细地址", "原因"]


def test_a_long_number_that_a_verdict_quotes_is_hidden(frank: Person, dora: Person) -> None:
    roster = Import(frank, workbook(HEADER, door("孙五", "2组5号", 联系电话="13987654321转8802儿子13800001111a")), EAST)

    for person in (frank, dora):
        text = person.get(f"{roster.path}/rows").text
        assert "不像电话号码" in text
        assert "13987654321" not in text
        assert "13800001111" not in text
