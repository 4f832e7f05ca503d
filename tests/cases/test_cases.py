"""Cases are taken in, listed and corrected; nothing that was said of one is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select, type_coerce

from app import clock
from app.campaigns.notice import FRAUDS
from app.cases.models import Case
from app.db import db, rows_of
from tests.cases.desk import ID_NUMBER, PHONE, ago, said, taken
from tests.county import COUNTY, EAST, HILL, TOWN, WEST, County
from tests.person import Person


def test_a_case_is_taken_in_and_shown_with_its_numbers_masked(carol: Person):
    case = taken(carol, number="A2026-1", phone=PHONE, id_number=ID_NUMBER, address="桥东村5号", loss_fen=1_234_500)

    shown = carol.get(f"/cases/{case['id']}").json
    assert (shown["victim"], shown["division_name"], shown["loss_fen"]) == ("孙五", "桥东村", 1_234_500)
    assert (shown["phone"], shown["id_number"]) == ("139****5678", "341825********123X")
    assert (shown["matched"], shown["former"], shown["made_by_name"]) == ("open", [], "Carol")
    # One moment is an interval of one minute.
    assert shown["happened_from"] == shown["happened_until"]


def test_what_is_personal_is_sealed(carol: Person):
    taken(carol, phone=PHONE, id_number=ID_NUMBER, address="桥东村5号", note=f"家属电话 {PHONE}")

    columns = [rows_of(Case).c[name] for name in ("victim", "phone", "id_number", "address", "note")]
    (row,) = db.session.execute(select(*(type_coerce(column, LargeBinary) for column in columns)))
    for stored, plain in zip(row, ("孙五", PHONE, ID_NUMBER, "桥东村5号", PHONE), strict=True):
        assert plain.encode() not in bytes(stored)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"happened_from": ago(days=-1)}, "case_in_future"),
        ({"happened_until": ago(days=4)}, "case_times_out_of_order"),
        ({"reported_at": ago(days=-1)}, "case_in_future"),
        ({"phone": "12345"}, "case_phone_wrong"),
        ({"id_number": "341825199001011230"}, "case_id_number_wrong"),
        ({"village": TOWN}, "case_without_village"),
        ({"village": HILL}, "unknown_division"),
        ({"village": "991101100009"}, "unknown_division"),
        ({"loss_fen": -1}, "invalid_input"),
        ({"victim": "   "}, "invalid_input"),
        ({"fraud": "theft"}, "invalid_input"),
        ({"happened_from": "0001-01-01T00:00:00+08:00"}, "invalid_input"),
    ],
)
def test_what_cannot_be_is_refused(carol: Person, wrong: dict, code: str):
    answer = carol.post("/cases", **said(**wrong))

    assert answer.json["code"] == code
    assert carol.get("/cases").json["total"] == 0


def test_a_case_without_a_village_lies_where_whoever_took_it_does(carol: Person, charlie: Person, erin: Person):
    at_station, at_county = taken(carol, village=None), taken(erin, village=None)

    assert (at_station["division_code"], at_county["division_code"]) == (TOWN, COUNTY)
    assert [case["id"] for case in carol.get("/cases").json["items"]] == [at_station["id"]]
    assert charlie.get(f"/cases/{at_station['id']}").status_code == 404


def test_a_number_is_of_one_case(carol: Person, erin: Person):
    taken(carol, number="A2026-1")

    assert erin.post("/cases", **said(number=" A2026-1 ")).json["code"] == "case_number_taken"
    assert taken(carol, number=None)["number"] is taken(carol, number="  ")["number"] is None


def test_a_list_is_of_ones_own_division_in_the_order_of_time(carol: Person, charlie: Person, dora: Person):
    days = {5: EAST, 2: WEST, 9: EAST, 1: EAST}
    ids = {day: taken(carol, village=village, happened_from=ago(days=day))["id"] for day, village in days.items()}
    hill = taken(charlie, village=HILL, happened_from=ago(days=3))["id"]

    def listed(person: Person, **query) -> list[str]:
        answer = person.get("/cases", **query).json
        assert answer["total"] == len(answer["items"])
        return [case["id"] for case in answer["items"]]

    assert listed(carol) == [ids[1], ids[2], ids[5], ids[9]]
    assert listed(charlie) == [hill]
    assert listed(dora) == [ids[1], ids[2], hill, ids[5], ids[9]]
    assert listed(carol, scope=EAST) == [ids[1], ids[5], ids[9]]
    day = clock.day_of(clock.now() - timedelta(days=5))
    assert listed(carol, first=day.isoformat(), last=day.isoformat()) == [ids[5]]


def test_a_list_goes_on_where_it_ended(carol: Person):
    moments = [ago(days=day // 2) for day in range(7)]
    all_ = [taken(carol, happened_from=moment, fraud=list(FRAUDS)[n])["id"] for n, moment in enumerate(moments)]
    seen, after = [], None
    while True:
        page = carol.get("/cases", limit=2, **({"after": after} if after else {})).json
        assert page["total"] == 7
        seen += [case["id"] for case in page["items"]]
        if (after := page["next"]) is None:
            break

    assert sorted(seen) == sorted(all_)
    assert len(carol.get("/cases", fraud="loan").json["items"]) == 1


def test_a_correction_keeps_what_was_said(carol: Person, erin: Person):
    case = taken(carol, phone=PHONE, loss_fen=100)
    carol.patch(f"/cases/{case['id']}", phone="13900000001", loss_fen=250_000, reason="笔录核实")
    shown = erin.patch(f"/cases/{case['id']}", village=WEST, fraud="refund", loss_fen=250_000, reason="案发地更正").json

    assert (shown["phone"], shown["loss_fen"], shown["division_code"]) == ("139****0001", 250_000, WEST)
    last, first = shown["former"]
    assert (first["was"], first["reason"]) == ({"phone": "139****5678", "loss_fen": 100}, "笔录核实")
    assert (last["was"], last["changed_by_name"]) == ({"division_name": "桥东村", "fraud": "loan"}, "Erin")
    assert datetime.fromisoformat(first["until"]) <= datetime.fromisoformat(last["until"])


def test_a_correction_that_says_the_same_is_none(carol: Person):
    case = taken(carol, phone=PHONE)

    assert carol.patch(f"/cases/{case['id']}", phone=f"+86 {PHONE}", fraud="loan", reason="核对").json["former"] == []


def test_a_correction_is_held_to_the_same_rules(carol: Person):
    taken(carol, number="A1")
    case = taken(carol, number="A2")

    for wrong, code in (
        ({"number": "A1"}, "case_number_taken"),
        ({"victim": "   "}, "invalid_input"),
        ({"happened_until": ago(days=9)}, "case_times_out_of_order"),
    ):
        assert carol.patch(f"/cases/{case['id']}", reason="更正", **wrong).json["code"] == code
    assert carol.get(f"/cases/{case['id']}").json["former"] == []


def test_those_who_only_walk_and_those_who_only_look(alice: Person, frank: Person, dora: Person, carol: Person):
    case = taken(carol)

    for person in (alice, frank):
        assert person.get("/cases").status_code == person.post("/cases", **said()).status_code == 403
        assert person.get(f"/cases/{case['id']}").status_code == 403
    assert dora.get(f"/cases/{case['id']}").status_code == 200
    assert dora.post("/cases", **said()).status_code == 403
    assert dora.patch(f"/cases/{case['id']}", fraud="refund", reason="x").status_code == 403


def test_the_log_tells_no_name(county: County, carol: Person, dora: Person):
    case = taken(carol, phone=PHONE)
    carol.get("/cases")

    entries = dora.get("/audit", who="carol").json["items"]
    done = {entry["action"]: entry for entry in entries}
    assert done["take_case"]["object_id"] == case["id"]
    assert (done["take_case"]["object_name"], done["list_cases"]["said"]) == ("案件", "案件 1 件")
    assert "孙五" not in str(entries)


def test_whole_numbers_are_shown_for_a_reason_and_recorded(carol: Person, dora: Person, charlie: Person):
    case = taken(carol, phone=PHONE, id_number=ID_NUMBER, note=f"儿子 {PHONE} {ID_NUMBER}")
    path = f"/cases/{case['id']}/reveal"

    seen = carol.post(path, reason="case").json
    assert (seen["phone"], seen["id_number"], seen["note"]) == (PHONE, ID_NUMBER, f"儿子 {PHONE} {ID_NUMBER}")
    seen = dora.post(path, reason="inspection").json
    assert (seen["phone"], seen["id_number"], seen["note"]) == (
        PHONE,
        "341825********123X",
        f"儿子 {PHONE} 341825********123X",
    )
    assert carol.post(path).status_code == 422
    assert charlie.post(path, reason="case").status_code == 404
    (entry,) = dora.get("/audit", who="carol", action="reveal_case").json["items"][:1]
    assert entry["said"] == "证件号完整可见，电话完整可见，用途：案件倒查"


def test_a_case_is_found_by_name_by_number_and_by_a_whole_number(carol: Person, charlie: Person):
    """Within what else the list is narrowed to, as far as one may see, and never by a part of a number of somebody's."""
    one = taken(carol, victim="孙 五", number="A立2026-17", phone=PHONE, id_number=ID_NUMBER)
    other = taken(carol, victim="孙五娘", fraud="refund")
    taken(carol, victim="李二")

    def found(person: Person = carol, **asked: Any) -> list[str]:
        answer = person.post("/cases/search", **asked)
        assert answer.status_code == 200, answer.text
        assert answer.json["total"] == len(answer.json["items"])
        return sorted(case["id"] for case in answer.json["items"])

    assert found(q="孙五") == sorted([one["id"], other["id"]])
    assert found(q="孙五", fraud="refund") == [other["id"]]
    assert found(q="a立2026") == found(q=PHONE) == found(q=ID_NUMBER) == [one["id"]]
    assert found(q=PHONE[:8]) == found(q="孙六") == found(charlie, q="孙五") == []
    first = carol.post("/cases/search", q="孙五", limit=1).json
    rest = carol.post("/cases/search", q="孙五", limit=1, after=first["next"]).json
    assert sorted(case["id"] for case in (*first["items"], *rest["items"])) == sorted([one["id"], other["id"]])
    assert carol.post("/cases/search").status_code == 422
