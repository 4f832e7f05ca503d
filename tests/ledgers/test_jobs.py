"""A ledger made in the background: the same file, under the same rules; and beyond the day asked for and approved as lists are."""

import hashlib
import io
from threading import Event
from typing import Any

import openpyxl
import pytest
from flask import Flask

from app.jobs import background
from app.jobs.models import JobPiece
from app.ledgers import visits
from app.ledgers.definitions import WORDS
from tests.audit.reading import told_of
from tests.county import EAST, EAST_1, TOWN, County, register_all
from tests.exports.leaks import fill
from tests.exports.test_fingerprint import named
from tests.jobs.waiting import count, wait_for
from tests.ledgers.reading import head_of, rows_of, sheet_of
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png


def made(person: Person, word: str, **body: Any) -> dict[str, Any]:
    started = person.post(f"/ledgers/{word}/jobs", **body)
    assert started.status_code == 202, started.text
    return wait_for(person, started.json["id"])


def taken(person: Person, job: dict[str, Any]) -> bytes:
    with person.get(f"/jobs/{job['id']}/file") as answer:
        assert answer.status_code == 200, answer.text
        return answer.data


def body_of(sheet: Any) -> list[list[Any]]:
    """All but the line that says whose copy it is, and the addresses, which each copy writes in its own way."""
    rows = rows_of(sheet)
    return [
        ["".join(cell.split()) if isinstance(cell, str) else cell for cell in row]
        for number, row in enumerate(rows)
        if number != head_of(rows) - 1
    ]


@pytest.fixture
def taught(county: County, alice: Person) -> None:
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), blobs=(png(),))


@pytest.mark.usefixtures("taught")
@pytest.mark.parametrize("word", WORDS)
def test_in_the_background_it_is_the_same_file(carol: Person, word: str):
    job = made(carol, word)

    assert (job["state"], job["ending"], job["has_file"]) == ("done", "xlsx", True), job
    own = openpyxl.load_workbook(io.BytesIO(taken(carol, job))).active
    assert body_of(own) == body_of(sheet_of(carol, f"/ledgers/{word}.xlsx"))
    assert f"导出编号 {job['number']:06d}" in str(rows_of(own))


@pytest.mark.usefixtures("taught")
def test_its_days_kind_and_ranks_are_those_that_were_asked_for(carol: Person, dora: Person):
    asked = {"scope": EAST, "kind": "family", "on": "2026-01-31", "first": "2026-01-02"}
    own = openpyxl.load_workbook(io.BytesIO(taken(carol, made(carol, "visits", **asked)))).active
    assert body_of(own) == body_of(sheet_of(carol, "/ledgers/visits.xlsx", **asked))

    ranked = openpyxl.load_workbook(io.BytesIO(taken(dora, made(dora, "weekly", by="village")))).active
    assert body_of(ranked) == body_of(sheet_of(dora, "/ledgers/weekly.xlsx", by="village"))


@pytest.mark.usefixtures("taught")
def test_on_paper_too(carol: Person):
    said = "".join(texts(taken(carol, made(carol, "villages", format="pdf"))))

    assert "分村台账" in said
    assert "导出编号000001" in said
    wide = carol.post("/ledgers/progress/jobs", format="pdf").json
    assert wait_for(carol, wide["id"])["code"] == "ledger_too_wide"
    assert carol.get("/exports/allowance").json["taken"] == 0


def test_it_is_recorded_counted_and_in_the_log_like_any_other(carol: Person, erin: Person):
    job: dict[str, Any] = {}
    left = told_of(erin, lambda: [job.update(made(carol, "households", phones="full", reason="case"))])

    assert [(e["username"], e["action"], e["outcome"], e["said"]) for e in left] == [
        ("carol", "make_ledger_file", "done", "3 户，宣传台账（分户）"),
        ("carol", "export_ledger", "done", "3 户，导出编号 1，宣传台账（分户），电话完整可见，用途：案件倒查"),
    ]
    (listed,) = erin.get("/exports").json["items"]
    assert (listed["number"], listed["rows"], listed["content"]) == (job["number"], 3, "households")
    assert listed["sha256"] == hashlib.sha256(taken(carol, job)).hexdigest()
    assert carol.get("/exports/allowance").json["taken"] == 3


