"""Each reason is asked for with the evidence that it needs, and holds as long as it may."""

from datetime import date, timedelta
from typing import Any

import pytest

from app import clock
from tests.asking import ask, evidence
from tests.county import County
from tests.person import Person
from tests.phone import png

NEEDED = {
    "vacant": {"photo": "photos", "witness": "witness"},
    "registered_only": {"cadre": "witness", "words": "evidence"},
    "away": {"witness": "witness", "returns_on": "returns_on"},
    "lives_elsewhere": {"witness": "witness", "words": "evidence"},
    "demolished": {"photo": "photos"},
    "moved_out": {"cadre": "witness", "words": "evidence"},
}
EMPTY: dict[str, Any] = {"photos": [], "witness": "", "evidence": "", "returns_on": None}
ONE_BY_ONE = [(reason, lacks, name) for reason, needs in NEEDED.items() for lacks, name in needs.items()]


@pytest.mark.parametrize("reason", NEEDED)
def test_what_a_reason_needs_is_enough(alice: Person, county: County, reason: str):
    assert ask(alice, county.doors["王一"], reason).json["reason"] == reason


@pytest.mark.parametrize(("reason", "lacks", "name"), ONE_BY_ONE)
def test_without_one_piece_of_it_nothing_is_asked(
    alice: Person, carol: Person, county: County, reason: str, lacks: str, name: str
):
    answer = ask(alice, county.doors["王一"], reason, **{name: EMPTY[name]})

    assert (answer.status_code, answer.json["code"]) == (422, "evidence_missing")
    assert answer.json["details"]["missing"] == [lacks]
    assert "还缺" in answer.json["message"]
    assert carol.get("/exclusions").json["total"] == 0


def test_all_that_is_missing_is_said_at_once(alice: Person, county: County):
    answer = ask(alice, county.doors["王一"], "vacant", **EMPTY)

    assert answer.json["details"]["missing"] == ["photo", "witness"]
    assert answer.json["message"] == "按“空户”申请剔除，还缺：现场照片、证明人（邻居或村干部）的姓名。补齐后再提交。"


def test_a_neighbour_is_no_cadre(alice: Person, county: County):
    answer = ask(alice, county.doors["王一"], "moved_out", witness_role="neighbour")

    assert answer.json["details"]["missing"] == ["cadre"]


@pytest.mark.parametrize("blank", [{"witness": "  "}, {"witness_role": None}])
def test_a_blank_name_vouches_for_nothing(alice: Person, county: County, blank: dict[str, Any]):
    assert ask(alice, county.doors["王一"], "away", **blank).json["details"]["missing"] == ["witness"]


def test_one_photo_is_named_once(alice: Person, county: County):
    photos = evidence("vacant")["photos"] * 2

    assert ask(alice, county.doors["王一"], "vacant", photos=photos).json["code"] == "invalid_input"


@pytest.mark.parametrize(
    ("reason", "usual", "most"),
    [
        ("vacant", 180, 366),
        ("registered_only", 180, 366),
        ("away", 180, 180),
        ("lives_elsewhere", 180, 366),
        ("demolished", 366, 366),
        ("moved_out", 90, 180),
    ],
)
def test_each_reason_has_its_usual_days_and_its_most(
    alice: Person, frank: Person, county: County, reason: str, usual: int, most: int
):
    today, longest = clock.today(), clock.today() + timedelta(days=most)
    usually = ask(alice, county.doors["王一"], reason).json
    late = {"returns_on": (today + timedelta(days=999)).isoformat()} if reason == "away" else {}

    assert usually["expires_on"] == (today + timedelta(days=usual)).isoformat()
    too_far = ask(frank, county.doors["李二"], reason, longest + timedelta(days=1), **late).json
    assert (too_far["code"], too_far["details"]) == ("expiry_too_far", {"days": most})
    assert ask(frank, county.doors["李二"], reason, longest, **late).status_code == 201


def away(person: Person, county: County, returns_on: date, expires_on: date | None = None):
    return ask(person, county.doors["王一"], "away", expires_on, returns_on=returns_on.isoformat())


def test_on_the_day_of_coming_home_the_door_is_knocked_at_again(alice: Person, county: County):
    home = clock.today() + timedelta(days=20)

    assert away(alice, county, home, home).json["code"] == "expiry_after_return"
    assert away(alice, county, home).json["expires_on"] == (home - timedelta(days=1)).isoformat()


def test_whoever_is_home_is_not_away(alice: Person, county: County):
    assert away(alice, county, clock.today()).json["code"] == "return_day_passed"


def test_a_photo_is_of_the_evidence_though_the_reason_needs_none(alice: Person, county: County):
    given = evidence("demolished", png(9))

    assert ask(alice, county.doors["王一"], "moved_out", **given).json["photos_waiting"] == 1
