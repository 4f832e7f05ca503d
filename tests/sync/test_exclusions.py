"""Exclusions asked for at the door: never lost, twice is once, no figure moved, and the worker hears what became of each."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.check import disagreements
from app.db import db
from app.households.models import Exclusion
from app.sync.models import Event
from app.sync.versions import EXCLUSIONS
from tests.asking import evidence
from tests.county import EAST_1, County, register
from tests.exclusions.test_exclusions import figures
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.races import at_once

SAMPLES = Path(__file__).parents[1] / "data" / "events"
CLOCKS = {"device_time": "2026-11-26T14:05:09+08:00", "mono_ms": 1000, "boot_id": "boot-1", "clock_anchor": None}


def request(phone: Phone, county: County, name: str = "王一", reason: str = "lives_elsewhere", **given: Any) -> dict:
    body = {"household_id": str(county.doors[name]), "reason": reason, **CLOCKS, **evidence(reason), **given}
    return {**phone.event(body), "type": "exclusion", "schema_version": 1}


def count(record: type) -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(record)).one()


@pytest.mark.parametrize("version", sorted(EXCLUSIONS))
def test_every_released_version_is_taken(phone: Phone, carol: Person, county: County, version: int):
    text = (SAMPLES / f"exclusion-{version}.json").read_text()
    kept = json.loads(text.replace('"HOUSEHOLD"', f'"{county.doors["王一"]}"').replace("PHOTO", sha256(png(2))))

    (verdict,) = phone.verdicts({**phone.event(kept["body"]), "type": "exclusion", "schema_version": version})

    assert verdict["status"] == "created"
    (listed,) = carol.get("/exclusions").json["items"]
    assert (listed["reason"], listed["witness"], listed["photos_waiting"]) == ("vacant", "张大爷", 1)


@pytest.mark.parametrize("reason", ["vacant", "registered_only", "away", "lives_elsewhere", "demolished", "moved_out"])
def test_each_reason_enters_the_list_and_moves_no_figure(phone: Phone, carol: Person, county: County, reason: str):
    before = figures(carol)

    (verdict,) = phone.verdicts(request(phone, county, reason=reason))

    assert (verdict["status"], verdict["receipt"] > 0) == ("created", True)
    assert figures(carol) == before
    (listed,) = carol.get("/exclusions").json["items"]
    assert (listed["reason"], listed["state"], listed["requested_by_name"]) == (reason, "requested", "Alice")
    assert list(disagreements()) == []


def test_twice_is_once_in_one_push_and_in_the_next(phone: Phone, carol: Person, county: County):
    item = request(phone, county)

    first = phone.verdicts(item, item)
    again = phone.verdicts(item)

    assert [one["status"] for one in first + again] == ["created", "duplicate", "duplicate"]
    assert len({one["receipt"] for one in first + again}) == 1
    assert count(Exclusion) == count(Event) == 1


def test_eight_at_once_are_one(app: Flask, alice: Person, county: County):
    phone = Phone(alice, county)
    item = request(phone, county)

    answers = at_once(*(lambda: phone.push(item) for _ in range(8)))

    told = [answer.json["results"][0] for answer in answers if answer.status_code == 200]
    assert sorted({one["status"] for one in told}) == ["created", "duplicate"]
    assert [one["status"] for one in told].count("created") == 1
    assert count(Exclusion) == 1
    assert list(disagreements()) == []


def test_out_of_order_and_among_visits_each_is_taken(phone: Phone, carol: Person, county: County):
    asked, other = request(phone, county), request(phone, county, "李二", "moved_out")
    visit = phone.visit(county.doors["王一"], "vacant")
    bad = {**request(phone, county), "body": "{"}

    verdicts = phone.verdicts(other, bad, visit, asked)

    assert [one["status"] for one in verdicts] == ["created", "quarantined", "created", "created"]
    assert carol.get("/exclusions").json["total"] == 2
    assert list(disagreements()) == []


def test_a_second_request_for_the_door_is_kept_too_and_only_one_of_them_approved(
    phone: Phone, frank: Person, carol: Person, county: County
):
    phone.verdicts(request(phone, county))
    other = Phone(frank, county)
    (verdict,) = other.verdicts(request(other, county, reason="moved_out"))

    ids = [one["id"] for one in carol.get("/exclusions").json["items"]]
    answer = carol.post("/exclusions/approve", ids=ids).json

    assert verdict["status"] == "created"
    assert (answer["decided"], [one["code"] for one in answer["skipped"]]) == (1, ["door_already_excluded"])
    assert figures(carol) == (3, 1, 2)


def test_what_lacks_its_evidence_is_set_aside_whole_and_never_made_a_visit(phone: Phone, carol: Person, county: County):
    (verdict,) = phone.verdicts(request(phone, county, witness=""))

    assert (verdict["status"], verdict["code"]) == ("quarantined", "evidence_missing")
    (aside,) = carol.get("/aside").json["items"]
    assert (aside["householder"], aside["asks_exclusion"]) == ("王一", True)
    shown = carol.get(f"/aside/{aside['id']}").json
    assert (shown["repairable"], shown["body"]["witness"]) == (False, "")
    accepted = carol.post(f"/aside/{aside['id']}/accept", outcome="vacant")
    assert (accepted.status_code, accepted.json["code"]) == (409, "request_not_repaired")
    assert carol.post(f"/aside/{aside['id']}/refuse", reason="请补证明人").status_code == 204


@pytest.mark.parametrize("wrong", [{"type": "dream"}, {"schema_version": 2}, {"schema_version": True}])
def test_a_sort_or_version_that_nobody_knows_is_set_aside(phone: Phone, county: County, wrong: dict[str, Any]):
    (verdict,) = phone.verdicts({**request(phone, county), **wrong})

    assert (verdict["status"], verdict["code"]) == ("quarantined", "unreadable_event")


def test_a_grid_that_changed_hands_loses_no_request(
    app: Flask, phone: Phone, erin: Person, carol: Person, county: County
):
    late = request(phone, county)
    elsewhere = request(phone, county, "赵三")
    erin.put_json(f"/divisions/{EAST_1}/workers", worker_ids=[])

    verdicts = phone.verdicts(late, elsewhere)

    assert [one["status"] for one in verdicts] == ["created", "created"]
    shown = {one["householder"]: one["outside_grids"] for one in carol.get("/exclusions").json["items"]}
    assert shown == {"王一": False, "赵三": True}


def test_the_photo_may_come_before_or_after(phone: Phone, alice: Person, carol: Person, county: County):
    before, after = png(31), png(32)
    alice.put(f"/blobs/{sha256(before)}", before)
    items = [
        request(phone, county, name, "demolished", photos=[sha256(photo)])
        for name, photo in (("王一", before), ("李二", after))
    ]
    phone.verdicts(*items)
    ids = [item["id"] for item in items]

    first = carol.post("/exclusions/approve", ids=ids).json
    alice.put(f"/blobs/{sha256(after)}", after)
    second = carol.post("/exclusions/approve", ids=[ids[1]]).json

    assert (first["decided"], [one["code"] for one in first["skipped"]]) == (1, ["photo_not_here"])
    assert second == {"decided": 1, "skipped": []}


def told(person: Person, since: int = 0) -> dict[str, dict[str, Any]]:
    items = person.get("/sync/pull", since=since, limit=500).json["items"]
    return {item["id"]: item["data"] for item in items if item["kind"] == "exclusion"}


def test_whoever_asked_hears_what_became_of_it_and_nobody_else(
    phone: Phone, alice: Person, frank: Person, bob: Person, carol: Person, county: County
):
    yes, no = request(phone, county), request(phone, county, "李二")
    phone.verdicts(yes, no)
    assert {one["state"] for one in told(alice).values()} == {"requested"}
    carol.post(f"/exclusions/{yes['id']}/approve")
    carol.post(f"/exclusions/{no['id']}/refuse", reason="昨天还有人住")

    heard = told(alice)

    assert (heard[yes["id"]]["state"], heard[yes["id"]]["by_name"]) == ("approved", "Carol")
    assert heard[yes["id"]]["until_on"] > heard[yes["id"]]["expires_on"]
    assert (heard[no["id"]]["state"], heard[no["id"]]["refusal"]) == ("refused", "昨天还有人住")
    assert told(frank) == told(bob) == {}
    snapshot = alice.get("/sync/snapshot", limit=500).json["items"]
    assert {one["id"]: one["data"] for one in snapshot if one["kind"] == "exclusion"} == heard


def test_the_number_of_questions_does_not_grow_with_the_batch(phone: Phone, county: County):
    def questions(*items: dict) -> int:
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        phone.verdicts(*items)
        event.remove(db.engine, "before_cursor_execute", listener)
        return sum(statement.startswith("SELECT") for statement in seen)

    for number in range(12):
        county.doors[f"户{number}"] = register(f"户{number}", EAST_1, f"桥东村5组{number}号")

    few = questions(request(phone, county, "户0"))
    assert few == questions(*(request(phone, county, f"户{number}") for number in range(1, 12)))


def test_a_day_that_no_calendar_goes_before_stops_nothing_else(phone: Phone, carol: Person, county: County):
    wrong = request(phone, county, reason="away", returns_on="0001-01-01")
    visit = phone.taught(county.doors["李二"])

    verdicts = phone.verdicts(wrong, visit, blobs=(png(),))

    assert [one["status"] for one in verdicts] == ["created", "created"]
    assert carol.get("/coverage").json["total"]["covered"] == 1
