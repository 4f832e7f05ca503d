"""A trace-back grades a visit as could be told when the case happened, and not by what came later."""

from datetime import timedelta

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
