"""What its worker took back on the phone while it was set aside is taken back when the office takes it in, as of when the phone did."""

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from app.check import disagreements
from app.db import db
from app.seals import withdrawals
from app.sync.models import Event, Quarantine
from app.sync.sealing import CountyKey
from app.visits.models import Visit
from tests.aside.test_decide import STRANGER, covered, waiting
from tests.cases.desk import after, ago, known, taken
from tests.cases.test_trace import marked, trace
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.seals.sealed import seal
from tests.sync.test_take_back import back

TEN_MINUTES = 600_000


@pytest.fixture
def home(county: County) -> UUID:
    return county.doors["王一"]


def aside(phone: Phone, door: Any, **said: Any) -> dict[str, Any]:
    event = phone.taught(door, png(), **{**known(), **said})
    (verdict,) = phone.verdicts(event, blobs=(png(),))
    assert verdict["status"] == "quarantined", verdict
    return event


def undone(phone: Phone, event: dict[str, Any], door: Any, later_ms: int = TEN_MINUTES) -> dict[str, Any]:
    """The event that takes it back so much later, by the same stopwatch."""
    said = json.loads(event["body"])
    clocks = {"mono_ms": said["mono_ms"] + later_ms, "clock_anchor": said["clock_anchor"]}
    return back(phone, event, door, reason="wrong_door", **clocks)


def accept(carol: Person, code: str, home: UUID) -> None:
    (item,) = [one for one in waiting(carol) if one["code"] == code]
    answer = carol.post(f"/aside/{item['id']}/accept", household_id=str(home))
    assert answer.status_code == 204, answer.text


def test_before_the_case_it_was_taken_back_whenever_the_office_decided(
    phone: Phone, carol: Person, home: UUID, county_key: CountyKey
):
    event = aside(phone, home, campaign_id=STRANGER)
    (verdict,) = phone.verdicts(undone(phone, event, home))
    assert verdict["code"] == "unknown_visit"
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
    with after(days=3):
        accept(carol, "unknown_campaign", home)
        seal(county_key)
        traced = trace(carol, case, home)

        assert (traced["sentence"], marked(traced)) == (
            "案发前未上门",
            [["withdrawn_before", "accepted_later", "repaired"]],
        )
        assert traced["visits"][0]["withdrawn_by_name"] == "Alice"
        assert traced["visits"][0]["withdrawal_reason"] == "记错了户"
        assert (waiting(carol), covered(carol)) == ([], 0)
        assert list(disagreements()) == []

        db.session.execute(text("UPDATE visit SET withdrawn_at = NULL, withdrawn_on = NULL, withdrawn_by = NULL"))
        db.session.commit()
        assert withdrawals.UNDONE in "".join(disagreements())


def test_at_a_door_that_only_the_office_knows_too(phone: Phone, carol: Person, home: UUID):
    event = aside(phone, STRANGER)
    (verdict,) = phone.verdicts(undone(phone, event, STRANGER))
    assert verdict["code"] == "unknown_household"

    accept_first = [one for one in waiting(carol) if one["outcome"] == "taught"]
    carol.post(f"/aside/{accept_first[0]['id']}/accept", household_id=str(home))

    visit = db.session.scalars(select(Visit)).one()
    assert (visit.household_id, visit.withdrawn_by, visit.withdrawal_reaches_back) == (home, visit.worker_id, False)
    assert (waiting(carol), covered(carol)) == ([], 0)
    assert list(disagreements()) == []


def test_within_a_minute_it_never_was(phone: Phone, carol: Person, home: UUID):
    event = aside(phone, home, campaign_id=STRANGER)
    phone.verdicts(undone(phone, event, home, later_ms=30_000))

    accept(carol, "unknown_campaign", home)

    assert db.session.scalars(select(Visit.withdrawal_reaches_back)).all() == [True]


def test_what_comes_when_the_office_has_decided_already_finds_it(phone: Phone, carol: Person, home: UUID):
    event = aside(phone, STRANGER)
    accept(carol, "unknown_household", home)
    assert covered(carol) == 1

    item = undone(phone, event, STRANGER)
    statuses = [phone.verdicts(item)[0]["status"] for _ in range(2)]

    assert (statuses, covered(carol)) == (["created", "duplicate"], 0)
    assert db.session.scalars(select(Visit.withdrawal_reason)).all() == ["记错了户"]
    assert list(disagreements()) == []


def test_its_phone_may_send_it_again_for_ever(phone: Phone, carol: Person, home: UUID):
    event = aside(phone, home, campaign_id=STRANGER)
    item = undone(phone, event, home)
    phone.verdicts(item)
    accept(carol, "unknown_campaign", home)

    assert [phone.verdicts(item)[0]["status"] for _ in range(2)] == ["duplicate", "duplicate"]
    assert len(db.session.scalars(select(Event.id).where(Event.type == "withdrawal")).all()) == 1


def test_nobody_elses_word_takes_it_back(phone: Phone, bob: Person, county: County, carol: Person, home: UUID):
    event = aside(phone, home, campaign_id=STRANGER)
    other = Phone(bob, county)
    other.verdicts(undone(other, event, home))

    accept(carol, "unknown_campaign", home)

    assert (covered(carol), db.session.scalars(select(Visit.withdrawn_at)).all()) == (1, [None])
    open_ = select(Quarantine.code).where(Quarantine.resolution.is_(None))
    assert db.session.scalars(open_).all() == ["unknown_visit"]
