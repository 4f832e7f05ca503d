"""Workbooks of cases: every row has its verdict, nothing is taken before it was looked at, and twice is once."""

import io
from typing import Any

import pytest

from tests.cases.brought import Brought, cases
from tests.cases.desk import HEADER, ID_NUMBER, PHONE, row, taken, workbook
from tests.county import EAST, TOWN, WEST
from tests.person import Person


def test_a_workbook_is_looked_through_and_then_taken(carol: Person):
    full = row(
        "孙五",
        **{
            "电话": PHONE,
            "身份证号": ID_NUMBER,
            "详细地址": "桥东村5号",
            "损失金额": "12,345.60",
            "户/村": "桥东村",
            "立案编号": "A1",
        },
    )
    brought = Brought(
        carol,
        workbook(HEADER, full, row("赵三", "2026-01-03", **{"户/村": "桥西村"}), ("合计", "", "", "", "", "", 12345.6)),
    )

    assert brought.counts == {"new": 2, "skipped": 1}
    assert cases(carol) == []
    first = brought.rows[0]
    assert (first["victim"], first["phone"], first["village_name"], first["loss_fen"]) == (
        "孙五",
        "139****5678",
        "桥东村",
        1_234_560,
    )

    assert brought.commit().counts == {"new": 2, "skipped": 1}
    assert brought.rows[0]["reason"] == "已登记"
    by_victim = {case["victim"]: case for case in cases(carol)}
    assert {name: case["division_code"] for name, case in by_victim.items()} == {"孙五": EAST, "赵三": WEST}
    assert (by_victim["孙五"]["number"], by_victim["孙五"]["fraud"]) == ("A1", "loan")
    # Without an hour, all of the day.
    assert by_victim["赵三"]["happened_from"] == "2026-01-02T16:00:00+00:00"
    assert by_victim["赵三"]["happened_until"] == "2026-01-03T15:59:00+00:00"
    assert carol.post(f"{brought.path}/commit").json["code"] == "case_file_done"


def test_the_same_file_twice_adds_nothing(carol: Person):
    book = workbook(
        HEADER, row("孙五", **{"电话": PHONE, "户/村": "桥东村", "立案编号": "A1"}), row("赵三", **{"户/村": "桥西村"})
    )
    Brought(carol, book).commit()
    again = Brought(carol, book)

    assert again.counts == {"same": 2}
    assert again.commit().counts == {"same": 2}
    assert len(cases(carol)) == 2


def test_two_files_looked_through_before_either_is_taken_add_once(carol: Person):
    book = workbook(HEADER, row("孙五", **{"户/村": "桥东村"}))
    one, other = Brought(carol, book), Brought(carol, book)
    one.commit()

    assert other.commit().counts == {"same": 1}
    assert len(cases(carol)) == 1


def test_a_row_that_says_otherwise_changes_nothing(carol: Person):
    taken(carol, number="A1", phone=PHONE, loss_fen=100, happened_from="2026-01-02T14:05:00+08:00")
    same_time = {"户/村": "桥东村", "立案编号": "A1", "电话": "13900000001", "损失金额": 1}
    brought = Brought(carol, workbook(HEADER, row("孙五", **same_time)))

    (only,) = brought.rows
    assert (only["verdict"], "电话不同" in only["reason"]) == ("differs", True)
    brought.commit()
    assert [case["phone"] for case in cases(carol)] == ["139****5678"]


def test_rows_of_one_file_are_held_against_each_other(carol: Person):
    where = {"户/村": "桥东村"}
    brought = Brought(
        carol,
        workbook(
            HEADER,
            row("孙五", **where),
            row("孙五", **where),
            row("孙五", 损失金额=5, **where),
            row("孙五", "2026-02-02", **where),
        ),
    )

    assert [one["verdict"] for one in brought.rows] == ["new", "same", "maybe", "new"]
    assert brought.rows[1]["reason"].startswith("与第 2 行相同")
    # Two of one name at one time are two when their numbers say so.
    one, other = {"身份证号": ID_NUMBER, **where}, {"身份证号": "110101199003077758", **where}
    assert Brought(carol, workbook(HEADER, row("孙五", **one), row("孙五", **other))).counts == {"new": 2}


