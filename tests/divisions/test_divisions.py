"""The tree as each person sees it, its grids, and who walks them."""

import pytest

from tests.county import COUNTY, EAST, EAST_1, EAST_2, HILL, HILL_1, OTHER_TOWN, TOWN, WEST, WEST_1, County
from tests.person import Person


def codes(person: Person, parent: str | None = None) -> list[str]:
    return [item["code"] for item in person.get("/divisions", parent=parent).json["items"]]


def test_everybody_begins_at_their_own_division(
    alice: Person, carol: Person, dora: Person, frank: Person, county: County
) -> None:
    assert codes(alice) == [EAST_1]
    assert codes(carol) == [TOWN]
    assert codes(dora) == [COUNTY]
    assert codes(frank) == [EAST]


def test_the_tree_opens_downwards(dora: Person) -> None:
    assert codes(dora, COUNTY) == [TOWN, OTHER_TOWN]
    assert codes(dora, TOWN) == [EAST, WEST]
    assert codes(dora, EAST) == [EAST_1, EAST_2]
    assert codes(dora, EAST_1) == []


def test_above_ones_own_only_the_way_to_it_is_seen(alice: Person, carol: Person) -> None:
    assert codes(carol, COUNTY) == [TOWN]
    assert codes(alice, TOWN) == [EAST]
    assert codes(alice, EAST) == [EAST_1]


def test_a_grid_says_who_walks_it_and_where_it_lies(carol: Person, alice: Person) -> None:
    grid = carol.get(f"/divisions/{EAST_1}").json

    assert grid["workers"] == [{"id": alice.id, "name": "Alice"}]
    assert [step["name"] for step in grid["path"]] == ["清溪县", "城关镇", "桥东村", "第一网格"]
    assert (grid["level"], grid["parent_code"], grid["retired_on"]) == ("grid", EAST, None)


@pytest.mark.parametrize("code", [HILL, HILL_1, COUNTY, "991101100009", "123", "99110110000x"])
def test_what_is_not_ones_own_or_not_there_is_not_found(carol: Person, code: str) -> None:
    answer = carol.get(f"/divisions/{code}")

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_division")


def test_a_new_grid_gets_the_next_code(frank: Person) -> None:
    made = frank.post("/divisions", parent_code=EAST, name="第三网格")

    assert made.status_code == 201
    assert (made.json["code"], made.json["level"], made.json["workers"]) == (EAST + "003", "grid", [])
    assert codes(frank, EAST) == [EAST_1, EAST_2, EAST + "003"]


@pytest.mark.parametrize(
    ("parent", "name", "code"),
    [(TOWN, "第三网格", "not_a_village"), (EAST, "第一网格", "grid_name_taken"), (EAST_1, "一组", "not_a_village")],
)
def test_a_grid_is_cut_in_a_village_under_a_name_of_its_own(carol: Person, parent: str, name: str, code: str) -> None:
    assert carol.post("/divisions", parent_code=parent, name=name).json["code"] == code


@pytest.mark.parametrize("name", ["", "   ", "一" * 41, "网\x00格"])
def test_a_grid_has_a_name_that_can_be_read(carol: Person, name: str) -> None:
    answer = carol.post("/divisions", parent_code=EAST, name=name)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")


def test_blanks_around_a_name_are_left_out_and_rare_characters_kept(carol: Person) -> None:
    assert carol.post("/divisions", parent_code=EAST, name=" 𠮷祥网格 ").json["name"] == "𠮷祥网格"


def test_a_grid_takes_another_name_but_a_village_keeps_the_official_one(carol: Person) -> None:
    renamed = carol.patch(f"/divisions/{EAST_1}", name="河东网格")
    village = carol.patch(f"/divisions/{EAST}", name="河东村")

    assert renamed.json["name"] == "河东网格"
    assert village.json["code"] == "not_a_grid"
    assert carol.get(f"/divisions/{EAST}").json["name"] == "桥东村"


def test_a_grid_may_keep_its_name_but_not_take_its_neighbours(carol: Person) -> None:
    assert carol.patch(f"/divisions/{EAST_1}", name="第一网格").status_code == 200
    assert carol.patch(f"/divisions/{EAST_1}", name="第二网格").json["code"] == "grid_name_taken"


def test_a_villages_official_number_can_be_entered_and_taken_away(carol: Person) -> None:
    assert carol.patch(f"/divisions/{EAST}", official_households=320).json["official_households"] == 320
    assert carol.patch(f"/divisions/{EAST}", official_households=None).json["official_households"] is None
    assert carol.patch(f"/divisions/{EAST_1}", official_households=9).json["code"] == "not_a_village"
    assert carol.patch(f"/divisions/{EAST}", official_households=-1).json["code"] == "invalid_input"


def test_a_worker_gets_a_grid_and_loses_it(carol: Person, alice: Person) -> None:
    assert carol.put(f"/divisions/{WEST_1}/workers/{alice.id}").status_code == 204
    assert carol.put(f"/divisions/{WEST_1}/workers/{alice.id}").status_code == 204
    assert codes(alice) == [EAST_1, WEST_1]
    assert [w["name"] for w in carol.get(f"/divisions/{WEST_1}").json["workers"]] == ["Alice", "Bob"]

    assert carol.delete(f"/divisions/{WEST_1}/workers/{alice.id}").status_code == 204
    assert codes(alice) == [EAST_1]


def test_only_workers_walk_and_only_grids_are_walked(carol: Person, frank: Person, alice: Person) -> None:
    assert carol.put(f"/divisions/{WEST_1}/workers/{frank.id}").json["code"] == "not_a_worker"
    assert carol.put(f"/divisions/{WEST}/workers/{alice.id}").json["code"] == "not_a_grid"


def test_a_station_neither_lends_out_its_grids_nor_borrows_workers(charlie: Person, alice: Person) -> None:
    assert charlie.put(f"/divisions/{EAST_2}/workers/{alice.id}").status_code == 404
    assert charlie.put(f"/divisions/{HILL_1}/workers/{alice.id}").status_code == 404
    assert charlie.post("/divisions", parent_code=EAST, name="第三网格").status_code == 404
    assert charlie.patch(f"/divisions/{EAST_1}", name="河东网格").status_code == 404


def test_a_worker_changes_nothing(alice: Person) -> None:
    assert alice.post("/divisions", parent_code=EAST, name="第三网格").status_code == 403
    assert alice.patch(f"/divisions/{EAST_1}", name="河东网格").status_code == 403
