"""What each phone recorded and has not handed in, and which lost their store."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from app import clock
from tests.county import County
from tests.person import Person
from tests.phone import Phone


@pytest.fixture
def phone(alice: Person, county: County) -> Phone:
    return Phone(alice, county)


def only(person: Person) -> dict[str, Any]:
    (device,) = person.get("/devices").json["items"]
    return device


def test_a_phone_that_handed_in_all_it_made_misses_nothing(phone: Phone, carol: Person, county: County):
    items = [phone.visit(county.doors["王一"]), {**phone.event("not json")}]

    phone.push(*items, report={})

    device = only(carol)
    assert (device["worker_name"], device["build"], device["persisted"]) == ("Alice", "0.2.0", True)
    assert (device["minted_seq"], device["received"], device["missing"]) == (2, 2, 0)
    assert (device["missing_since"], device["lost_at"]) == (None, None)


def test_what_it_made_and_did_not_bring_is_counted_with_since_when(phone: Phone, carol: Person, county: County):
    since = clock.now() - timedelta(hours=3)
    items = [phone.visit(county.doors["王一"]) for _ in range(5)]

    phone.push(items[0], report={"oldest_waiting_at": since.isoformat()})

    device = only(carol)
    assert (device["minted_seq"], device["received"], device["missing"]) == (5, 1, 4)
    assert device["missing_since"] == since.isoformat()


def test_a_conflict_is_no_second_arrival(phone: Phone, carol: Person, county: County):
    item = phone.visit(county.doors["王一"])
    other = {**phone.visit(county.doors["李二"]), "id": item["id"], "device_seq": item["device_seq"]}

    phone.push(item, report={})
    phone.push(other, report={"minted_seq": 2})

    assert (only(carol)["received"], only(carol)["missing"]) == (1, 1)


def test_a_wiped_store_is_noticed_by_its_mark(phone: Phone, alice: Person, carol: Person, county: County):
    phone.push(phone.visit(county.doors["王一"]), report={})
    last_seen = only(carol)["last_seen_at"]
    new = Phone(alice, county)

    with time_machine.travel(clock.now() + timedelta(hours=2)):
        for _ in range(2):
            new.push(report={"lost": {"device_id": phone.device_id, "minted_seq": 6}})

    lost, fresh = carol.get("/devices").json["items"]
    assert (lost["id"], lost["lost_up_to"], lost["lost_since"], lost["replaced"]) == (
        phone.device_id,
        5,
        last_seen,
        True,
    )
    assert (fresh["id"], fresh["lost_at"]) == (new.device_id, None)


def test_a_wiped_store_is_noticed_by_the_cookie_without_the_phones_help(
    phone: Phone, alice: Person, carol: Person, county: County
):
    cookie = phone.push(phone.visit(county.doors["王一"]), report={}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    new = Phone(alice, county)

    new.push(report={}, cookie=cookie.split(";")[0])

    lost, _ = carol.get("/devices").json["items"]
    assert (lost["id"], lost["lost_up_to"], lost["lost_at"] is not None) == (phone.device_id, None, True)


def test_what_a_lost_phone_made_and_comes_by_another_way_is_no_longer_lost(
    phone: Phone, alice: Person, carol: Person, county: County
):
    phone.push(phone.visit(county.doors["王一"]), report={})
    late = phone.visit(county.doors["李二"])
    new = Phone(alice, county)
    new.push(report={"lost": {"device_id": phone.device_id, "minted_seq": 2}})

    phone.push(late, report={})

    assert carol.get("/devices").json["items"][0]["lost_up_to"] == 0


def test_nobody_marks_anothers_phone_as_lost(phone: Phone, bob: Person, carol: Person, county: County):
    phone.push(report={})

    Phone(bob, county).push(report={"lost": {"device_id": phone.device_id, "minted_seq": 9}})

    assert {device["lost_at"] for device in carol.get("/devices").json["items"]} == {None}


def test_a_mark_of_a_phone_nobody_knows_is_passed_over(phone: Phone, carol: Person):
    assert phone.push(report={"lost": {"device_id": str(uuid4()), "minted_seq": 9}}).status_code == 200
    assert only(carol)["lost_at"] is None


def test_a_clock_that_is_off_is_said(phone: Phone, carol: Person):
    for hours in (24, 24, 1):
        phone.push(report={"device_time": (clock.now() + timedelta(hours=hours)).isoformat()})

    assert abs(only(carol)["clock_skew_s"] - 86_400) < 5


def test_the_list_ends_at_my_border_and_its_pages_add_up(
    alice: Person, bob: Person, frank: Person, carol: Person, charlie: Person, dora: Person, county: County
):
    for person in (alice, bob, frank):
        Phone(person, county).push(report={})

    assert charlie.get("/devices").json == {"items": [], "total": 0, "next": None}
    assert dora.get("/devices").json["total"] == 3
    first = carol.get("/devices", limit=2).json
    rest = carol.get("/devices", limit=2, after=first["next"]).json
    assert len({device["id"] for device in first["items"] + rest["items"]}) == 3
    assert rest["next"] is None
    assert alice.get("/devices").status_code == 403
