"""What the office and the worker are told: grades of a door's visits, and what is worth a look in a week."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, insert

from app import clock
from app.changes import writing
from app.db import db, new_id
from app.grades.operations import MOST_VISITS
from app.visits.models import Visit
from tests.county import EAST, EAST_1, TOWN, County, register
from tests.grades import office
from tests.grades.office import NAME, SOFA, a_morning, at_door, hand_in, knock, position
from tests.grades.village import moved
from tests.person import Person
from tests.phone import Phone, png, sha256

pytestmark = pytest.mark.one_database


def walked(phone: Phone, doors: list[UUID]) -> list[str]:
    """Each door honestly, five minutes after the one before."""
    at = a_morning()
    events = [
        knock(phone, door, at + timedelta(minutes=5 * n), position=position(*at_door(n), accuracy_m=8 + 3 * n))
        for n, door in enumerate(doors)
    ]
    return hand_in(phone, *events)


def from_the_sofa(phone: Phone, doors: list[UUID], **said: Any) -> list[str]:
    """All of them from one point a kilometre away, forty seconds each."""
    at, sofa = a_morning() + timedelta(hours=9), moved(*at_door(0), SOFA, 0)
    events = [
        knock(
            phone,
            door,
            at + timedelta(seconds=40 * n),
            position=position(*moved(*sofa, n % 3, n % 5), accuracy_m=10 + n % 4),
            **said,
        )
        for n, door in enumerate(doors)
    ]
    return hand_in(phone, *events)


def line_of(person: Person, **asked: Any) -> dict[str, Any]:
    answer = person.get("/grades", week=clock.day_of(a_morning()).isoformat(), **asked)
    assert answer.status_code == 200, answer.text
    (line,) = answer.json["items"]
    return dict(line)


def flags(line: dict[str, Any]) -> dict[str, int]:
    return {flag["flag"]: len(flag["visits"]) for flag in line["flags"]}


def test_an_honest_morning_has_no_flag_and_good_grades(county: County, alice: Person, carol: Person):
    walked(Phone(alice, county), office.doors())

    line = line_of(carol)

    assert (line["worker_name"], line["village_name"], line["flags"]) == ("Alice", "桥东村", [])
    assert (line["visits"], line["signed"], line["fixes"]) == (12, 12, 12)
    # The time is known from the reception alone, without any anchor: one doubt, and so no A.
    assert {one["grade"]: one["visits"] for one in line["grades"]} == {"A": 0, "B": 12, "C": 0, "D": 0}


def test_many_signed_from_one_sofa_are_shown_with_the_reasons_and_the_doors(
    county: County, alice: Person, dora: Person
):
    doors = office.doors()
    visits = from_the_sofa(Phone(alice, county), doors)

    line = line_of(dora, scope=EAST)

    assert flags(line) == {"one_point": 12, "far": 12, "too_short": 11}
    far = next(flag for flag in line["flags"] if flag["flag"] == "far")
    assert far["said"] == "12 次定位里有 12 次离住户登记的位置太远；也可能是登记的位置不准"
    assert [one["id"] for one in far["visits"]] == visits
    assert [one["household_id"] for one in far["visits"]] == [str(door) for door in doors]
    assert {one["grade"] for one in far["visits"]} == {"D"}
    (graded,) = dora.get(f"/households/{doors[3]}/grades").json["items"]
    assert graded["visit_id"] == visits[3]
    assert [(reason["code"], reason["bears"]) for reason in graded["reasons"]] == [
        ("far", "against"),
        ("around", "for"),
        ("wide", "open"),
        ("too_short", "against"),
    ]


def test_a_building_is_no_sofa(county: County, alice: Person, carol: Person):
    at, doors, phone = a_morning(), office.doors(apart_m=1), Phone(alice, county)
    events = [
        knock(
            phone,
            door,
            at + timedelta(seconds=62 * n),
            position=position(*at_door(n, 1), accuracy_m=9 + n % 3),
        )
        for n, door in enumerate(doors)
    ]
    hand_in(phone, *events)

    assert line_of(carol)["flags"] == []


def test_the_same_strokes_and_the_same_picture(county: County, alice: Person, carol: Person):
    doors, phone, at = office.doors(4), Phone(alice, county), a_morning()
    bigger = [[[x * 2 + 5, y * 2 + n, t] for x, y, t in stroke] for n, stroke in enumerate(NAME)]
    for number, door in enumerate(doors):
        event = knock(phone, door, at + timedelta(minutes=9 * number), slip={"strokes": bigger if number % 2 else NAME})
        body = json.loads(event["body"])
        body["slip"]["signature_sha256"] = sha256(png(77))
        event["body"] = json.dumps(body, ensure_ascii=False)
        event["sha256"] = sha256(event["body"])
        (verdict,) = phone.verdicts(event, blobs=(png(77),))
        assert verdict["status"] == "created", verdict

    line = line_of(carol)

    assert flags(line) == {"same_hand": 4, "same_picture": 3}
    assert {"far", "too_short", "one_point", "same_accuracy", "too_fast"} == set(line["silent"])


def test_a_picture_of_another_week_counts_as_used(county: County, alice: Person, carol: Person):
    doors, phone = office.doors(4), Phone(alice, county)
    for number, door in enumerate(doors):
        at = a_morning() + timedelta(minutes=9 * number) - timedelta(days=0 if number else 9)
        event = phone.taught(door, png(7), device_time=at.isoformat())
        assert phone.verdicts(event, blobs=(png(7),))[0]["status"] == "created"

    assert flags(line_of(carol)) == {"same_picture": 3}


def test_what_was_taken_back_is_flagged_no_more(county: County, alice: Person, carol: Person):
    for visit in from_the_sofa(Phone(alice, county), office.doors()):
        assert carol.post(f"/visits/{visit}/withdraw", reason="核实未上门").status_code == 200

    assert carol.get("/grades", week=clock.day_of(a_morning()).isoformat()).json["items"] == []


@pytest.mark.parametrize(
    ("scanned", "metres", "grade"),
    [(True, 5, "A"), (None, 5, "A"), (True, 900, "C"), (None, 900, "D"), (False, 150, "C"), (True, 150, "A")],
)
def test_a_scanned_plate_supports_the_place(
    county: County, alice: Person, carol: Person, scanned: bool | None, metres: int, grade: str
):
    doors, phone = office.doors(2), Phone(alice, county)
    now = clock.now() - timedelta(minutes=20)
    anchor = {"server_time": now.isoformat(), "mono_ms": 0, "boot_id": "boot-1"}
    for number, door in enumerate(doors):
        at = now + timedelta(minutes=5 * number)
        where = position(*moved(*at_door(number), metres if number else 0, 0))
        said = {} if scanned is None or not number else {"plate_scanned": scanned}
        event = phone.slip(
            door, "signed", png(number), device_time=at.isoformat(), mono_ms=300_000 * number, clock_anchor=anchor,
            position=where, position_reason="", **said,
        )  # fmt: skip
        (verdict,) = phone.verdicts(event, blobs=(png(number),))
        assert verdict["status"] == "created", verdict

    (graded,) = carol.get(f"/households/{doors[1]}/grades").json["items"]
    assert (graded["grade"], any(one["code"] == "plate" for one in graded["reasons"])) == (grade, bool(scanned))


def test_workers_see_their_own_where_they_walk_and_nobody_elses(
    county: County, alice: Person, bob: Person, frank: Person, carol: Person, charlie: Person
):
    walked(Phone(alice, county), office.doors())
    week = clock.day_of(a_morning()).isoformat()

    (mine,) = alice.get("/grades/mine", week=week).json["items"]
    assert (mine["worker_id"], mine["visits"]) == (alice.id, 12)
    assert mine["flags"] == []
    assert bob.get("/grades/mine", week=week).json["items"] == []
    assert frank.get("/grades/mine", week=week).json["items"] == []
    assert alice.get("/grades").json["code"] == frank.get("/grades").json["code"] == "not_allowed"
    assert charlie.get("/grades", week=week).json["items"] == []
    assert charlie.get("/grades", scope=TOWN).status_code == 404
    assert carol.get("/grades/mine").json["code"] == "not_allowed"


def test_workers_are_told_of_each_of_their_visits_why(county: County, alice: Person, carol: Person, bob: Person):
    doors = office.doors()
    visits = from_the_sofa(Phone(alice, county), doors)
    week = clock.day_of(a_morning()).isoformat()

    mine = alice.get("/grades/mine", week=week).json["visits"]

    assert [one["id"] for one in mine] == visits[::-1]
    assert [one["household_id"] for one in mine] == [str(door) for door in doors[::-1]]
    assert "address" not in mine[0]
    for one in mine:
        (told,) = carol.get(f"/households/{one['household_id']}/grades").json["items"]
        assert (one["grade"], one["reasons"]) == (told["grade"], told["reasons"])
    assert bob.get("/grades/mine", week=week).json["visits"] == []


def test_a_fuller_week_asks_the_database_no_more_often(county: County, alice: Person, carol: Person):
    def queries(path: str, **query: object) -> int:
        seen: list[str] = []

        def notice(*args: object) -> None:
            seen.append(str(args[2]))

        event.listen(db.engine, "before_cursor_execute", notice)
        assert carol.get(path, **query).status_code == 200
        event.remove(db.engine, "before_cursor_execute", notice)
        return len(seen)

    doors, week = office.doors(), clock.day_of(a_morning()).isoformat()
    phone = Phone(alice, county)
    from_the_sofa(phone, doors)
    few = queries("/grades", week=week), queries(f"/households/{doors[0]}/grades")
    walked(phone, [*doors, *(register(f"户{n}", EAST_1, f"桥东村{n + 90}号") for n in range(3))])
    from_the_sofa(phone, doors)

    assert (queries("/grades", week=week), queries(f"/households/{doors[0]}/grades")) == few


def test_only_reasons_of_ours_are_kept_for_a_missing_position(county: County, alice: Person, carol: Person):
    doors, phone = office.doors(2), Phone(alice, county)
    hand_in(
        phone,
        *(
            knock(phone, door, a_morning(), position_reason=said)
            for door, said in zip(doors, ("denied", "在王一家"), strict=True)
        ),
    )

    said = [carol.get(f"/households/{door}/grades").json["items"][0]["reasons"][0]["said"] for door in doors]

    assert said == ["没有定位：手机没有允许定位", "没有定位"]


def test_who_was_shown_flagged_doors_is_in_the_log(county: County, alice: Person, dora: Person):
    doors = office.doors()
    walked(Phone(alice, county), doors)
    line_of(dora)
    assert dora.get("/audit", action="list_grades").json["items"] == []
    from_the_sofa(Phone(alice, county), doors)

    line_of(dora)

    (entry,) = dora.get("/audit", action="list_grades").json["items"]
    assert (entry["username"], entry["outcome"]) == ("dora", "done")
    assert "户" in entry["said"]


def test_more_than_can_be_looked_at_is_refused_and_never_cut(county: County, alice: Person, carol: Person):
    (door,) = office.doors(1)
    (visit,) = hand_in(Phone(alice, county), knock(Phone(alice, county), door, a_morning(), "no_answer"))
    one = db.session.get_one(Visit, UUID(visit))
    row = {column.name: getattr(one, column.name) for column in Visit.__table__.columns}
    with writing():
        db.session.execute(insert(Visit), [{**row, "id": new_id()} for _ in range(MOST_VISITS - 1)])
    assert line_of(carol)["visits"] == MOST_VISITS
    with writing():
        db.session.execute(insert(Visit), [{**row, "id": new_id()}])

    answer = carol.get("/grades", week=clock.day_of(a_morning()).isoformat())

    assert answer.json["code"] == "too_many_visits"
    assert "10,001" in answer.json["message"]
