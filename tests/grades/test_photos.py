"""A photo that stood at another door before, with the same worker or with a colleague."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.grades.flags import look
from app.grades.photos import Use
from tests.county import EAST, WEST, WEST_1, County
from tests.grades import office
from tests.grades.office import a_morning
from tests.grades.test_grading import NOON, Seen, visit
from tests.grades.test_office import flags, line_of
from tests.person import Person
from tests.phone import Phone, png, sha256

pytestmark = pytest.mark.one_database

PHOTO = png(900)


def shown(minutes: float, *photos: str, **said: Any) -> Seen:
    return visit(
        minutes, 30 * minutes % 97, photos=frozenset(photos), pictures=frozenset({*photos, f"own-{minutes}"}), **said
    )


def photo_flag(visits: list[Seen], uses: dict[str, list[Use]] | None = None) -> tuple[int, str] | None:
    found = [flag for flag in look(visits, {}, {}, uses or {}).flags if flag.code == "same_photo"]
    return (len(found[0].visits), found[0].said) if found else None


def test_a_photo_of_ones_own_used_again():
    apart = [shown(0, "a"), shown(9, "b"), shown(20, "a")]
    assert photo_flag(apart) == (1, "有 1 次走访的照片，自己在别的户用过")
    # The one of the door just before, once, is a mistake; twice is none.
    assert photo_flag([shown(0, "a"), shown(9, "a")]) is None
    assert photo_flag([shown(0, "a"), shown(9, "a"), shown(20, "b"), shown(31, "b")]) == (
        2,
        "有 2 次走访的照片，自己在别的户用过",
    )
    assert photo_flag([shown(0, "a", household_id="x"), shown(60, "b"), shown(90, "a", household_id="x")]) is None
    # In another village or week.
    assert photo_flag(apart[:1], {"a": [Use(NOON - timedelta(days=9), "y")]})
    assert photo_flag([], {}) is None


def test_a_photo_of_a_colleague_is_found_at_once_with_whoever_came_later():
    def used(minutes: float, door: Any = "y") -> dict[str, list[Use]]:
        return {"a": [Use(NOON + timedelta(minutes=minutes), door, is_own=False)]}

    mine = shown(0, "a")
    assert photo_flag([mine], used(-5)) == (1, "有 1 次走访的照片，同事在别的户用过")
    assert photo_flag([mine], used(5)) is None
    assert photo_flag([mine], used(-5, mine.household_id)) is None


def handed_in(phone: Phone, door: UUID, minutes: float) -> None:
    """A taught visit with the photo, and a signature of its own."""
    own = png(phone.seq + 500)
    event = phone.taught(door, own, device_time=(a_morning() + timedelta(minutes=minutes)).isoformat())
    body = {**json.loads(event["body"]), "photos": [sha256(PHOTO)]}
    event["schema_version"], event["body"] = 2, json.dumps(body, ensure_ascii=False)
    event["sha256"] = sha256(event["body"])
    (verdict,) = phone.verdicts(event, blobs=(own, PHOTO))
    assert verdict["status"] == "created", verdict


def test_the_office_is_told_of_both(county: County, alice: Person, bob: Person, dora: Person):
    phone, here, there = Phone(alice, county), office.doors(3), office.doors(2, WEST_1)
    handed_in(phone, here[0], 0)
    handed_in(phone, here[1], 15)
    handed_in(phone, here[2], 30)
    handed_in(Phone(bob, county), there[0], 90)

    assert flags(line_of(dora, scope=EAST)) == {"same_photo": 2}
    line = line_of(dora, scope=WEST)
    assert flags(line) == {"same_photo": 1}
    assert line["flags"][0]["said"] == "有 1 次走访的照片，同事在别的户用过"
    assert [one["household_id"] for one in line["flags"][0]["visits"]] == [str(there[0])]
