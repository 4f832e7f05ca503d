"""The list of cases says of each whose home is known what was found, and can be narrowed to that."""

from collections import Counter

from sqlalchemy import event

from app.db import db
from tests.cases.desk import after, ago, knock, taken
from tests.county import County
from tests.person import Person
from tests.phone import Phone


def of_home(person: Person, home: object, **said: object) -> str:
    case = taken(person, **said)
    assert person.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
    return str(case["id"])


def test_each_case_has_its_verdict_and_the_list_is_narrowed_by_it(county: County, alice: Person, carol: Person):
    phone, doors = Phone(alice, county), county.doors
    knock(phone, doors["王一"])
    knock(phone, doors["李二"], "no_answer")
    with after(days=2):
        when = {"happened_from": ago(days=1)}
        due = {
            of_home(carol, doors["王一"], **when): "taught_before",
            of_home(carol, doors["李二"], **when): "not_taught_before",
            of_home(carol, doors["赵三"], **when): "not_visited",
            of_home(carol, doors["王一"], happened_from=ago(days=9)): "visited_after",
            of_home(carol, doors["李二"], happened_from=ago(days=3), happened_until=ago(days=1)): "unclear",
            of_home(carol, doors["王一"], happened_from=ago(hours=5)): "taught_before",
        }
        taken(carol)
        none = taken(carol)
        carol.put_json(f"/cases/{none['id']}/match", household_id=None)

        listed = carol.get("/cases").json["items"]
        assert {case["id"]: case["verdict"] for case in listed if case["verdict"]} == due
        assert len(listed) == 8
        for verdict, count in Counter(due.values()).items():
            page = carol.get("/cases", verdict=verdict).json
            assert page["total"] == count
            assert {case["id"] for case in page["items"]} == {i for i, told in due.items() if told == verdict}
        first = carol.get("/cases", verdict="taught_before", limit=1).json
        second = carol.get("/cases", verdict="taught_before", limit=1, after=first["next"]).json
        assert {case["id"] for case in (*first["items"], *second["items"])} == {
            i for i, told in due.items() if told == "taught_before"
        }
        assert second["total"] == 2


def test_a_longer_list_asks_the_database_no_more_often(county: County, carol: Person):
    def queries(**query: object) -> int:
        seen: list[str] = []

        def notice(*args: object) -> None:
            seen.append(str(args[2]))

        event.listen(db.engine, "before_cursor_execute", notice)
        assert carol.get("/cases", **query).status_code == 200
        event.remove(db.engine, "before_cursor_execute", notice)
        return len(seen)

    of_home(carol, county.doors["王一"])
    one, narrowed = queries(), queries(verdict="not_visited")
    for name in ("王一", "李二", "赵三"):
        for _ in range(4):
            of_home(carol, county.doors[name])

    assert (queries(), queries(verdict="not_visited")) == (one, narrowed)
