"""工作进度表: each day's column is what coverage says of that day."""

from datetime import date, timedelta

import time_machine

from app import clock
from app.changes import writing
from app.db import db
from app.divisions.models import Division
from tests.county import EAST_1, WEST, WEST_1, County
from tests.ledgers.reading import Line, ledger
from tests.person import Person
from tests.phone import Phone, png


def table(person: Person, **query: str) -> dict[str, Line]:
    return {line["村（社区）"]: line for line in ledger(person, "progress", **query)[0]}


def column(day: date) -> str:
    return f"{day.month}月{day.day}日"


def test_each_day_is_what_coverage_says_of_it(alice: Person, bob: Person, carol: Person, county: County):
    start = clock.now()
    first = Phone(alice, county).taught(county.doors["王一"])
    Phone(alice, county).verdicts(first, blobs=(png(),))
    with time_machine.travel(start + timedelta(days=1)):
        Phone(bob, county).verdicts(Phone(bob, county).taught(county.doors["赵三"]), blobs=(png(),))
    with time_machine.travel(start + timedelta(days=2)):
        carol.post(f"/visits/{first['id']}/withdraw", reason="签错了户")
    with time_machine.travel(start + timedelta(days=3)):
        shown = table(carol)
        days = [clock.today() - timedelta(days=back) for back in range(4)]
        for day in days:
            answer = carol.get("/coverage", by="village", on=day.isoformat()).json
            assert {line["name"]: line["covered"] for line in answer["items"]} | {
                "合计": answer["total"]["covered"]
            } == {name: row[column(day)] for name, row in shown.items()}

    assert [shown["桥东村"][column(day)] for day in reversed(days)] == [1, 1, 0, 0]
    assert (shown["桥西村"]["应访户数"], shown["桥西村"]["覆盖率"]) == (1, "100.00%")


def test_before_anybody_was_taught_it_is_all_noughts(carol: Person, county: County):
    assert {row[column(clock.today())] for row in table(carol).values()} == {0}


def test_a_village_that_was_merged_still_counts_on_its_days(alice: Person, bob: Person, erin: Person, county: County):
    start = clock.start_of(clock.today()) + timedelta(hours=12)
    with time_machine.travel(start, tick=False) as now:
        for person, door in ((alice, "王一"), (bob, "赵三")):
            Phone(person, county).verdicts(Phone(person, county).taught(county.doors[door]), blobs=(png(),))
        now.shift(timedelta(days=3))
        erin.post("/households/move", household_ids=[str(county.doors["赵三"])], to_code=EAST_1)
        with writing():
            for code in (WEST_1, WEST):
                db.session.get_one(Division, code).retired_on = clock.today()
        now.shift(timedelta(days=1))
        shown = table(erin, first=start.date().isoformat())
        for back in range(5):
            day = clock.today() - timedelta(days=back)
            assert shown["合计"][column(day)] == erin.get("/coverage", on=day.isoformat()).json["total"]["covered"] == 2
        eve = (clock.today() - timedelta(days=1)).isoformat()
        rows = ledger(erin, "villages", first=eve)[0]
        gained = sum(row["本期新增覆盖"] for row in rows if row["村（社区）"] != "合计")

    assert (shown["桥西村"][column(start.date())], shown["桥西村"]["登记户数"]) == (1, 0)
    assert gained == 0
