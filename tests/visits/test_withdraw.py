"""Taking a visit back, from today or from its beginning."""

from datetime import timedelta

import pytest
import time_machine

from app import clock
from tests.county import County
from tests.person import Person
from tests.phone import Phone, pixels, png


@pytest.fixture
def visit_id(alice: Person, county: County) -> str:
    phone = Phone(alice, county)
    item = phone.taught(county.doors["王一"])
    phone.verdicts(item, blobs=(png(),))
    return item["id"]


def covered(person: Person, on=None) -> int:
    return person.get("/coverage", on=on).json["total"]["covered"]


@pytest.mark.parametrize(("reaches_back", "then"), [(False, 1), (True, 0)])
def test_days_gone_by_change_only_when_it_reaches_back(carol: Person, visit_id: str, reaches_back: bool, then: int):
    first_day = clock.today()
    with time_machine.travel(clock.now() + timedelta(days=2)):
        answer = carol.post(f"/visits/{visit_id}/withdraw", reason="签错了户", reaches_back=reaches_back)

        assert answer.json["withdrawal_reason"] == "签错了户"
        assert covered(carol) == 0
        assert covered(carol, on=first_day) == then


def test_it_happens_once(carol: Person, visit_id: str):
    carol.post(f"/visits/{visit_id}/withdraw", reason="签错了户")

    assert carol.post(f"/visits/{visit_id}/withdraw", reason="再撤").json["code"] == "visit_already_withdrawn"


def test_it_stays_in_the_history_with_its_slip(carol: Person, county: County, visit_id: str):
    carol.post(f"/visits/{visit_id}/withdraw", reason="签错了户")

    door = carol.get(f"/households/{county.doors['王一']}").json
    assert door["visits"][0]["withdrawn_on"] == clock.today().isoformat()
    assert door["visits"][0]["slip"]["complete"] is True
    assert door["attempts"] == 0


def test_the_signature_can_be_seen_by_the_office(carol: Person, alice: Person, visit_id: str):
    assert pixels(carol.get(f"/visits/{visit_id}/signature").data) == pixels(png())
    assert alice.get(f"/visits/{visit_id}/signature").json["code"] == "not_allowed"
