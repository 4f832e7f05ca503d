"""What was taught at a visit, and when to come back: kept as it was told, and never guessed."""

import json
from typing import Any

import pytest

from app.db import db
from app.sync.bodies import AppCheckSchema
from app.visits.models import Lesson
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256

LESSON = {
    "audience": "elderly",
    "quiz": [{"question": "safe_account", "right": True}, {"question": "health", "right": False}],
    "app": {"adults": 2, "installed": 2, "verified": 1, "warned": 0},
    "firm": {"role": "owner", "posters": 3, "calls_back": True},
}
UNASKED = {"audience": "family", "quiz": None, "app": None, "firm": None}
COLUMNS = ("audience", "quiz_asked", "quiz_right", "adults", "installed", "verified", "warned")
FIRM = ("role", "posters", "calls_back")


def with_lesson(phone: Phone, door: Any, **said: Any) -> dict[str, Any]:
    """A taught visit of version 4."""
    item = phone.slip(door, "signed")
    body = {**json.loads(item["body"]), "come_back_at": None, "lesson": None, **said}
    text = json.dumps(body, ensure_ascii=False)
    return {**item, "schema_version": 4, "body": text, "sha256": sha256(text)}


def kept() -> tuple[list[Any], list[Any]]:
    (lesson,) = db.session.scalars(db.select(Lesson))
    return [getattr(lesson, name) for name in COLUMNS], [getattr(lesson, name) for name in FIRM]


def test_what_was_taught_is_kept(alice: Person, county: County):
    phone = Phone(alice, county)

    (verdict,) = phone.verdicts(with_lesson(phone, county.doors["王一"], lesson=LESSON), blobs=(png(),))

    assert verdict["status"] == "created"
    assert kept() == (["elderly", 2, 1, 2, 2, 1, 0], ["owner", 3, True])


def test_what_was_not_asked_is_nothing_and_not_nought(alice: Person, county: County):
    phone = Phone(alice, county)

    phone.verdicts(with_lesson(phone, county.doors["王一"], lesson=UNASKED), blobs=(png(),))

    assert kept() == (["family", *[None] * 6], [None] * 3)


@pytest.mark.parametrize(
    ("firm", "columns"),
    [
        ({"role": None, "posters": 2, "calls_back": True}, [None, 2, True]),
        ({"role": "finance", "posters": 0, "calls_back": None}, ["finance", 0, None]),
    ],
)
def test_of_a_firm_only_what_was_said_is_kept(alice: Person, county: County, firm: dict[str, Any], columns: list[Any]):
    phone = Phone(alice, county)

    (verdict,) = phone.verdicts(
        with_lesson(phone, county.doors["王一"], lesson=UNASKED | {"firm": firm}), blobs=(png(),)
    )

    assert verdict["status"] == "created"
    assert kept()[1] == columns


@pytest.mark.parametrize("firm", [LESSON["firm"], {"role": None, "posters": 0, "calls_back": None}, None])
def test_the_desk_sees_what_was_done_at_a_firm(
    alice: Person, carol: Person, county: County, firm: dict[str, Any] | None
):
    phone, door = Phone(alice, county), county.doors["王一"]
    nobody = phone.visit(door, "refused")
    phone.verdicts(nobody, with_lesson(phone, door, lesson=UNASKED | {"firm": firm}), blobs=(png(),))

    visits = carol.get(f"/households/{door}").json["visits"]

    assert {visit["outcome"]: visit["firm"] for visit in visits} == {"refused": None, "taught": firm}


@pytest.mark.parametrize(
    ("app", "field", "words"),
    [
        ({"adults": 1, "installed": 2, "verified": 0, "warned": 0}, "installed", "已下载的不能多于成年人数。"),
        ({"adults": 2, "installed": 1, "verified": 2, "warned": 0}, "verified", "已实名的不能多于已下载的。"),
        ({"adults": 2, "installed": 0, "verified": 0, "warned": 1}, "warned", "已开预警的不能多于已下载的。"),
    ],
)
def test_nobody_is_registered_in_an_app_or_warned_by_one_that_they_have_not(
    app: dict[str, int], field: str, words: str
):
    assert AppCheckSchema().validate(app) == {field: [words]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"app": {"adults": 1, "installed": 2, "verified": 0, "warned": 0}},
        {"app": {"adults": 2, "installed": 1, "verified": 2, "warned": 0}},
        {"app": {"adults": 2, "installed": 0, "verified": 0, "warned": 1}},
        {"audience": "everybody"},
        {"quiz": []},
        {"quiz": [{"question": "safe_account", "right": 1}]},
        {"firm": {"role": "owner", "posters": -1, "calls_back": True}},
    ],
)
def test_a_lesson_that_cannot_be_is_set_aside(alice: Person, county: County, wrong: dict[str, Any]):
    phone = Phone(alice, county)

    (verdict,) = phone.verdicts(with_lesson(phone, county.doors["王一"], lesson=LESSON | wrong), blobs=(png(),))

    assert (verdict["status"], verdict["code"]) == ("quarantined", "unreadable_event")


def test_when_to_come_back_is_told_to_phones_until_somebody_knocks_again(alice: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]

    def told() -> tuple[str | None, str | None]:
        items = alice.get("/sync/snapshot").json["items"]
        pulled = [i["data"] for i in items if i["id"] == str(door) and i["kind"] == "household"]
        listed = [one for one in alice.get("/households").json["items"] if one["id"] == str(door)]
        return pulled[0]["come_back_at"], listed[0]["come_back_at"]

    nobody = phone.visit(door, come_back_at="2026-11-22T19:00:00+08:00", lesson=None)
    phone.verdicts({**nobody, "schema_version": 4})
    assert told() == ("2026-11-22T11:00:00+00:00", "2026-11-22T11:00:00+00:00")

    phone.verdicts(phone.visit(door, "refused"))
    assert told() == (None, None)
