"""The list of doors not reached, as a workbook and as csv."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine

from app import clock
from app.exports.lists import percent
from app.visits import doors
from tests.county import EAST, EAST_1, TOWN, County, register
from tests.person import Person
from tests.phone import Phone, png


def workbook(person: Person, **query: str) -> list[list[object]]:
    with person.get("/exports/uncovered.xlsx", **query) as answer:
        assert answer.status_code == 200, answer.text
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def names(rows: list[list[object]]) -> list[object]:
    head = next(number for number, row in enumerate(rows) if row[0] == "序号")
    column = rows[head].index("户主（负责人）")
    return [row[column] for row in rows[head + 1 :]]


def test_it_holds_exactly_the_doors_not_reached(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), blobs=(png(),))

    rows = workbook(carol)

    assert names(rows) == ["李二", "赵三"]
    assert rows[1][0] == "已覆盖 1 + 剔除 0 + 未覆盖 2 = 登记 3；应访 3，覆盖率 33.33%"
    line = dict(zip(rows[3], rows[4], strict=True))
    assert (line["已走访次数"], line["最近结果"], line["状态"]) == (1, "无人", "未覆盖")


def test_csv_says_the_same_as_the_workbook(carol: Person):
    text = carol.get("/exports/uncovered.csv").text

    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert names(rows) == names(workbook(carol))
    assert rows[1][0] == "已覆盖 0 + 剔除 0 + 未覆盖 3 = 登记 3；应访 3，覆盖率 0.00%"


def test_it_is_sorted_for_walking(carol: Person, county: County):
    register("丙", EAST_1, "桥东村1组2号")

    assert names(workbook(carol, scope=EAST)) == ["王一", "丙", "李二"]


def test_a_past_day_gives_the_list_of_that_day(alice: Person, carol: Person, county: County):
    yesterday = clock.today().isoformat()
    with time_machine.travel(clock.now() + timedelta(days=1)):
        phone = Phone(alice, county)
        phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))

        assert names(workbook(carol, on=yesterday)) == ["王一", "李二", "赵三"]
        assert names(workbook(carol)) == ["李二", "赵三"]


@pytest.mark.parametrize("name", ["=1+1", "+86", "-5", "@SUM(A1)", "\uff1d1+1", '=HYPERLINK("x")'])
def test_text_that_looks_like_a_formula_stays_text(carol: Person, name: str):
    register(name, EAST_1, "桥东村8号", phone="00861234")

    with carol.get("/exports/uncovered.xlsx", scope=EAST_1) as answer:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == name)
    assert cell.data_type == "s"
    assert f"'{name}" in "".join(
        c for row in csv.reader(io.StringIO(carol.get("/exports/uncovered.csv").text)) for c in row
    )


def test_numbers_with_leading_noughts_stay_text(carol: Person):
    register("孙五", EAST_1, "桥东村8号", phone="00861234", door_code="007")

    line = next(row for row in workbook(carol, phones="full", reason="call_ahead") if "孙五" in row)

    assert "00861234" in line
    assert "007" in line


def test_more_doors_than_a_round_are_all_there(carol: Person, county: County, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doors, "ROUND", 3)
    for number in range(10):
        register(f"户{number}", EAST_1, f"桥东村6组{number}号")

    assert len(names(workbook(carol, scope=TOWN))) == 13


@pytest.mark.parametrize(
    ("rate", "said"),
    [(None, "—"), (1.0, "100.00%"), (0.99996, "99.99%"), (0.0, "0.00%"), (0.29, "29.00%"), (0.57, "57.00%")],
)
def test_a_rate_is_cut_and_never_rounded_up(rate: float | None, said: str):
    assert percent(rate) == said
