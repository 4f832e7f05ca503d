"""Two rows that may be one door are offered for merging, never silently doubled."""

import pytest

from tests.county import EAST, County
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook

_TWO = workbook(HEADER, door("孙五", "2组5号", 联系电话="13812345678"), door("孙武", "2组5号"))


def test_two_names_at_one_address_are_offered(frank: Person) -> None:
    roster = Import(frank, _TWO, EAST)

    assert roster.counts == {"new": 1, "merge": 1}
    row = roster.rows("merge")[0]
    assert row["reason"] == "第 3 行：与第 2 行 孙五 同一地址，可能是同一户"
    assert row["merge_with"] == {"household_id": None, "row_no": 2, "householder": "孙五", "address": "2组5号"}


def test_merged_they_are_one_door_and_stay_one(frank: Person) -> None:
    Import(frank, _TWO, EAST).commit(merge_rows=[3])

    assert _names(frank, "2组5号") == ["孙五"]
    assert Import(frank, _TWO, EAST).counts == {"same": 2}


def test_separated_they_are_two_doors_and_stay_two(frank: Person) -> None:
    Import(frank, _TWO, EAST).commit(separate_rows=[3])

    assert _names(frank, "2组5号") == ["孙五", "孙武"]
    assert Import(frank, _TWO, EAST).counts == {"same": 2}


def test_undecided_they_stay_out_and_come_back(frank: Person) -> None:
    roster = Import(frank, _TWO, EAST).commit()

    assert _names(frank, "2组5号") == ["孙五"]
    assert [row[0] for row in roster.bad_rows()[1:]] == ["孙武"]


def test_decided_ones_are_not_in_the_workbook_of_bad_rows(frank: Person) -> None:
    assert len(Import(frank, _TWO, EAST).commit(merge_rows=[3]).bad_rows()) == 1


def test_a_door_of_the_register_with_another_householder_is_offered(frank: Person, county: County) -> None:
    data = workbook(HEADER, door("王大一", "桥东村1组1号"))
    roster = Import(frank, data, EAST)

    assert roster.counts == {"merge": 1}
    assert roster.rows()[0]["merge_with"]["household_id"] == str(county.doors["王一"])
    roster.commit(merge_rows=[2])
    assert _names(frank, "桥东村1组1号") == ["王大一"]
    assert Import(frank, data, EAST).counts == {"same": 1}


@pytest.mark.parametrize("address", ["桥东村三组", "桥东村3组", "桥头"])
def test_an_address_that_names_no_single_door_is_no_reason_to_merge(frank: Person, address: str) -> None:
    assert Import(frank, workbook(HEADER, door("孙五", address), door("周六", address)), EAST).counts == {"new": 2}


def test_one_number_for_two_homes_is_offered(frank: Person) -> None:
    rows = [
        ("户号", "户主姓名", "地址"),
        ("7001", "孙五", "2组5号"),
        ("7001", "周六", "2组6号"),
        ("7002", "吴七", "2组5号"),
    ]
    data = workbook(*rows)
    roster = Import(frank, data, EAST)

    assert [row["verdict"] for row in roster.rows()] == ["new", "merge", "new"]
    assert "与第 2 行户号相同，但户主、地址不同" in roster.row(3)["reason"]
    roster.commit(separate_rows=[3])
    assert Import(frank, data, EAST).counts == {"same": 3}


def test_a_row_written_twice_is_one(frank: Person) -> None:
    twice = workbook(HEADER, door("孙五", "2组5号"), door("孙五", "2组 5号"))
    roster = Import(frank, twice, EAST)

    assert roster.counts == {"new": 1, "same": 1}
    assert roster.row(3)["reason"] == "第 3 行：与第 2 行重复"
    roster.commit()
    assert _names(frank, "2组5号") == ["孙五"]


def test_a_decision_on_a_row_that_needs_none_is_refused(frank: Person) -> None:
    roster = Import(frank, _TWO, EAST)
    answer = frank.post(f"{roster.path}/commit", merge_rows=[2])

    assert (answer.status_code, answer.json["code"]) == (422, "roster_rows_unknown")
    assert roster.state["state"] == "ready"


def _names(person: Person, address: str) -> list[str]:
    doors = person.get("/households", limit=500).json["items"]
    return sorted(found["householder"] for found in doors if found["address"] == address)
