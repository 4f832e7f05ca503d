"""A file of divisions, as offices bring them: encodings, gaps, and rows that cannot be taken (pure)."""

import pytest

from app.divisions.edition_file import read_edition
from app.problems import Problem

HEADER = "code,level,name,parent_code\n"
TOWN = "341825100000,town,旌阳镇,341825000000\n"
VILLAGE = "341825100200,village,新庄村委会,341825100000\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_it_reads_every_encoding_that_excel_writes(encoding: str) -> None:
    entries = read_edition((HEADER + TOWN + VILLAGE).encode(encoding), [])

    assert [e.name for e in entries] == ["341825000000", "旌阳镇", "新庄村委会"]


def test_a_county_that_the_file_leaves_out_is_named_by_its_code() -> None:
    county, *_ = read_edition(HEADER + TOWN, [])

    assert (county.code, county.level, county.name) == ("341825000000", "county", "341825000000")
    assert county.parent_code is None


def test_a_county_that_is_stored_is_not_named_again() -> None:
    assert [e.code for e in read_edition(HEADER + TOWN, ["341825000000"])] == ["341825100000"]


def test_columns_may_stand_in_any_order_and_rows_may_be_blank() -> None:
    text = "name,parent_code,code,level\r\n\r\n旌阳镇,341825000000,341825100000,town\r\n,,,\r\n"

    assert read_edition(text, ["341825000000"])[0].name == "旌阳镇"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("34182510020,village,新庄村委会,341825100000", "第 3 行：代码“34182510020”不是 12 位数字"),
        ("3.41825E+11,village,新庄村委会,341825100000", "第 3 行：代码“3.41825E+11”不是 12 位数字"),
        ("341825101000,village,蔡家桥镇,341825000000", "第 3 行：代码 341825101000 不是村级代码"),
        ("341825100200,hamlet,新庄,341825100000", "第 3 行：级别“hamlet”不认识"),
        ("341825100200,village,,341825100000", "第 3 行：名称应为 1 到 60 个字"),
        (
            "341825100200,village,新庄村委会,341825101000",
            "第 3 行：上级代码“341825101000”与代码 341825100200 的前 9 位",
        ),
        ("341825109200,village,洪村村委会,341825109000", "第 3 行：上级 341825109000 既不在文件中，也不在库中"),
        ("341825100000,town,旌阳镇,341825000000", "第 3 行：代码 341825100000 与第 2 行重复"),
    ],
)
def test_a_bad_row_is_told_by_its_line(row: str, said: str) -> None:
    with pytest.raises(Problem) as refused:
        read_edition(HEADER + TOWN + row + "\n", [])

    assert refused.value.code == "edition_wrong"
    assert refused.value.message.startswith(said)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEADER + TOWN + "330324100000,town,东城街道,330324000000\n", "edition_not_one_county"),
        (HEADER, "edition_not_one_county"),
        ("", "edition_lacks_columns"),
        ("编码,名称\n341825100000,旌阳镇\n", "edition_lacks_columns"),
        (b"PK\x03\x04\x14\x00\x00\x00", "edition_unreadable"),
        (b"\xff\xff\xff\x80", "edition_unreadable"),
    ],
)
def test_what_is_no_edition_is_refused(content: str | bytes, code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_edition(content, [])

    assert refused.value.code == code
