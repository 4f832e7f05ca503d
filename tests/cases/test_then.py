"""As whom a home was registered when a case happened, and who was never its householder."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
import time_machine

from app import clock
from app.changes import writing
from app.db import db
from app.households.models import Household, Resident
from app.households.registering import set_family
from tests.cases.desk import PHONE, after, knock, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import trace
from tests.county import EAST_1, WEST_1, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone

BOTH_NAMES = "孙五或钱新（案发期间登记有变更，说不清先后）"
BOTH_PLACES = "桥东村第一网格或桥西村桥西网格"


def at(hour: int, day: int) -> datetime:
    return clock.moment(clock.today() + timedelta(days=day), time(hour))


def another_family(home: UUID) -> None:
    with writing():
        set_family(db.session.get_one(Household, home), "钱新", "13700001111")


@pytest.mark.parametrize(
    ("hours", "householder", "place"),
    [
        ((-30, -20), "孙五", "桥东村第一网格"),
        ((2, 10), "孙五", f"{BOTH_PLACES}（案发当天迁移，说不清先后）"),
        ((11, 13), BOTH_NAMES, f"{BOTH_PLACES}（案发当天迁移，说不清先后）"),
        ((-12, 23), BOTH_NAMES, f"{BOTH_PLACES}（案发期间迁移，说不清先后）"),
        ((-12, 10), "孙五", f"{BOTH_PLACES}（案发期间迁移，说不清先后）"),
        ((12, 13), "钱新", f"{BOTH_PLACES}（案发当天迁移，说不清先后）"),
        ((30, 40), "钱新", "桥西村桥西网格"),
    ],
)
def test_whoever_was_registered_within_the_cases_time_is_told(
    county: County, carol: Person, hours: tuple[int, int], householder: str, place: str
):
    """Another family came in at noon, and that day the home was moved to another village's grid."""
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE, registered_on=clock.today() - timedelta(days=9))
    midnight, noon, now = at(0, 2), at(12, 2), at(9, 6)
    with time_machine.travel(noon, tick=False):
        another_family(home)
        assert carol.post("/households/move", household_ids=[str(home)], to_code=WEST_1).status_code == 200

    with time_machine.travel(now, tick=True):
        first, last = ((midnight + timedelta(hours=hour)).isoformat() for hour in hours)
        case = taken(carol, happened_from=first, happened_until=last)
        then = carol.get(f"/cases/{case['id']}/homes/{home}").json["then"]

    assert (then["householder"], then["place_name"]) == (householder, place)
    assert (then["address"], then["title"]) == ("桥东村5号", None)


def test_who_lived_with_a_family_that_left_was_never_the_householder(county: County, carol: Person):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    with writing():
        db.session.add(Resident(household_id=home, name="孙小五", phone="13900000003"))
    happened, noon, now = at(12, 1), at(12, 2), at(9, 6)
    with time_machine.travel(noon, tick=True):
        another_family(home)

    with time_machine.travel(now, tick=True):
        case = taken(carol, victim="孙小五", phone="13900000003", happened_from=happened.isoformat())
        traced = carol.get(f"/cases/{case['id']}/homes/{home}").json
        (candidate,) = carol.get(f"/cases/{case['id']}/homes").json["items"]

    assert traced["then"]["householder"] == "孙五"
    assert [one["said"] for one in traced["happenings"] if one["what"] == "renamed"] == [
        "登记有变更：户主 孙五 → 钱新，电话有变化"
    ]
    # And by their own name and number they are found.
    assert candidate["strength"] == "strong"


def test_a_case_over_several_days_tells_how_its_first_and_its_last_counted(
    county: County, alice: Person, carol: Person
):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    with after(days=2):
        knock(Phone(alice, county), home, slip={"signer_name": "孙五"})
    with after(days=5):
        days = [(clock.now() - timedelta(days=days)).replace(second=0, microsecond=0).isoformat() for days in (4, 2)]
        case = taken(carol, happened_from=days[0], happened_until=days[1])
        then = trace(carol, case, home)["then"]
        assert [then[name]["state"] for name in ("coverage", "coverage_last")] == ["uncovered", "covered"]
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
        said = "".join("".join(texts(opened(carol, made(carol, case["id"]))["evidence.pdf"])).split())
        assert "，案发首日统计为未覆盖（" in said
        assert "，案发末日统计为已覆盖（" in said
        one_day = trace(carol, taken(carol, happened_from=days[0]), home)["then"]
        assert (one_day["coverage"]["state"], one_day["coverage_last"]) == ("uncovered", None)
