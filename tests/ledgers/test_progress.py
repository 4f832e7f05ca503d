"""工作进度表: each day's column is what coverage says of that day."""

from datetime import date, timedelta

import time_machine

from app import clock
from tests.county import County
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
