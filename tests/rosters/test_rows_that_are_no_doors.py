"""Totals, hints, blanks, repeated headers and the foot of a page are passed over, with the reason."""

import pytest

from tests.county import EAST
from tests.person import Person
from tests.rosters.desk import Import, workbook

_TITLE = ("桥东村住户名册",)
_HEADER = ("序号", "户主姓名", "联系电话", "详细地址")
_HINTS = ("", "必填", "如:13812345678", "请填写到门牌号")


def test_only_doors_become_doors(frank: Person) -> None:
    roster = Import(
        frank,
        workbook(
            _TITLE,
            _HEADER,
            _HINTS,
            (1, "孙五", "13812345678", "2组5号"),
            (),
            ("小 计", "", "", "1户"),
            _TITLE,
            _HEADER,
            (2, "周六", "", "2组6号"),
            ("合计", "2户"),
            ("填表人:王一", "", "审核人:李二"),
            (),
        ),
        EAST,
    )

    assert roster.counts == {"new": 2, "skipped": 7}
    assert [row["reason"] for row in roster.rows("skipped")] == [
        "第 3 行：填写提示，不是住户",
        "第 5 行：空行",
        "第 6 行：合计行，不是住户",
        "第 7 行：重复的标题",
        "第 8 行：重复的表头",
        "第 10 行：合计行，不是住户",
        "第 11 行：表尾说明，不是住户",
    ]


@pytest.mark.parametrize("name", ["共和", "何计", "注小明", "如意"])
def test_a_name_that_resembles_them_is_a_name(frank: Person, name: str) -> None:
    roster = Import(frank, workbook(_HEADER, (1, name, "", "2组5号")), EAST)

    assert roster.counts == {"new": 1}
