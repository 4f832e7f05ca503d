"""Moving doors to another village or grid."""

from datetime import timedelta

import time_machine

from app import clock
from tests.county import EAST_2, HILL_1, WEST, WEST_1, County
from tests.person import Person


def by_village(person: Person, on=None) -> dict[str, int]:
    return {line["name"]: line["registered"] for line in person.get("/coverage", by="village", on=on).json["items"]}


def test_the_doors_count_in_their_new_place_from_today(erin: Person, county: County):
    with time_machine.travel(clock.now() + timedelta(days=3)):
        moved = erin.post("/households/move", household_ids=[str(county.doors["王一"])], to_code=WEST_1)

        assert moved.json == {"moved": 1}
        assert by_village(erin) == {"桥东村": 1, "桥西村": 2, "山前村": 1}
        yesterday = clock.today() - timedelta(days=1)
        assert by_village(erin, on=yesterday) == {"桥东村": 2, "桥西村": 1, "山前村": 1}


def test_a_whole_grid_can_be_moved(erin: Person, county: County):
    moved = erin.post("/households/move", from_code="991101100001001", to_code=EAST_2)

    assert moved.json == {"moved": 2}


def test_a_village_without_a_grid_takes_doors_too(erin: Person, county: County):
    erin.post("/households/move", household_ids=[str(county.doors["王一"])], to_code=WEST)

    lines = erin.get("/coverage", scope=WEST, by="grid").json["items"]
    assert [(line["name"], line["registered"]) for line in lines] == [("桥西村（未分网格）", 1), ("桥西网格", 1)]


def test_the_phones_of_both_grids_hear_of_it(alice: Person, bob: Person, erin: Person, county: County):
    door = str(county.doors["王一"])
    seen_by_alice = alice.get("/sync/pull").json["next"]
    seen_by_bob = bob.get("/sync/pull").json["next"]

    erin.post("/households/move", household_ids=[door], to_code=WEST_1)

    lost = alice.get("/sync/pull", since=seen_by_alice).json["items"]
    got = bob.get("/sync/pull", since=seen_by_bob).json["items"]
    assert [(item["id"], item["data"]) for item in lost] == [(door, None)]
    assert [(item["id"], item["data"]["householder"]) for item in got] == [(door, "王一")]


def test_moving_there_again_changes_nothing(erin: Person, county: County):
    body = {"household_ids": [str(county.doors["钱四"])], "to_code": HILL_1}

    assert erin.post("/households/move", **body).json == {"moved": 0}


def test_a_place_that_does_not_exist_is_refused(erin: Person, county: County):
    answer = erin.post("/households/move", household_ids=[str(county.doors["王一"])], to_code="991101100009")

    assert answer.json["code"] == "unknown_division"
