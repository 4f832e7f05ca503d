"""The register as a list: pages without a cut, filters, and words."""

import pytest

from tests.county import EAST_1, register
from tests.person import Person


def test_pages_add_up_to_the_whole(carol: Person):
    for number in range(7):
        register(f"户{number}", EAST_1, f"桥东村6组{number}号")

    seen, after = [], None
    while True:
        page = carol.get("/households", limit=3, after=after).json
        seen += [door["householder"] for door in page["items"]]
        assert page["total"] == 10
        after = page["next"]
        if after is None:
            break

    assert len(seen) == len(set(seen)) == 10


@pytest.mark.parametrize(
    ("words", "found"),
    [("王", ["王一"]), ("1组12号", ["李二"]), ("sw", ["孙五"]), ("13900000000", ["孙五"]), ("%", []), ("nobody", [])],
)
def test_it_finds_by_name_address_initials_and_phone(carol: Person, words: str, found: list[str]):
    register("孙五", EAST_1, "桥东村9号", initials="sw", phone="13900000000")

    assert [door["householder"] for door in carol.post("/households/search", q=words).json["items"]] == found


def test_it_filters_by_kind_and_state(carol: Person):
    register("孙五", EAST_1, "桥东村街1号", kind="merchant", title="孙五小卖部")

    assert [d["title"] for d in carol.get("/households", kind="merchant").json["items"]] == ["孙五小卖部"]
    assert carol.get("/households", state="covered").json == {"items": [], "total": 0, "next": None}


@pytest.mark.parametrize("after", ["junk", "e30=", "WyJhIl0=", "😀"])
def test_a_page_mark_that_is_not_ours_is_refused(carol: Person, after: str):
    assert carol.get("/households", after=after).json["code"] == "invalid_input"


def test_a_door_shows_everything_about_it(carol: Person, county):
    door = carol.get(f"/households/{county.doors['王一']}").json

    assert [part["name"] for part in door["path"]] == ["清溪县", "城关镇", "桥东村", "第一网格"]
    assert door["visits"] == door["exclusions"] == door["residents"] == []
