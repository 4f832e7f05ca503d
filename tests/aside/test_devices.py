"""What each phone recorded and has not handed in, and which lost their store."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from app import clock
from tests.county import County
from tests.person import Person
from tests.phone import Phone


def only(person: Person) -> dict[str, Any]:
    (device,) = person.get("/devices").json["items"]
    return device


def test_a_phone_that_handed_in_all_it_made_misses_nothing(phone: Phone, carol: Person, county: County):
    items = [phone.visit(county.doors["王一"]), {**phone.event("not json")}]

    phone.push(*items, report={})

    device = only(carol)
    assert device["place"] == "桥东村"
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


def test_a_store_that_was_wiped_before_it_was_ever_in_touch_is_noticed_too(phone: Phone, carol: Person):
    unknown = str(uuid4())

    phone.push(report={"lost": {"device_id": unknown, "minted_seq": 9}})

    lost, _ = carol.get("/devices").json["items"]
    assert (lost["id"], lost["lost_up_to"], lost["worker_name"]) == (unknown, 9, "Alice")


def test_a_mark_that_is_older_than_what_the_phone_said_loses_nothing_from_sight(
    phone: Phone, alice: Person, carol: Person, county: County
):
    phone.push(phone.visit(county.doors["王一"]), report={"minted_seq": 30})

    Phone(alice, county).push(report={"lost": {"device_id": phone.device_id, "minted_seq": 5}})

    assert carol.get("/devices").json["items"][0]["lost_up_to"] == 29


def test_since_when_is_told_by_our_clock(phone: Phone, carol: Person, county: County):
    slow = clock.now() - timedelta(days=3650)
    waiting = (slow - timedelta(hours=3)).isoformat()

    phone.push(report={"minted_seq": 2, "device_time": slow.isoformat(), "oldest_waiting_at": waiting})

    since = datetime.fromisoformat(only(carol)["missing_since"])
    assert abs(since - (clock.now() - timedelta(hours=3))) < timedelta(minutes=1)


@pytest.mark.parametrize("year", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_clock_beside_all_reason_is_no_failure(phone: Phone, carol: Person, year: str):
    assert phone.push(report={"minted_seq": 1, "oldest_waiting_at": year, "device_time": year}).status_code == 200
    assert only(carol)["missing"] == 1


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
