"""What came of a visit, and what was noted of it, is its phone's word; where the office said otherwise, that is said, and who and when."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from app import clock
from app.check import disagreements
from app.db import db
from app.sync.sealing import CountyKey
from tests.aside.test_decide import STRANGER
from tests.cases.desk import after, ago, knock, known, taken, worded
from tests.cases.test_evidence import made, opened
from tests.cases.test_set_aside import accept
from tests.cases.test_trace import marked, trace
from tests.county import County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png
from tests.seals.sealed import seal

DOUBT = "无法判断（案发后才由办公室改了走访结果）"


@pytest.fixture
def home(county: County) -> UUID:
    return county.doors["王一"]


def come(phone: Phone, event: dict[str, Any], code: str) -> None:
    (verdict,) = phone.verdicts({**event, "schema_version": 3}, blobs=(png(),))
    assert verdict["code"] == code, verdict


@pytest.fixture
def signed_and_no_answer(phone: Phone, county: County, home: UUID) -> None:
    """It contradicts itself: nobody was in, and somebody signed."""
    event = phone.slip(home, "signed", png(), slip={"signer_name": "王一", **worded(county)}, **known())
    said = json.loads(event["body"])
    come(phone, phone.event({**said, "outcome": "no_answer"}), "slip_without_teaching")


@pytest.fixture
def no_answer(phone: Phone, home: UUID) -> None:
    event = phone.visit(home, "no_answer", campaign_id=STRANGER, photos=[], note="敲门无人应", **known())
    come(phone, event, "unknown_campaign")


def of_today(carol: Person, hours: float = 12) -> dict[str, Any]:
    return taken(carol, victim="王一", happened_from=ago(hours=hours))


def changed_to(traced: dict[str, Any]) -> str:
    (said,) = [mark["said"] for mark in traced["visits"][0]["marks"] if mark["mark"] == "outcome_changed"]
    return said


def by_carol(traced: dict[str, Any]) -> str:
    decided = clock.local(datetime.fromisoformat(traced["visits"][0]["reviewed_at"]))
    return f"由办公室（Carol，{decided:%Y-%m-%d %H:%M}）"


@pytest.mark.usefixtures("signed_and_no_answer")
def test_taught_by_the_offices_word_of_after_the_case_is_not_sure(carol: Person, home: UUID, county_key: CountyKey):
    with after(days=1):
        case = of_today(carol)
    with after(days=3):
        accept(carol, outcome="taught")
        seal(county_key)
        traced = trace(carol, case, home)
        assert (traced["verdict"], traced["sentence"]) == ("unclear", DOUBT)
        assert marked(traced) == [["accepted_later", "repaired", "outcome_changed"]]
        assert changed_to(traced) == f"手机报的是无人，{by_carol(traced)}改为已宣传"

        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
        (listed,) = carol.get("/cases").json["items"]
        said = "".join(texts(opened(carol, made(carol, case["id"]))["evidence.pdf"]))

    assert listed["sentence"] == DOUBT
    for words in (DOUBT, "手机报的是无人，由办公室（Carol，", "改为已宣传"):
        assert words in said, words


@pytest.mark.usefixtures("signed_and_no_answer")
def test_by_its_word_of_before_the_case_it_stands_and_says_so(carol: Person, home: UUID):
    accept(carol, outcome="taught")
    with after(days=1):
        traced = trace(carol, of_today(carol), home)

    assert traced["sentence"] == "案发前已上门宣传并签字"
    assert marked(traced) == [["repaired", "outcome_changed"]]


@pytest.mark.usefixtures("signed_and_no_answer")
def test_what_the_phone_said_goes_unchanged_where_the_office_did_not_change_it(
    phone: Phone, carol: Person, county: County, home: UUID
):
    """Beside one that nobody changed it is sure all the same."""
    knock(phone, home, slip={"signer_name": "王一", **worded(county)})
    with after(days=1):
        case = of_today(carol)
        accept(carol, outcome="no_answer")
        traced = trace(carol, case, home)

    assert traced["sentence"] == "案发前已上门宣传并签字"
    assert sorted(map(len, marked(traced))) == [0, 2]


@pytest.mark.usefixtures("no_answer")
def test_a_refusal_by_its_word_alone_is_not_sure_and_its_note_is_not_the_visits(carol: Person, home: UUID):
    with after(days=1):
        case = of_today(carol)
    with after(days=3):
        accept(carol, outcome="refused", note="户主当面拒绝听讲")
        traced = trace(carol, case, home)

    assert (traced["sentence"], traced["visits"][0]["note"]) == (DOUBT, "敲门无人应")
    said = {mark["mark"]: mark["said"] for mark in traced["visits"][0]["marks"]}
    assert said["note_changed"].startswith("办公室补正时另写了备注（Carol，")
    assert said["note_changed"].endswith("：户主当面拒绝听讲")
    assert changed_to(traced) == f"手机报的是无人，{by_carol(traced)}改为拒绝"


def test_taught_by_the_phone_and_not_by_the_office_is_not_sure_either(phone: Phone, carol: Person, home: UUID):
    """Even where another visit tried."""
    knock(phone, home, "no_answer")
    event = phone.taught(home, png(), campaign_id=STRANGER, **known())
    (verdict,) = phone.verdicts(event, blobs=(png(),))
    assert verdict["code"] == "unknown_campaign"
    with after(days=1):
        case = of_today(carol)
        accept(carol, outcome="no_answer")
        assert trace(carol, case, home)["sentence"] == DOUBT


def test_an_outcome_that_nobody_can_read_was_given_by_the_office(phone: Phone, carol: Person, home: UUID):
    (verdict,) = phone.verdicts(phone.event({"household_id": str(home), "outcome": "到过"}))
    assert verdict["status"] == "quarantined"
    with after(days=1):
        case = of_today(carol)
        accept(carol, outcome="no_answer")
        traced = trace(carol, case, home)

    assert traced["verdict"] == "unclear"
    assert changed_to(traced) == f"手机报的是读不出的结果，{by_carol(traced)}改为无人"


@pytest.mark.usefixtures("no_answer")
def test_once_what_came_is_gone_at_the_end_of_its_time_the_log_still_tells(
    app: Flask, monkeypatch: pytest.MonkeyPatch, carol: Person, home: UUID
):
    with after(days=1):
        case = of_today(carol)
        accept(carol, outcome="refused", note="户主当面拒绝听讲")
    monkeypatch.setitem(app.config, "KEEP_DAYS", {**app.config["KEEP_DAYS"], "asides": 10})
    with after(days=20):
        assert app.test_cli_runner().invoke(args=["retention"]).exit_code == 0
        db.session.rollback()
        traced = trace(carol, case, home)
        assert list(disagreements()) == []

    assert (traced["sentence"], traced["visits"][0]["note"]) == (DOUBT, None)
    assert "手机报的是无人" in changed_to(traced)


def test_whatever_stands_beside_what_came_the_door_is_the_one_that_came(
    phone: Phone, carol: Person, home: UUID, county_key: CountyKey
):
    (verdict,) = phone.verdicts(phone.taught(STRANGER, png(), **known()), blobs=(png(),))
    assert verdict["code"] == "unknown_household"
    with after(days=1):
        case = of_today(carol)
    with after(days=3):
        accept(carol, household_id=str(home))
        seal(county_key)
        db.session.execute(text("UPDATE quarantine SET household_id = (SELECT household_id FROM visit)"))
        db.session.commit()
        traced = trace(carol, case, home)

        assert traced["sentence"] == "无法判断（案发后才由办公室认定是这一户）"
        (fault,) = disagreements()
    assert fault.startswith("quarantined item ")
    assert fault.endswith(": it is filed as another than it is")
