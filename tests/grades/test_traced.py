"""A trace-back grades a visit as could be told when the case happened, and not by what came later."""

from datetime import timedelta
from typing import Any

import pytest

from app import clock
from tests.cases.desk import after, ago, taken
from tests.county import County
from tests.grades import office
from tests.grades.office import at_door, hand_in, knock, position
from tests.person import Person
from tests.phone import Phone


def test_what_came_after_the_case_supports_nothing_of_before(county: County, alice: Person, carol: Person):
    doors, phone = office.doors(2), Phone(alice, county)
    at = clock.now() - timedelta(minutes=20)
    first, second = (
        knock(phone, door, at + timedelta(minutes=6 * number), position=position(*at_door(number)))
        for number, door in enumerate(doors)
    )
    hand_in(phone, first)
    with after(days=2):
        hand_in(phone, second)
    with after(days=2, minutes=5):
        case = taken(carol, happened_from=ago(days=1))
        other = taken(carol, happened_from=ago(minutes=1))

        def reasons(case_id: str) -> set[str]:
            (visit,) = carol.get(f"/cases/{case_id}/homes/{doors[0]}").json["visits"]
            return {reason["code"] for reason in visit["place_grade"]["reasons"]}

        assert reasons(case["id"]) >= {"near", "alone"}
        assert reasons(other["id"]) >= {"near", "around"}
        now = carol.get(f"/households/{doors[0]}/grades").json["items"][0]
        assert {reason["code"] for reason in now["reasons"]} == reasons(other["id"])


@pytest.mark.parametrize(
    ("taken_back", "reaches_back", "supported"), [(True, False, True), (True, True, False), (False, False, True)]
)
def test_what_was_taken_back_after_the_case_supported_it_then(
    county: County, alice: Person, carol: Person, taken_back: bool, reaches_back: bool, supported: bool
):
    """A visit next door that somebody takes back later was there when the case happened, unless it never was."""
    doors, phone = office.doors(2), Phone(alice, county)
    begun = clock.now() - timedelta(minutes=20)
    seen = {"server_time": (begun - timedelta(minutes=1)).isoformat(), "mono_ms": 1000, "boot_id": "boot-1"}
    visits = hand_in(
        phone,
        *(
            knock(
                phone,
                door,
                begun + timedelta(minutes=6 * number),
                position=position(*at_door(number)),
                clock_anchor=seen,
                mono_ms=61_000 + 360_000 * number,
            )
            for number, door in enumerate(doors)
        ),
    )
    with after(days=1):
        case = taken(carol, happened_from=ago(hours=3))
    with after(days=2):
        if taken_back:
            said: dict[str, Any] = {"reason": "走错了门", "reaches_back": reaches_back}
            answer = carol.post(f"/visits/{visits[1]}/withdraw", **said)
            assert answer.status_code < 300, answer.text

        (visit,) = carol.get(f"/cases/{case['id']}/homes/{doors[0]}").json["visits"]
        codes = {reason["code"] for reason in visit["place_grade"]["reasons"]}
        assert (visit["place_grade"]["grade"], "around" in codes) == (("A", True) if supported else ("B", False))
        # On the door's page the grade is the one of today.
        now = carol.get(f"/households/{doors[0]}/grades").json["items"][0]
        assert now["grade"] == ("B" if taken_back else "A")
