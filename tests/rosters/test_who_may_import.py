"""A roster is for the office, within its own division; elsewhere it does not exist."""

import io
from datetime import timedelta

from app import clock
from app.db import db
from app.rosters.models import Roster
from tests.county import COUNTY, EAST, HILL, TOWN
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook

_DATA = workbook(HEADER, door("孙五", "2组5号"))


def test_a_worker_may_not(alice: Person) -> None:
    answer = alice.upload("/rosters", file=(io.BytesIO(_DATA), "名册.xlsx"), scope=EAST)

    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")


def test_who_only_reads_may_read(dora: Person, carol: Person) -> None:
    roster = Import(carol, _DATA, TOWN)

    answer = dora.upload("/rosters", file=(io.BytesIO(_DATA), "名册.xlsx"), scope=TOWN)
    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")
    assert dora.post(f"{roster.path}/commit").status_code == 403
    assert dora.get(roster.path).status_code == 200
    assert dora.get(f"{roster.path}/bad.xlsx").status_code == 404


def test_the_list_holds_what_anybody_brought_into_ones_division(carol: Person, dora: Person, frank: Person) -> None:
    Import(carol, _DATA, TOWN)

    listed = dora.get("/rosters").json
    assert listed["total"] == 1
    assert (listed["items"][0]["uploaded_by_name"], listed["items"][0]["is_mine"]) == ("Carol", False)
    assert carol.get("/rosters").json["items"][0]["is_mine"]
    # The town's lies not in his village.
    assert frank.get("/rosters").json["total"] == 0


def test_another_division_does_not_exist(frank: Person) -> None:
    answer = frank.upload("/rosters", file=(io.BytesIO(_DATA), "名册.xlsx"), scope=HILL)

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_division")


def test_a_wider_division_is_narrowed_to_ones_own(frank: Person) -> None:
    roster = Import(frank, workbook(HEADER, door("孙五", "2组5号"), door("周六", "9号", village="桥西村")), COUNTY)

    assert roster.state["scope"] == EAST
    assert [row["verdict"] for row in roster.rows()] == ["new", "bad"]


def test_what_others_brought_is_not_there(carol: Person, charlie: Person) -> None:
    roster = Import(carol, _DATA, TOWN)

    for path in (roster.path, f"{roster.path}/rows", f"{roster.path}/bad.xlsx"):
        assert charlie.get(path).status_code == 404
    assert charlie.post(f"{roster.path}/commit").status_code == 404
    assert charlie.get("/rosters").json == {"items": [], "total": 0, "next": None}
    assert carol.get("/rosters").json["total"] == 1


def test_only_whoever_brought_it_gets_the_rows_back_in_full(carol: Person, erin: Person) -> None:
    roster = Import(carol, workbook(HEADER, door("孙五", "2组5号", 联系电话="13812345678")), TOWN)

    assert carol.get(f"{roster.path}/bad.xlsx").status_code == 200
    assert erin.get(f"{roster.path}/bad.xlsx").status_code == 404
    assert erin.get(f"{roster.path}/rows").json["items"][0]["phone"] == "138****5678"
    assert carol.get(f"{roster.path}/rows").json["items"][0]["phone"] == "138****5678"


def test_a_roster_goes_in_once(carol: Person) -> None:
    roster = Import(carol, _DATA, TOWN).commit()
    again = carol.post(f"{roster.path}/commit")

    assert (again.status_code, again.json["code"]) == (409, "roster_not_ready")


def test_work_that_died_is_said_to_have(carol: Person) -> None:
    roster = Import(carol, _DATA, TOWN)
    stored = db.session.query(Roster).populate_existing().one()
    stored.state, stored.alive_until = "committing", clock.now() - timedelta(seconds=1)
    db.session.commit()

    state = roster.state
    assert (state["state"], state["code"]) == ("failed", "roster_interrupted")
    assert "请重新上传" in state["message"]


def test_rows_come_in_pages_and_say_how_many_there_are(carol: Person) -> None:
    roster = Import(carol, workbook(HEADER, *(door(f"孙{n}", f"2组{n}号") for n in range(5))), TOWN)
    first = carol.get(f"{roster.path}/rows", limit=3).json
    rest = carol.get(f"{roster.path}/rows", limit=3, after=first["next"]).json

    assert (first["total"], len(first["items"]), len(rest["items"]), rest["next"]) == (5, 3, 2, None)
