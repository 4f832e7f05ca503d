"""Whether a home was left out of the denominator when a case happened: to the minute, whoever put it back and when."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import update

from app import clock
from app.changes import writing
from app.db import db
from app.households.models import Exclusion
from tests.asking import ask
from tests.cases.desk import taken
from tests.county import County
from tests.person import Person


def at(hour: int, day: int = 1) -> datetime:
    return clock.moment(clock.today() + timedelta(days=day), time(hour))


def during(instant: datetime) -> Any:
    return time_machine.travel(instant, tick=True)


def excluded(carol: Person, erin: Person, home: UUID, end: datetime) -> str:
    """Approved tomorrow at nine, and ended at some later time; that exclusion's id."""
    asked = str(ask(carol, home, "lives_elsewhere").json["id"])
    nine = at(9)
    with during(nine):
        assert erin.post(f"/exclusions/{asked}/approve").status_code == 200
    with during(end):
        assert carol.post(f"/exclusions/{asked}/end").status_code == 200
    return asked


def told(carol: Person, home: UUID, happened: datetime, now: datetime) -> tuple[str, list[tuple[str, str, str]]]:
    with during(now):
        case = taken(carol, happened_from=happened.isoformat())
        traced = carol.get(f"/cases/{case['id']}/homes/{home}").json
    return traced["excluded"], [
        (one["what"], one["order"], one["said"])
        for one in traced["happenings"]
        if one["what"] in ("excluded", "readmitted")
    ]


@pytest.mark.parametrize(
    ("hour", "day", "extent", "orders"),
    [
        (8, 1, "no", ["after", "after"]),
        (12, 1, "yes", ["before", "after"]),
        (8, 3, "yes", ["before", "after"]),
        (20, 3, "no", ["before", "before"]),
    ],
)
def test_an_exclusion_holds_until_the_minute_at_which_somebody_ended_it(
    county: County, carol: Person, erin: Person, hour: int, day: int, extent: str, orders: list[str]
):
    home, happened, now = county.doors["李二"], at(hour, day), at(9, 5)
    excluded(carol, erin, home, end=at(15, 3))

    told_extent, line = told(carol, home, happened, now)

    assert (told_extent, [order for _, order, _ in line]) == (extent, orders)
    assert "原定到" in line[0][2]
    assert line[1][2] == "提前结束剔除（人户分离），15:00 由 Carol 结束"


def test_one_that_was_approved_and_ended_on_one_day_is_told(county: County, carol: Person, erin: Person):
    home, noon, evening, now = county.doors["李二"], at(12), at(20), at(9, 2)
    excluded(carol, erin, home, end=at(15))

    extent, line = told(carol, home, noon, now)
    assert (extent, [(what, order) for what, order, _ in line]) == (
        "yes",
        [("excluded", "before"), ("readmitted", "after")],
    )
    assert told(carol, home, evening, now)[0] == "no"


def test_of_an_end_whose_hour_was_not_kept_only_the_day_is_known(county: County, carol: Person, erin: Person):
    home, now = county.doors["李二"], at(9, 5)
    cases = {"yes": at(8, 2), "unclear": at(12, 3), "no": at(0, 4)}
    asked = excluded(carol, erin, home, end=at(15, 3))
    with writing():
        db.session.execute(update(Exclusion).where(Exclusion.id == UUID(asked)).values(ended_at=None, ended_by=None))

    said = {extent: told(carol, home, happened, now) for extent, happened in cases.items()}

    assert {name: extent for name, (extent, _) in said.items()} == {name: name for name in cases}
    assert [order for _, order, _ in said["unclear"][1]] == ["before", "unclear"]
    assert said["unclear"][1][1][2] == "剔除（人户分离）当天提前结束，几点、由谁没有记录"


def test_one_that_runs_out_says_its_last_day_and_nobody(county: County, carol: Person, erin: Person):
    asked = ask(carol, county.doors["李二"], "lives_elsewhere").json["id"]
    assert erin.post(f"/exclusions/{asked}/approve").status_code == 200
    with during(at(9)):
        (line,) = told(carol, county.doors["李二"], at(8, 0), at(9, 0))[1]
    assert line[2].startswith("批准剔除（人户分离），到 ")
