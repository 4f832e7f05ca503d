"""Paper slips whose code is another household's or cannot be read: one list of all of a place, with how many."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.db import db
from app.slips.models import Slip
from app.slips.paper_code import code_of, shown
from tests.cases.test_damaged import damage
from tests.county import EAST, WEST, County, register
from tests.person import Person
from tests.phone import Phone, png
from tests.prints.printed import photo, scans
from tests.prints.test_blank import handed_in, sheet_of


def read(app: Flask) -> str:
    """As a server reads them by itself, every now and then."""
    done = app.test_cli_runner().invoke(args=["read-paper-slips"])
    assert done.exit_code == 0, done.output
    return done.output


def listed(person: Person, **asked: Any) -> list[tuple[str, str, str]]:
    return [(one["householder"], one["picture"], one["typed"]) for one in slips(person, **asked)["items"]]


def slips(person: Person, **asked: Any) -> dict[str, Any]:
    answer = person.get("/paper-slips", **asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


@pytest.fixture
def visits(county: County, alice: Person, bob: Person, carol: Person) -> dict[str, str]:
    """One that agrees, one of a neighbour's sheet, one that is blotted, and one in another village of a neighbour's sheet."""
    third = register("周七", f"{EAST}001", "桥东村30号")
    doors = {**county.doors, "周七": third}
    sheet = {name: scans(sheet_of(carol, doors[name]))[0] for name in ("王一", "李二", "周七")}
    east, west = Phone(alice, county), Phone(bob, county)
    return {
        "agrees": handed_in(east, doors["王一"], photo(sheet["王一"])),
        "other": handed_in(east, doors["李二"], photo(sheet["周七"])),
        "blot": handed_in(east, doors["周七"], photo(sheet["李二"], blot=True)),
        "west": handed_in(west, doors["赵三"], photo(sheet["李二"])),
    }


def test_all_of_a_place_are_listed_with_how_many(app: Flask, visits: dict[str, str], carol: Person, frank: Person):
    assert slips(carol)["counts"] == {"other": 0, "unreadable": 0, "unread": 4}
    assert "读了 4 份" in read(app)
    assert "没有要读的" in read(app)

    whole = slips(carol)
    assert whole["counts"] == {"other": 2, "unreadable": 1, "unread": 0}
    assert (whole["total"], {one["visit_id"] for one in whole["items"]}) == (
        3,
        {visits[n] for n in visits} - {visits["agrees"]},
    )
    assert sorted(listed(carol, found="other")) == [("李二", "other", "none"), ("赵三", "other", "none")]
    assert listed(carol, found="unreadable") == [("周七", "unreadable", "none")]
    assert listed(carol, scope=WEST) == [("赵三", "other", "none")]
    # Frank answers for 桥东村; whose the sheets are is not in the list.
    assert {name for name, *_ in listed(frank)} == {"李二", "周七"}
    assert "桥西村" not in str(slips(frank, found="other"))


def test_each_is_what_a_look_at_its_own_photo_says(app: Flask, visits: dict[str, str], carol: Person):
    read(app)

    for one in slips(carol)["items"]:
        match = carol.get(f"/visits/{one['visit_id']}/paper").json
        assert (one["picture"], one["typed"]) == (match["picture"], match["typed"])
        assert one["note"].split("，")[0] in match["note"]


def test_what_is_damaged_keeps_nothing_else_from_being_read(app: Flask, visits: dict[str, str], carol: Person):
    def photo_of(name: str) -> str:
        return f"'{db.session.scalar(select(Slip.picture_sha256).where(Slip.visit_id == UUID(visits[name])))}'"

    damage("slip", "text", f"picture_sha256 = {photo_of('west')}")
    damage("blob", "data", f"sha256 = {photo_of('other')}")

    assert "读了 4 份" in read(app)
    assert slips(carol)["counts"] == {"other": 1, "unreadable": 2, "unread": 0}
    assert listed(carol, found="other") == [("赵三", "other", "none")]


def test_page_after_page_is_all_of_them(app: Flask, visits: dict[str, str], carol: Person):
    read(app)

    first = slips(carol, limit=2)
    rest = slips(carol, limit=2, after=first["next"])

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    whole = slips(carol)["items"]
    assert [*first["items"], *rest["items"]] == whole
    assert [one["visited_at"] for one in whole] == sorted((one["visited_at"] for one in whole), reverse=True)
    assert slips(carol, limit=0)["total"] == 3


def test_what_was_taken_back_is_seen_to(app: Flask, visits: dict[str, str], carol: Person):
    read(app)
    assert carol.post(f"/visits/{visits['other']}/withdraw", reason="拍的是别家的单子").status_code < 300

    assert listed(carol, found="other") == [("赵三", "other", "none")]
    assert slips(carol)["counts"]["other"] == 1


def test_what_is_signed_on_the_screen_is_never_read(app: Flask, county: County, alice: Person, carol: Person):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"], png()), blobs=(png(),))

    assert "没有要读的" in read(app)
    assert slips(carol)["total"] == 0


def test_who_may_not_look_is_not_told(visits: dict[str, str], alice: Person, charlie: Person):
    assert alice.get("/paper-slips").status_code == 403
    assert charlie.get("/paper-slips", scope=EAST).status_code == 404
    assert slips(charlie)["counts"] == {"other": 0, "unreadable": 0, "unread": 0}


def test_however_many_it_is_as_many_statements(app: Flask, visits: dict[str, str], carol: Person):
    def statements(**asked_for: Any) -> int:
        asked: list[str] = []
        listener = (db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
        event.listen(*listener)
        slips(carol, **asked_for)
        event.remove(*listener)
        return len(asked)

    read(app)
    slips(carol)
    assert statements() == statements(limit=1) <= 11


def test_the_code_that_was_typed_stands_in_the_list(app: Flask, county: County, alice: Person, carol: Person):
    phone = Phone(alice, county)
    handed_in(phone, county.doors["王一"], png(), "AAAABBBBC")
    handed_in(phone, county.doors["李二"], png(2), code_of(county.doors["王一"]))
    read(app)

    notes = {one["householder"]: one["note"] for one in slips(carol)["items"]}

    assert notes["王一"].endswith("填写的编码 AAAA BBBB C 不对，可能写错了字")
    assert notes["李二"].endswith(f"填写的编码 {shown(code_of(county.doors['王一']))} 是另一户的")
