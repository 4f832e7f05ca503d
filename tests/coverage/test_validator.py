"""Whoever holds the newest figures is told so; whoever does not, gets the newest, from every process."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from app import clock, create_app
from app.changes import Counter, writing
from app.db import db
from config import Config
from tests.county import COUNTY, EAST, TOWN, County
from tests.person import Person
from tests.phone import Phone, png


def visit(alice: Person, county: County) -> None:
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))


def test_who_has_the_figures_is_told_that_nothing_changed(dora: Person):
    first = dora.get("/coverage", by="village")

    again = dora.get("/coverage", by="village", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-store"


def test_a_visit_changes_the_figures_and_their_validator(dora: Person, alice: Person, county: County):
    before = dora.get("/coverage", by="village")
    visit(alice, county)

    after = dora.get("/coverage", by="village", headers={"If-None-Match": before.headers["ETag"]})

    assert (before.json["total"]["covered"], after.json["total"]["covered"]) == (0, 1)
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize(
    "other",
    [{"scope": TOWN}, {"by": "grid"}, {"kind": "merchant"}, {"on": (clock.today() - timedelta(days=1)).isoformat()}],
)
def test_the_figures_of_one_question_are_not_those_of_another(dora: Person, other: dict[str, str]):
    held = dora.get("/coverage", scope=COUNTY, by="village").headers["ETag"]

    answer = dora.get("/coverage", **{"scope": COUNTY, "by": "village", **other}, headers={"If-None-Match": held})

    assert answer.status_code == 200


def test_what_somebody_else_holds_opens_nothing(dora: Person, alice: Person, frank: Person):
    """The same address, asked by people who reach less far."""
    held = dora.get("/coverage", by="village").headers["ETag"]

    answers = [person.get("/coverage", by="village", headers={"If-None-Match": held}) for person in (alice, frank)]

    assert [answer.json["total"]["registered"] for answer in answers] == [2, 2]


def test_the_next_day_is_another_day(dora: Person):
    held = dora.get("/coverage").headers["ETag"]

    with time_machine.travel(clock.now() + timedelta(days=1)):
        answer = dora.get("/coverage", headers={"If-None-Match": held})

    assert answer.json["on"] == (clock.today() + timedelta(days=1)).isoformat()


def test_the_same_number_in_another_history_is_another_validator(dora: Person):
    """As after a restore from an older backup, when as much has happened again."""
    held = dora.get("/coverage").headers["ETag"]
    with writing():
        db.session.get_one(Counter, 1).chain_hash = "1" * 64

    assert dora.get("/coverage", headers={"If-None-Match": held}).status_code == 200


def test_a_change_by_one_process_is_shown_by_the_others(dora: Person, alice: Person, county: County, database_url: str):
    class Config2(Config):
        SQLALCHEMY_DATABASE_URI = database_url

    other: Flask = create_app(Config2)
    with other.app_context():
        there = Person(other, "dora")
        shown = [there.get("/coverage", scope=EAST, by="village").json["total"]["covered"] for _ in range(2)]
    visit(alice, county)
    with other.app_context():
        shown.append(there.get("/coverage", scope=EAST, by="village").json["total"]["covered"])
        db.engine.dispose()

    assert shown == [0, 0, 1]
