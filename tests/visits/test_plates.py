"""A door's 二维码门牌: bound by its first scan; a later scan of another one is kept and said, and moves nothing."""

from typing import Any
from uuid import UUID

from app.db import db
from app.households.models import Household
from tests.county import County
from tests.person import Person
from tests.phone import Phone, sha256

PLATE, OTHER = sha256("https://dz.example.cn/3418251002000123"), sha256("https://dz.example.cn/3418251002000124")


def scanned(phone: Phone, door: UUID, plate: str | None) -> dict[str, Any]:
    """Nobody answered, and this was scanned."""
    return {**phone.visit(door, photos=[], plate=plate), "schema_version": 3}


def plate_of(door: UUID) -> str | None:
    db.session.expire_all()
    return db.session.get_one(Household, door).plate


def told(person: Person, door: UUID) -> list[str | None]:
    """What the desk says of the plates at each visit, the newest first."""
    return [visit["plate"] for visit in person.get(f"/households/{door}").json["visits"]]


def test_the_first_scan_binds_a_plate_and_phones_are_told(alice: Person, carol: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]

    (verdict,) = phone.verdicts(scanned(phone, door, PLATE))

    assert verdict["status"] == "created"
    assert plate_of(door) == PLATE
    assert told(carol, door) == ["own"]
    doors = {
        item["id"]: item["data"] for item in alice.get("/sync/snapshot").json["items"] if item["kind"] == "household"
    }
    assert doors[str(door)]["plate"] == PLATE


def test_another_plate_at_the_door_changes_nothing_and_is_said(alice: Person, carol: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]
    phone.verdicts(scanned(phone, door, PLATE))

    (verdict,) = phone.verdicts(scanned(phone, door, OTHER))

    assert verdict["status"] == "created"
    assert plate_of(door) == PLATE
    assert sorted(told(carol, door), key=str) == ["another", "own"]


def test_a_plate_is_on_one_door(alice: Person, carol: Person, county: County):
    phone, first, second = Phone(alice, county), county.doors["王一"], county.doors["李二"]

    # Two in one batch, and one that comes later.
    phone.verdicts(scanned(phone, first, PLATE), scanned(phone, second, PLATE))
    phone.verdicts(scanned(phone, second, PLATE))

    assert (plate_of(first), plate_of(second)) == (PLATE, None)
    assert told(carol, second) == ["another", "another"]


def test_who_scanned_nothing_binds_nothing(alice: Person, carol: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]

    phone.verdicts(scanned(phone, door, None), scanned(phone, door, None))

    assert plate_of(door) is None
    assert told(carol, door) == [None, None]


def test_outside_ones_grids_nothing_is_bound(bob: Person, county: County):
    phone, door = Phone(bob, county), county.doors["王一"]

    (verdict,) = phone.verdicts(scanned(phone, door, PLATE))

    assert verdict["status"] == "needs_review"
    assert plate_of(door) is None


def test_what_is_no_digest_is_set_aside(alice: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]

    (verdict,) = phone.verdicts(scanned(phone, door, "https://dz.example.cn/1"))

    assert verdict["status"] == "quarantined"
    assert plate_of(door) is None
