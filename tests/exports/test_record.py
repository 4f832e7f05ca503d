"""Every file says whose it is, and is on the county's record; telephone numbers in full have a reason."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from app.changes import writing
from app.db import db
from app.exports.models import Export
from app.people.models import User
from tests.audit.reading import told_of
from tests.county import EAST, EAST_1, TOWN, County, register
from tests.exports.leaks import body, sheet
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook

NUMBER = "13800001234"
STAMP = r"导出编号 \d{6}　Carol（派出所，carol）　\d{4}-\d\d-\d\d \d\d:\d\d"


@pytest.fixture
def _sun(county: County) -> None:
    register("孙五", EAST_1, "桥东村9号", phone=NUMBER)


def book(person: Person, path: str) -> openpyxl.Workbook:
    with person.get(path) as answer:
        assert answer.status_code == 200, answer.text
        return openpyxl.load_workbook(io.BytesIO(answer.data))


def test_it_stands_on_the_sheet_at_the_foot_of_every_page_and_in_the_file_itself(carol: Person):
    workbook = book(carol, "/exports/uncovered.xlsx")

    assert re.fullmatch(STAMP + "　电话已隐去", workbook.active["A3"].value)
    assert workbook.active.oddFooter.left.text == workbook.active["A3"].value == workbook.properties.description
    rows = list(csv.reader(io.StringIO(carol.get("/exports/uncovered.csv").text)))
    assert re.fullmatch(STAMP + "　电话已隐去", rows[2][0])
    above = [cell.value for cell in book(carol, "/ledgers/progress.xlsx").active["A"]]
    assert [line for line in above if re.fullmatch(STAMP, str(line))]


def test_a_name_with_marks_that_a_footer_understands_stays_a_name(carol: Person):
    with writing():
        db.session.query(User).filter_by(username="carol").update({"name": "&B=A&"})

    workbook = book(carol, "/exports/uncovered.xlsx")

    assert "&B=A&（派出所，carol）" in workbook.active["A3"].value
    assert "&&B=A&&（派出所，carol）" in str(workbook.active.oddFooter.left.text)


def test_bad_rows_say_whose_they_are_and_go_in_again_as_they_are(frank: Person, county: County):
    left_out = Import(frank, workbook(HEADER, door("孙五", "")), EAST)
    with frank.get(f"{left_out.path}/bad.xlsx") as answer:
        data = answer.data
    assert (
        openpyxl.load_workbook(io.BytesIO(data)).active["A1"].value.startswith("导出编号 000001　Frank（村级，frank）")
    )

    assert Import(frank, data, EAST).counts == {"bad": 1}


@pytest.mark.usefixtures("_sun")
@pytest.mark.parametrize("name", ["carol", "dora", "erin", "frank"])
@pytest.mark.parametrize("path", ["/exports/uncovered.csv", "/exports/uncovered.xlsx"])
def test_numbers_are_hidden_from_everybody_who_gives_no_reason(app: Flask, name: str, path: str):
    with Person(app, name).get(path) as answer:
        assert answer.status_code == 200
        assert NUMBER.encode() not in answer.data
    if path.endswith("xlsx"):
        rows = body(sheet(Person(app, name)))
        assert next(row[8] for row in rows if row[5] == "孙五") in (
            "138****1234",
            "13*****1234",
            "138*****234",
            "13******234",
        )


@pytest.mark.usefixtures("_sun")
@pytest.mark.parametrize("name", ["carol", "frank"])
def test_who_calls_ahead_gets_them_for_a_reason_that_is_recorded(app: Flask, erin: Person, name: str):
    person = Person(app, name)

    assert person.get("/exports/uncovered.csv", phones="full").json["code"] == "export_reason_missing"
    assert person.get("/exports/uncovered.csv", phones="full", reason="curious").json["code"] == "invalid_input"
    (entry,) = told_of(erin, lambda: person.get("/exports/uncovered.csv", phones="full", reason="call_ahead"))
    rows = sheet(person, phones="full", reason="case")

    assert "导出编号 1，电话完整可见，用途：预约上门" in entry["said"]
    assert [row[8] for row in body(rows) if row[5] == "孙五"] == [NUMBER]
    assert rows[2][0].endswith("电话完整（案件倒查）")
    newest = erin.get("/exports").json["items"][0]
    assert (newest["phones"], newest["reason"]) == (True, "case")


@pytest.mark.parametrize("name", ["dora", "erin"])
def test_who_only_counts_gets_none_for_any_reason(app: Flask, county: County, name: str):
    answer = Person(app, name).get("/exports/uncovered.xlsx", phones="full", reason="call_ahead")

    assert (answer.status_code, answer.json["code"]) == (403, "phones_not_for_you")


def test_asking_and_looking_for_a_leak_are_in_the_log(carol: Person, dora: Person, erin: Person):
    refused = told_of(erin, lambda: dora.get("/exports/uncovered.csv", phones="full", reason="call_ahead"))
    looked = told_of(erin, lambda: dora.upload("/exports/trace", file=(io.BytesIO("王一,1组1号".encode()), "a.csv")))

    assert [(e["action"], e["outcome"], e["said"]) for e in refused + looked] == [
        ("export_doors", "refused", "不能导出完整电话"),
        ("trace_export", "done", "查出 0 次导出"),
    ]


def test_the_record_has_each_file_with_what_was_asked(carol: Person, dora: Person, county: County):
    with carol.get("/exports/uncovered.xlsx", scope=EAST, kind="family", state="covered") as answer:
        size = len(answer.data)
    carol.get("/ledgers/progress.xlsx")
    dora.get("/audit.csv")

    answer = dora.get("/exports").json

    assert size > 1000
    assert [(e["number"], e["username"], e["content"], e["format"]) for e in answer["items"]] == [
        (3, "dora", "audit", "csv"),
        (2, "carol", "progress", "xlsx"),
        (1, "carol", "doors", "xlsx"),
    ]
    asked = answer["items"][-1]
    assert (asked["scope"], asked["scope_name"], asked["kind"], asked["state"]) == (EAST, "桥东村", "family", "covered")
    assert (asked["rows"], asked["phones"], asked["reason"], len(asked["sha256"])) == (0, False, "", 64)
    assert "seed" not in asked


def test_page_after_page(carol: Person, dora: Person):
    for _ in range(5):
        carol.get("/ledgers/progress.xlsx")

    first = dora.get("/exports", limit=3).json
    rest = dora.get("/exports", limit=3, after=first["next"]).json

    assert [e["number"] for e in first["items"] + rest["items"]] == [5, 4, 3, 2, 1]
    assert (first["total"], rest["next"]) == (5, None)


@pytest.mark.parametrize("name", ["alice", "carol", "frank"])
def test_the_record_is_the_countys(app: Flask, county: County, name: str):
    person = Person(app, name)

    assert person.get("/exports").json["code"] == "not_allowed"
    answer = person.upload("/exports/trace", file=(io.BytesIO(b"x"), "x.csv"))
    assert answer.json["code"] == "not_allowed"


def test_who_watches_over_a_town_sees_the_files_about_it(carol: Person, charlie: Person, dora: Person):
    carol.get("/ledgers/progress.xlsx")
    charlie.get("/ledgers/progress.xlsx")
    with writing():
        db.session.query(User).filter_by(username="dora").update({"scope": TOWN})

    assert [e["username"] for e in dora.get("/exports").json["items"]] == ["carol"]


def test_it_outlives_a_restore_and_no_number_comes_twice(app: Flask, carol: Person, county: County, tmp_path: Path):
    """What left since the backup is out there all the same."""
    carol.get("/ledgers/progress.xlsx")
    run = app.test_cli_runner().invoke
    assert run(args=["backup", str(tmp_path / "county.backup")]).exit_code == 0
    with carol.get("/exports/uncovered.csv") as answer:
        leaked = answer.data
    before = {(e.number, e.seed) for e in db.session.query(Export)}

    assert run(args=["restore", str(tmp_path / "county.backup"), "--anyway"]).exit_code == 0

    db.session.rollback()
    assert {(e.number, e.seed) for e in db.session.query(Export)} == before
    Person(app, "carol").get("/ledgers/progress.xlsx")
    found = Person(app, "dora").upload("/exports/trace", file=(io.BytesIO(leaked), "x.csv")).json
    assert (found["same_bytes"]["number"], found["same_bytes"]["username"]) == (2, "carol")
    assert max(e.number for e in db.session.query(Export)) == 3
