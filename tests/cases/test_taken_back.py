"""A visit that was taken back on its phone: when that was is the phone's own clocks' word, however late it is handed in."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app import clock
from app.db import db
from app.visits.models import Visit
from tests.cases.desk import after, ago, known, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import marked, trace
from tests.county import County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png
from tests.sync.test_take_back import back


@pytest.fixture
def visit(phone: Phone, county: County) -> dict[str, Any]:
    event = phone.taught(county.doors["王一"], png(), **known())
    (verdict,) = phone.verdicts(event, blobs=(png(),))
    assert verdict["status"] == "created"
    return event


def ten_minutes_later(phone: Phone, county: County, visit: dict[str, Any], **said: Any) -> dict[str, Any]:
    """Taken back on the phone, by the same stopwatch and with the server's time that it saw before the visit."""
    then = json.loads(visit["body"])
    clocks = {"mono_ms": then["mono_ms"] + 600_000, "boot_id": then["boot_id"], "clock_anchor": then["clock_anchor"]}
    clocks["device_time"] = (clock.now() + timedelta(minutes=10)).isoformat()
    return back(phone, visit, county.doors["王一"], reason="wrong_door", **{**clocks, **said})


def hand_in(phone: Phone, event: dict[str, Any], **report: Any) -> None:
    (verdict,) = phone.push(event, report=report).json["results"]
    assert verdict["status"] == "created", verdict


def a_day_on(visit: dict[str, Any]) -> dict[str, Any]:
    """What the phone's stopwatch says of itself after a day."""
    then = json.loads(visit["body"])
    return {"mono_ms": then["mono_ms"] + 86_400_000, "boot_id": then["boot_id"]}


def test_what_was_taken_back_before_the_case_does_not_count_though_it_came_after(
    phone: Phone, visit: dict, county: County, carol: Person
):
    event = ten_minutes_later(phone, county, visit)
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        hand_in(phone, event, **a_day_on(visit))
        traced = trace(carol, case, county.doors["王一"])
        assert (traced["sentence"], marked(traced)) == ("案发前未上门", [["withdrawn_before"]])
        (one,) = traced["visits"]
        assert one["withdrawn_earliest_at"] < one["withdrawn_latest_at"] < case["happened_from"] < one["withdrawn_at"]
        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(county.doors["王一"])).status_code == 200
        files = opened(carol, made(carol, case["id"]))
        said = "".join(texts(files["evidence.pdf"]))
        slip = "".join(
            texts(next(data for name, data in files.items() if name.startswith("slips/") and name.endswith(".pdf")))
        )

    for page in (said, slip):
        assert "在手机上（" in page
    assert "之间在手机上（" in slip
    assert "案发后撤回" not in said


def test_where_only_its_receipt_bounds_it_nobody_can_tell(phone: Phone, visit: dict, county: County, carol: Person):
    """The phone was started anew in between: it was after the visit, and before it came."""
    event = ten_minutes_later(phone, county, visit)
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        hand_in(phone, event, mono_ms=5_000, boot_id="boot-9")
        traced = trace(carol, case, county.doors["王一"])

    assert (traced["sentence"], marked(traced)) == ("无法判断先后", [["withdrawn_unclear"]])


def test_what_was_taken_back_after_the_case_counted_then(phone: Phone, visit: dict, county: County, carol: Person):
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        hand_in(phone, back(phone, visit, county.doors["王一"], reason="wrong_door", boot_id="boot-2", **anchored()))
        traced = trace(carol, case, county.doors["王一"])

    assert (traced["sentence"], marked(traced)) == ("案发前已上门宣传并签字", [["withdrawn_later"]])


def anchored() -> dict[str, Any]:
    """A phone that has just heard of the server's time."""
    seen = (clock.now() - timedelta(minutes=1)).isoformat()
    return {
        "mono_ms": 61_000,
        "clock_anchor": {"server_time": seen, "mono_ms": 1_000, "boot_id": "boot-2"},
        "device_time": clock.now().isoformat(),
    }


def test_of_one_that_was_taken_back_before_its_clocks_were_kept_so_much_is_known(
    phone: Phone, visit: dict, county: County, carol: Person
):
    """After the visit, and before it came; the office's own word is of that very moment."""
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        hand_in(phone, ten_minutes_later(phone, county, visit))
        row = db.session.scalars(db.select(Visit)).one()
        row.withdrawn_earliest_at = row.withdrawn_latest_at = None
        db.session.commit()
        assert marked(trace(carol, case, county.doors["王一"])) == [["withdrawn_unclear"]]

        row.withdrawn_by = UUID(carol.id)
        db.session.commit()
        assert marked(trace(carol, case, county.doors["王一"])) == [["withdrawn_later"]]