def namesakes() -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Two of one name on one day, of whom nobody knows a number of the same sort."""
    return (
        row("张伟", "2026-01-03", "虚假贷款", **{"户/村": "桥东村", "电话": "13900000011", "详细地址": "桥东村1号"}),
        row("张伟", "2026-01-03", "刷单返利", **{"户/村": "桥西村", "身份证号": ID_NUMBER, "详细地址": "桥西村9号"}),
    )


def test_a_name_and_a_day_alone_are_not_one_case_for_sure(carol: Person):
    one, other = namesakes()
    brought = Brought(carol, workbook(HEADER, one, other, other))

    assert brought.counts == {"new": 1, "maybe": 1, "same": 1}
    assert brought.rows[1]["reason"] == (
        "与第 2 行可能是同一案件：姓名和案发时间相同，类型、村（社区）、身份证号、地址不同，没有相同的编号、电话、身份证号"
    )
    assert brought.rows[2]["reason"].startswith("与第 3 行相同")
    assert brought.commit().counts == {"new": 1, "maybe": 1, "same": 1}
    assert [case["division_code"] for case in cases(carol)] == [EAST]


def test_what_may_be_a_case_that_is_there_is_taken_where_somebody_says_that_it_is_another(carol: Person):
    one, other = namesakes()
    Brought(carol, workbook(HEADER, one)).commit()
    brought = Brought(carol, workbook(HEADER, other, row("孙五", **{"户/村": "桥东村"})))
    assert brought.counts == {"maybe": 1, "new": 1}

    brought.commit(separate_rows=[2, 3, 99])

    assert brought.counts == {"new": 2}
    assert brought.rows[0]["reason"].startswith("已登记为另一件案件；与已登记的案件可能是同一案件")
    assert sorted(case["division_code"] for case in cases(carol) if case["victim"] == "张伟") == [EAST, WEST]
    assert Brought(carol, workbook(HEADER, one, other)).counts == {"same": 2}


def test_what_may_be_another_only_since_it_was_looked_through_waits_for_a_look(carol: Person):
    one, other = namesakes()
    brought = Brought(carol, workbook(HEADER, other))
    Brought(carol, workbook(HEADER, one)).commit()

    assert brought.commit(separate_rows=[2]).counts == {"maybe": 1}
    assert [case["division_code"] for case in cases(carol)] == [EAST]


@pytest.mark.parametrize("number", ["立案编号", "电话", "身份证号"])
def test_a_number_of_both_makes_them_one_case(carol: Person, number: str):
    said = {"户/村": "桥东村", number: {"立案编号": "A1", "电话": PHONE, "身份证号": ID_NUMBER}[number]}
    brought = Brought(carol, workbook(HEADER, row("孙五", **said), row("孙五", 损失金额=5, **said)))

    assert brought.counts == {"new": 1, "differs": 1}
    assert brought.rows[1]["reason"].startswith("与第 2 行是同一案件，但损失金额不同")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"when": ""}, "缺少案发时间"),
        ({"when": "去年冬天"}, "认不出来"),
        ({"when": "2026-02-30 10:00"}, "没有这一天"),
        ({"when": "2026-01-02 25:00"}, "没有这个钟点"),
        ({"when": 46000.5}, "是数字，不是日期"),
        ({"when": "2099-01-01 10:00"}, "不能晚于现在"),
        ({"when": "2026-01-02 14:00 至 2026-01-01 10:00"}, "起止颠倒"),
        ({"victim": ""}, "缺少受害人"),
        ({"kind": ""}, "缺少类型"),
        ({"身份证号": 34182519900101123.0}, "身份证号存成了数字"),
        ({"身份证号": "341825199001011230"}, "校验不通过"),
        ({"立案编号": 34182520260100001.0}, "立案编号存成了数字"),
        ({"损失金额": "很多"}, "不是数字"),
        ({"损失金额": "-5"}, "不对"),
        ({"户/村": "没有的村"}, "找不到"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_stays_out(carol: Person, wrong: dict, why: str):
    said = {"victim": "孙五", "户/村": "桥东村", "备注": "x", **wrong}
    brought = Brought(carol, workbook(HEADER, row(said.pop("victim"), **said), row("赵三", **{"户/村": "桥西村"})))

    first = brought.rows[0]
    assert (first["verdict"], why in first["reason"]) == ("bad", True), first["reason"]
    brought.commit()
    assert [case["victim"] for case in cases(carol)] == ["赵三"]


@pytest.mark.parametrize(
    ("said", "fraud"),
    [
        ("刷单返利", "brushing"), ("网络刷单", "brushing"), ("虚假网络贷款", "loan"), ("杀猪盘", "investment"),
        ("虚假投资理财", "investment"),
        ("冒充公检法及政府机关", "impersonation_police"), ("冒充领导、熟人", "impersonation_boss"), ("冒充电商物流客服", "refund"),
        ("保健品诈骗", "health"), ("其他", "other"), ("机票改签", "other"),
    ],
)  # fmt: skip
def test_a_sort_of_fraud_is_told_by_its_words_and_said(carol: Person, said: str, fraud: str):
    (only,) = Brought(carol, workbook(HEADER, row("孙五", kind=said, **{"户/村": "桥东村"}))).rows

    assert only["fraud"] == fraud
    assert (f"类型“{said}”按" in only["reason"]) is (said not in ("刷单返利", "其他"))


@pytest.mark.parametrize(
    ("header", "amount", "fen"),
    [
        ("损失金额", "3.5万", 3_500_000),
        ("损失金额（万元）", 3.5, 3_500_000),
        ("被骗金额(元)", "¥1,200", 120_000),
        ("金额", "", None),
    ],
)
def test_amounts_are_in_yuan_or_in_ten_thousands(carol: Person, header: str, amount: Any, fen: int | None):
    book = workbook(("发案时间", "事主姓名", "类别", header), ("2026-01-02", "孙五", "虚假贷款", amount))

    assert Brought(carol, book, scope=EAST).rows[0]["loss_fen"] == fen


def test_other_names_of_columns_and_csv(carol: Person):
    header = "警情编号,被骗时间,被害人,联系电话,家庭住址,诈骗手段,涉案金额"
    text = f"{header}\nJ1,2026-01-02 14:05,孙五,13912345678;13900000001,桥东村5号,刷单返利,200\n"
    brought = Brought(carol, text.encode("gb18030"), scope=EAST, name="x.csv").commit()

    (case,) = cases(carol)
    assert (case["number"], case["victim"], case["division_code"], case["loss_fen"]) == ("J1", "孙五", EAST, 20_000)
    assert brought.rows[0]["verdict"] == "new"


@pytest.mark.parametrize(
    ("village", "code"),
    [
        ("城关镇桥东村", EAST),
        ("桥西村1组", WEST),
        ("桥西村第三村民小组", WEST),
        ("城关镇桥西村十二组", WEST),
        ("邻县城关镇桥西村", None),
        ("石桥镇桥西村", None),
        ("桥西村12号", None),
    ],
)
def test_a_village_is_found_with_its_town_or_its_group(carol: Person, village: str, code: str | None):
    (only,) = Brought(carol, workbook(HEADER, row("孙五", **{"户/村": village}))).commit().rows

    assert only["verdict"] == ("new" if code else "bad")
    assert [case["division_code"] for case in cases(carol)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "roster_empty"),
        (b"PK\x03\x04", "roster_unreadable"),
        ("姓名,地址\n孙五,5号\n".encode(), "case_file_without_header"),
        (("受害人,案发时间\n" + "孙五,2026-01-02\n" * 5001).encode(), "case_file_too_long"),
    ],
)
def test_what_is_no_workbook_of_cases_is_told(carol: Person, data: bytes, code: str):
    answer = carol.upload("/case-files", file=(io.BytesIO(data), "x.xlsx"), scope=TOWN)

    assert answer.json["code"] == code


def test_a_station_brings_cases_of_its_own_villages_only(carol: Person, charlie: Person, dora: Person, frank: Person):
    brought = Brought(carol, workbook(HEADER, row("钱四", **{"户/村": "山前村"})))

    assert brought.counts == {"bad": 1}
    for person, status in ((charlie, 404), (dora, 200), (frank, 403)):
        assert person.get(brought.path).status_code == status
        assert person.get(f"{brought.path}/rows").status_code == status
    assert dora.post(f"{brought.path}/commit").status_code == 403
    assert carol.upload("/case-files", file=(io.BytesIO(b"x"), "x.csv"), scope="991101200000").status_code == 404
