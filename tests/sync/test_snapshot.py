"""The first download: my doors as they are, page by page, and the log from there."""

import pytest
from flask import Flask
from sqlalchemy import delete

from app import clock
from app.campaigns.models import Campaign, NoticeTemplate
from app.campaigns.operations import create_campaign
from app.changes import writing
from app.db import db
from app.households.models import Standing
from tests.county import EAST_1, WEST_1, County, register
from tests.person import Person
from tests.phone import Phone, png
from tests.sync.test_pull import doors


def pages(person: Person, **query: object) -> list[dict]:
    found, after, as_of = [], None, None
    while not found or after:
        page = person.get("/sync/snapshot", after=after, as_of=as_of, **query)
        found.append(page)
        after, as_of = page.json["after"], page.json["as_of"]
    return found


def test_it_brings_my_doors_the_campaign_and_the_cursor(alice: Person, county: County):
    (page,) = pages(alice)

    assert sorted(doors(page)) == ["李二", "王一"]
    kinds = [item["kind"] for item in page.json["items"]]
    assert kinds == ["campaign", "division", "household", "household"]
    assert (page.json["scope"], page.json["as_of"]) == ([EAST_1], page.json["anchor"]["seq"])


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_pages_miss_nothing_and_repeat_nothing(alice: Person, limit: int):
    for number in range(9):
        register(f"户{number}", EAST_1, f"桥东村6组{number}号")
    register("别处", WEST_1, "桥西村9号")

    seen = [name for page in pages(alice, limit=limit) for name in doors(page)]

    assert len(seen) == len(set(seen)) == 11


def test_what_changed_between_two_pages_comes_from_the_log(alice: Person, county: County):
    first = alice.get("/sync/snapshot", limit=1).json
    phone = Phone(alice, county)
    phone.verdicts(*(phone.taught(door) for name, door in county.doors.items() if name in "王一李二"), blobs=(png(),))

    since_then = alice.get("/sync/pull", since=first["as_of"]).json["items"]

    assert {item["data"]["state"] for item in since_then} == {"covered"}


def test_it_tells_what_was_decided_about_my_work(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    taken_back, refused = phone.visit(county.doors["王一"]), phone.visit(county.doors["赵三"])
    phone.verdicts(taken_back, refused, {"id": "no good"})
    carol.post(f"/visits/{taken_back['id']}/withdraw", reason="走错了门")
    for aside in carol.get("/aside").json["items"]:
        carol.post(f"/aside/{aside['id']}/refuse", reason="查无此户")

    items = alice.get("/sync/snapshot").json["items"]

    told = {item["data"]["id"]: item["data"]["status"] for item in items if item["kind"] == "verdict"}
    assert told == {taken_back["id"]: "withdrawn", refused["id"]: "refused", "no good": "refused"}


def test_another_campaign_is_said_since_every_door_stands_anew(alice: Person, county: County):
    before = alice.get("/sync/pull").json
    with writing():
        newer = create_campaign(name="春季", starts_on=clock.today(), deadline_on=clock.today())

    after = alice.get("/sync/pull", since=before["next"]).json

    assert (before["campaign"], after["campaign"]) == (str(county.campaign_id), str(newer.id))
    assert after["confirmed"] == {"visits": 0, "taught": 0}


def test_before_there_is_a_campaign_there_is_nothing_to_walk(app: Flask, county: County):
    with writing():
        for table in (Standing, NoticeTemplate, Campaign):
            db.session.execute(delete(table))

    page = Person(app, "alice").get("/sync/snapshot").json

    assert (doors_in(page), page["campaign"]) == ([], None)


def doors_in(page: dict) -> list[dict]:
    return [item for item in page["items"] if item["kind"] == "household"]


def test_a_card_says_what_the_schema_says(alice: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))
    page = alice.get("/sync/snapshot").json

    told = next(item["data"] for item in page["items"] if item["data"].get("householder") == "王一")
    listed = next(door for door in alice.get("/households").json["items"] if door["householder"] == "王一")
    assert told == listed


def test_a_format_that_is_no_longer_understood_may_read_nothing_and_hand_in_all(alice: Person, county: County):
    phone = Phone(alice, county)

    for call in ("pull", "snapshot"):
        answer = alice.get(f"/sync/{call}", format=0)
        assert (answer.status_code, answer.json["code"]) == (426, "upgrade_required")
    assert [v["status"] for v in phone.verdicts(phone.visit(county.doors["王一"]))] == ["created"]
