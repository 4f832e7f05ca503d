"""The county looks through the log: by person, action, object and day, whole and as csv; nobody else does."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import update

from app import clock
from app.changes import writing
from app.db import db
from app.people.models import User
from tests.audit.reading import Entry, brief, whole_log
from tests.county import OTHER_TOWN, TOWN, County
from tests.person import Person


@pytest.fixture
def busy(carol: Person, charlie: Person, county: County) -> None:
    """Two stations at work: five reads of 城关镇, two of 山前乡, and one that was refused."""
    for name in ("王一", "李二"):
        carol.get(f"/households/{county.doors[name]}")
        carol.get("/households")
    carol.get("/exports/uncovered.csv")
    charlie.get("/households")
    charlie.get(f"/households/{county.doors['钱四']}")
    charlie.get(f"/households/{county.doors['王一']}")


def found(person: Person, **sought: str) -> list[Entry]:
    answer = person.get("/audit", **sought)
    assert answer.status_code == 200, answer.text
    assert answer.json["total"] == len(answer.json["items"])
    return answer.json["items"]


@pytest.mark.usefixtures("busy")
def test_it_is_found_by_person_action_object_day_and_outcome(erin: Person, county: County):
    door, today = str(county.doors["王一"]), clock.today()

    assert {entry["username"] for entry in found(erin, who="carol")} == {"carol"}
    assert {entry["action"] for entry in found(erin, action="export_doors")} == {"export_doors"}
    assert [brief(entry) for entry in found(erin, object=door)] == [
        ("charlie", "show_door", "not_found"),
        ("carol", "show_door", "done"),
    ]
    assert [entry["username"] for entry in found(erin, outcome="refused")] == ["charlie"]
    assert len(found(erin, on=today.isoformat())) == 11
    assert found(erin, on=(today - timedelta(days=1)).isoformat()) == []
    assert [brief(entry) for entry in found(erin, who="carol", action="show_door", object=door)] == [
        ("carol", "show_door", "done")
    ]


@pytest.mark.usefixtures("busy")
def test_page_after_page_shows_each_once_and_says_how_many(erin: Person):
    pages, after = [], None
    while True:
        answer = erin.get("/audit", limit=3, after=after).json
        pages.append([entry["seq"] for entry in answer["items"]])
        assert answer["total"] == 11
        after = answer["next"]
        if after is None:
            break

    assert [seq for page in pages for seq in page] == list(range(11, 0, -1))


@pytest.mark.usefixtures("busy")
def test_the_file_has_all_of_it_and_is_itself_in_the_log(dora: Person):
    entries = whole_log(dora)

    (stamp,), *rows = csv.reader(io.StringIO(dora.get("/audit.csv").text.lstrip("\ufeff")))

    assert stamp.startswith("导出编号 000002　Dora（督导，dora）　")
    assert rows[0][:4] == ["序号", "时间", "姓名", "用户名"]
    assert [row[-1] for row in rows[1:]] == [entry["chain_hash"] for entry in reversed(entries)]
    assert rows[1:][-1][2:5] == ["Carol", "carol", "派出所"]
    (own,) = found(dora, action="export_audit")
    assert own["said"] == f"{len(entries)} 条，导出编号 2"


@pytest.mark.parametrize("name", ["alice", "frank", "carol"])
@pytest.mark.parametrize("path", ["/audit", "/audit/state", "/audit.csv"])
def test_nobody_below_the_county_looks_at_it(request: pytest.FixtureRequest, name: str, path: str):
    assert request.getfixturevalue(name).get(path).json["code"] == "not_allowed"


@pytest.mark.usefixtures("busy")
def test_who_watches_over_a_town_sees_that_town(dora: Person, erin: Person):
    with writing():
        db.session.execute(update(User).where(User.username == "dora").values(scope=OTHER_TOWN))

    assert {entry["username"] for entry in found(dora)} == {"charlie"}
    assert dora.get("/audit", scope=TOWN).status_code == 404
    assert {entry["username"] for entry in found(erin, scope=OTHER_TOWN)} == {"charlie"}


@pytest.mark.usefixtures("busy")
def test_it_stands_when_the_account_is_gone_or_has_another_name(erin: Person):
    with writing():
        db.session.execute(update(User).where(User.username == "charlie").values(username="gone", name="走了"))

    assert {(entry["username"], entry["name"]) for entry in found(erin, who="charlie")} == {("charlie", "走了")}


def test_a_word_that_is_none_is_refused(erin: Person):
    assert erin.get("/audit", action="look").json["code"] == "invalid_input"
    assert erin.get("/audit", after="x").json["code"] == "invalid_input"


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"])
def test_a_day_at_the_end_of_all_calendars_has_nothing(erin: Person, day: str):
    assert found(erin, on=day) == []
    assert erin.get("/audit.csv", on=day).status_code == 200
