"""The files of ledgers: as paper and as workbooks, whose they are, what they hide, and how many leave in a day."""

import io
from typing import Any

import openpyxl
import pytest
from flask import Flask
from python_calamine import load_workbook

from app.ledgers.definitions import WORDS
from tests.county import EAST_1, TOWN, County, register
from tests.exports.leaks import fill
from tests.exports.test_fingerprint import named
from tests.ledgers.reading import ledger, preview
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png

NUMBER = "13800001234"


@pytest.fixture
def taught(county: County, alice: Person) -> None:
    register("孙五", EAST_1, "桥东村9号", phone=NUMBER, door_code="0012")
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), blobs=(png(),))


def pdf(person: Person, word: str, **query: Any) -> str:
    with person.get(f"/ledgers/{word}.pdf", **query) as answer:
        assert answer.status_code == 200, answer.text
        return "".join(texts(answer.data))


@pytest.mark.usefixtures("taught")
@pytest.mark.parametrize("word", ["visits", "villages", "weekly"])
def test_paper_says_what_the_page_said(carol: Person, word: str):
    shown = preview(carol, word)

    said = pdf(carol, word)

    for line in (shown["title"], *shown["controls"], *(cell for row in shown["rows"] for cell in row["cells"])):
        assert "".join(line.replace(",", "").split()) in said.replace(",", ""), line
    assert "导出编号000001" in said


@pytest.mark.usefixtures("taught")
@pytest.mark.parametrize("word", WORDS)
def test_every_workbook_opens_in_two_readers_and_is_set_up_for_paper(carol: Person, word: str):
    with carol.get(f"/ledgers/{word}.xlsx") as answer:
        data = answer.data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    other = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    assert [str(cell.value or "") for cell in sheet["A"]] == [
        str(int(row[0]) if isinstance(row[0], float) else row[0]) for row in other
    ]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    head = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("导出编号")) + 1
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes == f"A{head + 1}"
    assert [str(merged).split(":")[0] for merged in sheet.merged_cells.ranges] == ["A1"]


@pytest.mark.parametrize(
    ("kind", "said"), [("family", "户主本人"), ("merchant", "经营者本人"), ("enterprise", "负责人本人")]
)
def test_a_shop_has_no_householder(carol: Person, phone: Phone, kind: str, said: str):
    door = register("孙五", EAST_1, "桥东村9号", kind=kind)
    phone.verdicts(phone.taught(door), blobs=(png(),))

    (line,) = (one for one in ledger(carol, "visits")[0] if one["户主（负责人）"] == "孙五")
    assert line["与户主关系"] == said


@pytest.mark.usefixtures("taught")
def test_numbers_are_hidden_unless_role_and_reason_allow(carol: Person, dora: Person, frank: Person):
    def number(person: Person, **query: str) -> str:
        return next(
            str(line["联系电话"])
            for line in ledger(person, "households", **query)[0]
            if line["户主（负责人）"] == "孙五"
        )

    assert number(carol, phones="full", reason="call_ahead") == NUMBER
    assert all("*" in number(person) for person in (carol, dora, frank))
    assert carol.get("/ledgers/households.xlsx", phones="full").json["code"] == "export_reason_missing"
    for end in ("xlsx", "pdf"):
        refused = dora.get(f"/ledgers/households.{end}", phones="full", reason="case")
        assert refused.json["code"] == "phones_not_for_you"
    assert NUMBER not in preview(carol, "households").__str__()


def test_what_names_homes_counts_against_the_day_and_what_names_places_does_not(
    app: Flask, carol: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 5)
    assert carol.get("/ledgers/households.xlsx").status_code == 200  # three

    refused = carol.get("/ledgers/households.xlsx")

    assert (refused.status_code, refused.json["code"]) == (403, "export_over_allowance")
    assert refused.json["details"] == {"rows": 3, "left": 2, "allowance": 5}
    assert carol.get("/exports/uncovered.csv").json["code"] == "export_over_allowance"
    for word in ("villages", "progress", "weekly", "monthly"):
        assert carol.get(f"/ledgers/{word}.xlsx").status_code == 200


def test_a_leaked_ledger_names_who_took_it(app: Flask, county: County, carol: Person, frank: Person, dora: Person):
    fill()
    for person in (carol, frank):
        with person.get("/ledgers/households.xlsx", scope=None if person is frank else TOWN) as answer:
            assert named(dora, answer.data) == [person.username]


def test_upside_down_and_too_wide_are_said_in_words(carol: Person):
    wrong = carol.get("/ledgers/visits", first="2026-02-01", on="2026-01-01")
    wide = carol.get("/ledgers/progress.pdf")

    assert (wrong.status_code, wrong.json["code"]) == (422, "ledger_period_upside_down")
    assert (wide.status_code, wide.json["code"]) == (422, "ledger_too_wide")
    assert "一页纸最多排 24 列" in wide.json["message"]
    assert carol.get("/ledgers/nothing.xlsx").status_code == 404
