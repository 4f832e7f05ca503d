"""工作进度表: each day's column is what coverage says of that day."""

import io
from datetime import timedelta

import openpyxl
import time_machine

from app import clock
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png


def table(person: Person, **query: str) -> dict[str, dict[str, object]]:
    with person.get("/exports/progress.xlsx", **query) as answer:
        assert answer.status_code == 200, answer.text
        rows = [
            [cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows()
        ]
    return {str(row[0]): dict(zip(rows[2], row, strict=True)) for row in rows[3:]}


def column(day) -> str:
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
            lines = carol.get("/coverage", by="village", on=day.isoformat()).json["items"]
            assert {line["name"]: line["covered"] for line in lines} == {
                name: row[column(day)] for name, row in shown.items()
            }

    assert [shown["桥东村"][column(day)] for day in reversed(days)] == [1, 1, 0, 0]
    assert (shown["桥西村"]["应访"], shown["桥西村"]["覆盖率"]) == (1, "100.00%")


def test_before_anybody_was_taught_it_is_all_noughts(carol: Person, county: County):
    assert {row[column(clock.today())] for row in table(carol).values()} == {0}
