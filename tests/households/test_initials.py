"""Initials are what people say, also where a surname sounds unlike the word."""

import pytest

from app.households.names import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张三", "zs"),
        ("单雄信", "sxx"),
        ("仇英", "qy"),
        ("曾国", "zg"),
        ("解放", "xf"),
        ("查良", "zl"),
        ("区小明", "oxm"),
        ("翟天", "zt"),
        ("覃华", "qh"),
        ("尉迟恭", "ycg"),
        ("万俟雅", "mqy"),
        ("欧阳修", "oyx"),
        ("吕布", "lb"),
        ("王单", "wd"),
        ("阚泽", "kz"),
        ("王行", "wx"),
        ("𠮷野", "y"),
        ("Tom 张", "tomz"),
        ("", ""),
    ],
)
def test_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_shop_is_found_by_its_keeper_and_by_its_name() -> None:
    assert initials("郑八", "桥东超市") == "zb qdcs"


@pytest.mark.parametrize(
    ("title", "letters"),
    [("中国农业银行", "zgnyyh"), ("重庆小面", "cqxm"), ("徽商银行ATM 2号", "hsyhatm2h"), ("𠮷野家", "yj"), ("——", "")],
)
def test_a_firm_is_read_in_words(title: str, letters: str) -> None:
    assert initials("", title) == f" {letters}"