def test_full_numbers_need_role_and_reason_and_a_leak_is_traced(app: Flask, carol: Person, dora: Person):
    assert carol.post("/ledgers/visits/jobs", phones="full").json["code"] == "export_reason_missing"
    assert dora.post("/ledgers/visits/jobs", phones="full", reason="case").json["code"] == "phones_not_for_you"
    fill()
    assert named(dora, taken(carol, made(carol, "households", scope=TOWN))) == ["carol"]


def test_how_far_it_is_is_told_and_it_may_be_stopped(carol: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visits, "ROUND", 2)
    monkeypatch.setattr(background, "BEAT_EVERY", 0)
    register_all((f"户{n}", EAST_1, f"桥东村6组{n}号", None) for n in range(6))
    stopped, let = Event(), Event()
    of_doors = visits.of_doors

    def until_the_third(*about: Any) -> Any:
        if len(seen) == 2:
            stopped.set()
            assert let.wait(30)
        seen.append(about)
        return of_doors(*about)

    seen: list[Any] = []
    monkeypatch.setattr(visits, "of_doors", until_the_third)
    job = carol.post("/ledgers/households/jobs").json
    assert stopped.wait(30)

    running = carol.get(f"/jobs/{job['id']}").json
    assert (running["state"], running["of"]) == ("running", 9)
    assert 0 < running["done"] < 9
    assert carol.delete(f"/jobs/{job['id']}").json["state"] == "cancelled"
    let.set()

    assert wait_for(carol, made(carol, "villages")["id"])["state"] == "done"  # whoever worked on it is free again
    assert count(JobPiece) == 1
    assert carol.get("/exports/allowance").json["taken"] == 0


def test_beyond_the_day_it_is_asked_for_and_approved_as_lists_are(
    app: Flask, carol: Person, erin: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 5)
    assert carol.post("/ledgers/households/requests", why="要").json["code"] == "export_within_allowance"
    made(carol, "households")
    for answer in (carol.get("/ledgers/households.xlsx"), carol.post("/ledgers/households/jobs")):
        assert (answer.status_code, answer.json["code"]) == (403, "export_over_allowance")
    assert carol.get("/ledgers/households/allowance").json["is_within"] is False
    assert carol.get("/ledgers/villages/allowance").json["is_within"] is True

    left = told_of(erin, lambda: [carol.post("/ledgers/households/requests", why="年底归档")])
    assert [e["said"] for e in left] == ["3 户，宣传台账（分户），电话已隐去"]
    (request,) = erin.get("/export-requests").json["items"]
    assert (request["content"], request["rows"], request["state"], request["why"]) == (
        "households",
        3,
        None,
        "年底归档",
    )
    assert carol.get("/ledgers/households/allowance").json["is_waiting"] is True
    assert erin.post(f"/export-requests/{request['id']}/approve").status_code == 200

    assert made(carol, "households")["state"] == "done"
    assert carol.get("/ledgers/households.pdf").status_code == 200
    assert erin.get("/exports").json["items"][0]["request_id"] == request["id"]
    # It is for that ledger, of that kind, with numbers hidden; and for nothing else of the same doors.
    for other in ({"kind": "family"}, {"phones": "full", "reason": "case"}, {"on": "2026-01-31"}):
        refused = carol.post("/ledgers/households/jobs", **other)
        assert refused.json.get("code") == "export_over_allowance" or refused.json["of"] == 0, other
    assert carol.post("/exports/jobs").json["code"] == "export_over_allowance"


def test_an_approved_list_is_no_approved_ledger(
    app: Flask, carol: Person, erin: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 2)
    request = carol.post("/export-requests", why="全镇").json
    assert erin.post(f"/export-requests/{request['id']}/approve").status_code == 200

    assert carol.post("/exports/jobs").status_code == 202
    assert carol.post("/ledgers/households/jobs").json["code"] == "export_over_allowance"
