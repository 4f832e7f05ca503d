"""A worker takes back a visit of their own: within a minute it never was, later it stops counting; and only one's own."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app.db import db
from app.sync.models import Event
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png

SAMPLE = Path(__file__).parents[1] / "data" / "events" / "withdrawal-1.json"


def back(phone: Phone, visit: dict[str, Any], door: Any, **said: Any) -> dict[str, Any]:
    """The event that takes a visit back, half a minute later by the same stopwatch."""
    body = json.loads(SAMPLE.read_text())["body"]
    about = {"visit_id": visit["id"], "household_id": str(door), "mono_ms": 31_000, "boot_id": "boot-1"}
    return {**phone.event({**body, **about, **said}), "type": "withdrawal"}


def figures(person: Person, **on: str) -> tuple[int, int]:
    total = person.get("/coverage", **on).json["total"]
    return total["covered"], total["uncovered"]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("order", [1, -1])
def test_within_a_minute_it_never_was(alice: Person, carol: Person, county: County, together: bool, order: int):
    phone, door = Phone(alice, county), county.doors["王一"]
    before = figures(carol)
    taught = phone.taught(door)
    # Whatever their ids say of who comes first.
    undone = {**back(phone, taught, door), "id": "00000000-0000-7000-8000-000000000001"}

    batches = [[taught, undone][::order]] if together else [[taught], [undone]]
    verdicts = [verdict for batch in batches for verdict in phone.verdicts(*batch, blobs=(png(),))]

    assert [verdict["status"] for verdict in verdicts] == ["created", "created"]
    assert all(verdict["receipt"] for verdict in verdicts)
    assert figures(carol) == before
    (listed,) = [one for one in carol.get("/households").json["items"] if one["id"] == str(door)]
    assert (listed["attempts"], listed["last_outcome"], listed["state"]) == (0, None, "uncovered")
    assert db.session.scalars(db.select(Visit.withdrawal_reaches_back)).all() == [True]
    assert len(db.session.scalars(db.select(Event.id)).all()) == 2


@pytest.mark.parametrize("said", [{"mono_ms": 67_000}, {"mono_ms": 999}, {"boot_id": "boot-2"}])
def test_later_it_counts_until_that_day(
    alice: Person, carol: Person, county: County, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
):
    phone, door, now = Phone(alice, county), county.doors["王一"], clock.now()
    taught = phone.taught(door)
    phone.verdicts(taught, blobs=(png(),))
    first = clock.today().isoformat()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))

    (verdict,) = phone.verdicts(back(phone, taught, door, reason="wrong_door", **said))

    assert verdict["status"] == "created"
    assert (figures(carol)[0], figures(carol, on=first)[0]) == (0, 1)
    assert db.session.scalars(db.select(Visit.withdrawal_reason)).one() == "记错了户"


def test_undone_on_the_next_day_it_never_was_either(
    alice: Person, carol: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    phone, door, now = Phone(alice, county), county.doors["王一"], clock.now()
    taught = phone.taught(door)
    phone.verdicts(taught, blobs=(png(),))
    first = clock.today().isoformat()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))

    phone.verdicts(back(phone, taught, door))

    assert (figures(carol)[0], figures(carol, on=first)[0]) == (0, 0)


def test_only_ones_own_and_what_is_known(alice: Person, bob: Person, carol: Person, county: County):
    phone, other, door = Phone(alice, county), Phone(bob, county), county.doors["王一"]
    taught = phone.taught(door)
    phone.verdicts(taught, blobs=(png(),))

    (theirs,) = other.verdicts(back(other, taught, door))
    (elsewhere,) = phone.verdicts(back(phone, taught, county.doors["李二"]))
    (unknown,) = phone.verdicts(back(phone, phone.taught(door), door))

    told = [(verdict["status"], verdict["code"]) for verdict in (theirs, elsewhere, unknown)]
    assert told == [("quarantined", "unknown_visit")] * 3
    assert figures(carol)[0] == 1
    (item, *_) = carol.get("/aside").json["items"]
    refused = carol.post(f"/aside/{item['id']}/accept", household_id=str(door))
    assert refused.json["code"] == "withdrawal_not_repaired"


def test_twice_is_once_and_the_office_has_the_first_word(alice: Person, carol: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]
    taught = phone.taught(door)
    phone.verdicts(taught, blobs=(png(),))
    carol.post(f"/visits/{taught['id']}/withdraw", reason="照片不对")
    item = back(phone, taught, door)

    statuses = [phone.verdicts(item)[0]["status"] for _ in range(2)]

    assert statuses == ["created", "duplicate"]
    assert db.session.scalars(db.select(Visit.withdrawal_reason)).one() == "照片不对"


def test_one_whose_signature_comes_later_does_not_count(alice: Person, carol: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]
    taught = phone.taught(door)
    phone.verdicts(taught, back(phone, taught, door))

    phone.verdicts(blobs=(png(),))

    assert figures(carol)[0] == 0
