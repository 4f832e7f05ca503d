"""Coverage over HTTP: levels, scopes, days, and what is asked wrongly."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from app import clock
from app.changes import writing
from app.db import db
from app.divisions.models import Division
from tests.county import EAST, EAST_1, HILL, OTHER_TOWN, TOWN, County
from tests.person import Person
from tests.phone import Phone, png


def test_a_county_is_shown_by_its_towns_and_a_village_by_its_grids(dora: Person):
    assert [line["name"] for line in dora.get("/coverage").json["items"]] == ["城关镇", "山前乡"]
    assert [line["name"] for line in dora.get("/coverage", scope=EAST).json["items"]] == ["第一网格", "第二网格"]


def test_an_official_number_entered_today_changes_no_day_gone_by(erin: Person):
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    with time_machine.travel(clock.now() - timedelta(days=1)):
        erin.patch(f"/divisions/{EAST}", official_households=4)
    erin.patch(f"/divisions/{EAST}", official_households=9)

    def official(on: str | None = None) -> int:
        return erin.get("/coverage", scope=TOWN, by="village", on=on).json["items"][0]["official"]

    assert (official(), official(yesterday)) == (9, 4)


def test_asking_for_a_whole_province_gives_the_part_that_is_mine(carol: Person):
    answer = carol.get("/coverage", scope="990000000000").json

    assert [line["name"] for line in answer["items"]] == ["清溪县"]
    assert answer["total"]["registered"] == 3


def test_a_division_without_a_door_is_there_and_has_no_rate(dora: Person):
    lines = dora.get("/coverage", scope=EAST).json["items"]

    assert (lines[1]["registered"], lines[1]["rate"]) == (0, None)


def test_a_worker_sees_the_figures_of_the_grids_they_walk(alice: Person):
    answer = alice.get("/coverage", by="grid").json

    assert [line["code"] for line in answer["items"]] == [EAST_1]
    assert answer["total"]["registered"] == 2


def test_the_official_number_of_a_village_gives_a_third_rate(erin: Person, alice: Person, county: County):
    erin.patch(f"/divisions/{EAST}", official_households=4)
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))

    line = erin.get("/coverage", scope=TOWN, by="village").json["items"][0]

    assert (line["rate"], line["official_rate"]) == (0.5, 0.25)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"scope": "123456789012"}, "unknown_division"),
        ({"scope": "nonsense"}, "unknown_division"),
        ({"scope": "1234567890123456"}, "unknown_division"),
        ({"on": "2099-01-01"}, "day_in_future"),
        ({"on": "yesterday"}, "invalid_input"),
        ({"by": "street"}, "invalid_input"),
        ({"kind": "castle"}, "invalid_input"),
        ({"campaign": "00000000-0000-7000-8000-000000000000"}, "not_found"),
        ({"surprise": "1"}, "invalid_input"),
    ],
)
def test_a_question_that_makes_no_sense_gets_a_sentence(dora: Person, query: dict[str, str], code: str):
    answer = dora.get("/coverage", **query)

    assert answer.json["code"] == code
    assert answer.json["message"]


def test_a_town_gone_from_the_official_list_keeps_its_doors_in_every_total(dora: Person):
    with writing():
        gone = (OTHER_TOWN, HILL)
        db.session.execute(update(Division).where(Division.code.in_(gone)).values(retired_on=clock.today()))

    totals = {level: dora.get("/coverage", by=level).json for level in ("county", "town", "village", "grid")}

    for answer in totals.values():
        assert answer["total"]["registered"] == 4
        assert sum(line["registered"] for line in answer["items"]) == 4


def test_the_official_number_of_a_village_says_nothing_about_a_part_of_it(erin: Person, alice: Person):
    erin.patch(f"/divisions/{EAST}", official_households=100)

    assert erin.get("/coverage", scope=EAST_1, by="village").json["total"]["official"] is None
    assert alice.get("/coverage", by="village").json["total"]["official"] is None
    by_grid = erin.get("/coverage", scope=EAST, by="grid").json["total"]
    assert by_grid == erin.get("/coverage", scope=EAST, by="village").json["total"]
    assert by_grid["official"] == 100


def test_before_anything_was_registered_there_is_nothing(dora: Person):
    answer = dora.get("/coverage", on=(clock.today() - timedelta(days=400)).isoformat()).json

    assert answer["total"]["registered"] == 0
    assert answer["total"]["rate"] is None


def test_another_town_is_another_total(dora: Person):
    assert dora.get("/coverage", scope=OTHER_TOWN).json["total"]["registered"] == 1
