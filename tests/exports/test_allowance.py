"""So many doors a day; beyond that one person asks and another decides, and nothing is cut on the way."""

import tempfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from app import clock
from app.changes import writing
from app.db import db
from app.exports.models import Export
from app.people.models import User
from tests.audit.reading import told_of
from tests.county import EAST, County
from tests.exports.leaks import body, sheet
from tests.person import Person
from tests.races import at_once

LIST = "/exports/uncovered.csv"


@pytest.fixture(autouse=True)
def _five_a_day(app: Flask, county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The county has four doors, 城关镇 three."""
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 5)


@pytest.fixture
def greta(app: Flask, county: County) -> Person:
    """A second administrator."""
    with writing():
        erin = db.session.query(User).filter_by(username="erin").one()
        same = {c.name: getattr(erin, c.name) for c in User.__table__.columns if c.name not in ("id", "username")}
        db.session.add(User(username="greta", **same))
    return Person(app, "greta")


def ask(person: Person, **of: Any) -> Any:
    answer = person.post("/export-requests", why="全县通报要用", **of)
    assert answer.status_code == 201, answer.text
    return answer.json


def test_within_the_day_nobody_is_asked(carol: Person):
    assert carol.get("/exports/allowance").json["is_within"] is True
    assert carol.get(LIST).status_code == 200
    assert carol.get("/exports/allowance").json | {"reasons": []} == {
        "rows": 3,
        "reads": 3,
        "at_once": 5000,
        "taken": 3,
        "allowance": 5,
        "is_within": False,
        "may_see_phones": True,
        "reasons": [],
        "approved_until": None,
        "is_waiting": False,
    }


def test_beyond_it_nothing_leaves_and_the_sentence_says_what_to_do(carol: Person):
    carol.get(LIST)

    answer = carol.get(LIST)

    assert (answer.status_code, answer.json["code"]) == (403, "export_over_allowance")
    assert answer.json["message"].startswith("这份名单或台账有 3 行，您今天还可导出 2 行（每天 5 行）。")
    assert answer.json["details"] == {"rows": 3, "left": 2, "allowance": 5}
    # A shorter list still fits, and neither figures nor somebody else are kept waiting.
    assert carol.get(LIST, scope=EAST).status_code == 200
    assert carol.get("/ledgers/progress.xlsx").status_code == 200


def test_tomorrow_is_another_day(carol: Person):
    carol.get(LIST)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert carol.get(LIST).status_code == 200


def test_asked_waited_approved_taken_away_whole(carol: Person, erin: Person):
    carol.get(LIST)
    request = ask(carol)
    assert (request["rows"], request["decision"], request["requested_by_name"]) == (3, "requested", "Carol")
    assert carol.get("/exports/allowance").json["is_waiting"] is True
    assert carol.get(LIST).json["code"] == "export_over_allowance"
    assert [one["id"] for one in erin.get("/export-requests", decision="requested").json["items"]] == [request["id"]]

    decided = erin.post(f"/export-requests/{request['id']}/approve")

    assert (decided.json["decision"], decided.json["decided_by_name"]) == ("approved", "Erin")
    assert carol.get("/exports/allowance").json["approved_until"] == decided.json["expires_at"]
    assert len(body(sheet(carol))) == 3
    assert carol.get(LIST).status_code == 200  # again, should the line have broken
    assert carol.get("/exports/allowance").json["taken"] == 3  # what was approved takes nothing of the day
    newest = erin.get("/exports").json["items"][0]
    assert (newest["username"], newest["request_id"]) == ("carol", request["id"])


def test_each_step_is_in_the_log(carol: Person, erin: Person):
    carol.get(LIST)
    left = told_of(
        erin, lambda: [carol.get(LIST), erin.post(f"/export-requests/{ask(carol)['id']}/approve"), carol.get(LIST)]
    )

    assert [(e["username"], e["action"], e["outcome"], e["said"]) for e in left] == [
        ("carol", "export_doors", "refused", "超过每天的导出限额"),
        ("carol", "ask_export", "done", "3 户，电话已隐去，未覆盖"),
        ("erin", "approve_export", "done", "3 户，Carol，电话已隐去"),
        ("carol", "export_doors", "done", "3 户，导出编号 2，电话已隐去，未覆盖"),
    ]


def test_the_approval_is_for_that_list_and_that_day(carol: Person, erin: Person):
    carol.get(LIST)
    request = ask(carol)
    erin.post(f"/export-requests/{request['id']}/approve")

    assert carol.get(LIST, phones="full", reason="call_ahead").json["code"] == "export_over_allowance"
    assert carol.get(LIST, kind="family").json["code"] == "export_over_allowance"
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        carol.get(LIST)
        assert carol.get(LIST).json["code"] == "export_over_allowance"


def test_the_approval_is_for_that_reason(carol: Person, erin: Person):
    carol.get(LIST)
    request = ask(carol, phones="full", reason="call_ahead")
    erin.post(f"/export-requests/{request['id']}/approve")

    assert carol.get(LIST, phones="full", reason="case").json["code"] == "export_over_allowance"
    assert carol.get(LIST, phones="full", reason="call_ahead").status_code == 200


def test_numbers_that_somebody_types_into_a_request_are_not_kept(carol: Person):
    carol.get(LIST)
    body = {"kind": None, "state": "uncovered", "why": "给 13812345678 张三"}

    assert "13812345678" not in carol.post("/export-requests", **body).text


def test_a_file_that_was_never_written_takes_nothing_of_the_day(carol: Person):
    carol.get(LIST)
    with writing():
        db.session.execute(update(Export).values(sha256=None))

    assert carol.get(LIST).json["code"] == "export_over_allowance"  # it may still be on its way
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert carol.get(LIST).status_code == 200


def test_who_asks_for_no_body_takes_nothing_away_and_another_site_neither(carol: Person):
    assert carol.head(LIST).status_code == 200
    crossed = carol.get(LIST, headers={"Sec-Fetch-Site": "cross-site"})

    assert crossed.json["code"] == "cross_site"
    assert carol.get("/exports/allowance").json["taken"] == 0
    assert db.session.scalar(select(func.count()).select_from(Export)) == 0


def test_nobody_approves_their_own(erin: Person, greta: Person):
    erin.get(LIST)
    request = ask(erin)

    own = erin.post(f"/export-requests/{request['id']}/approve")

    assert (own.status_code, own.json["code"]) == (409, "own_export_request")
    assert erin.post(f"/export-requests/{request['id']}/refuse", reason="不").json["code"] == "own_export_request"
    assert greta.post(f"/export-requests/{request['id']}/approve").status_code == 200
    assert erin.get(LIST).status_code == 200


def test_a_refusal_is_told_and_it_may_be_asked_again(carol: Person, erin: Person):
    carol.get(LIST)
    request = ask(carol)
    erin.post(f"/export-requests/{request['id']}/refuse", reason="请只导出本村")

    (mine,) = carol.get("/export-requests").json["items"]

    assert (mine["decision"], mine["refusal"]) == ("refused", "请只导出本村")
    assert erin.post(f"/export-requests/{request['id']}/approve").json["code"] == "export_request_decided"
    assert carol.get(LIST).json["code"] == "export_over_allowance"
    ask(carol)


def test_whoever_asked_takes_it_back_and_nobody_else(carol: Person, dora: Person, erin: Person):
    carol.get(LIST)
    way = f"/export-requests/{ask(carol)['id']}/withdraw"

    assert [person.post(way).status_code for person in (dora, erin)] == [404, 404]
    assert carol.post(way).json["decision"] == "withdrawn"

    assert carol.post(way).json["code"] == "export_request_decided"
    assert erin.post(way.replace("withdraw", "approve")).json["code"] == "export_request_decided"
    assert carol.get(LIST).json["code"] == "export_over_allowance"
    ask(carol)


def test_asking_twice_or_without_need_is_told(carol: Person):
    assert carol.post("/export-requests", why="要").json["code"] == "export_within_allowance"
    carol.get(LIST)
    ask(carol)
    assert carol.post("/export-requests", why="要").json["code"] == "export_already_requested"
    assert carol.post("/export-requests", why="").json["code"] == "invalid_input"


def test_who_decides_and_who_sees_the_asking(carol: Person, charlie: Person, dora: Person, frank: Person):
    carol.get(LIST)
    request = ask(carol)

    for person in (carol, charlie, dora, frank):
        assert person.post(f"/export-requests/{request['id']}/approve").json["code"] == "not_allowed"
    assert [len(person.get("/export-requests").json["items"]) for person in (carol, charlie, dora)] == [1, 0, 0]


def test_many_at_once_are_not_more_than_the_day(carol: Person):
    """Two lists of three doors do not both fit into five, whoever is faster."""
    answers = at_once(*[lambda: carol.get(LIST).status_code] * 4)

    assert sorted(answers) == [200, 403, 403, 403]
    db.session.rollback()
    assert db.session.query(Export).count() == 1


def test_what_did_not_leave_takes_nothing_of_the_day(carol: Person, erin: Person, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as nowhere_to_write:
        nowhere_to_write.setattr(tempfile, "tempdir", "/nowhere")
        assert carol.get(LIST).status_code == 500

    assert carol.get("/exports/allowance").json["taken"] == 0
    assert erin.get("/exports").json["items"] == []
    assert carol.get(LIST).status_code == 200
