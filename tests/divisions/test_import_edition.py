"""A newer edition comes in: nothing is deleted, and every door left behind is listed."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.changes import Change, writing
from app.codes import NO_GRID
from app.db import db
from app.divisions.edition import EditionChange, import_edition, preview_edition
from app.divisions.models import Division
from app.problems import Problem
from tests.county import COUNTY, EAST, EAST_1, EAST_2, HILL, OTHER_TOWN, TOWN, WEST, WEST_1, County, register
from tests.person import Person

DATA = Path(__file__).parent.parent / "data" / "divisions"
OLDER, NEWER = (DATA / "511381-langzhong-older.csv").read_bytes(), (DATA / "511381-langzhong.csv").read_bytes()
HEADER = "code,level,name,parent_code\n"


def bring(content: bytes | str) -> EditionChange:
    with writing():
        return import_edition(content)


def rows(*villages: tuple[str, str]) -> str:
    """The tests' county in a new edition, with these villages in 城关镇."""
    above = [
        (TOWN, "town", "城关镇", COUNTY),
        (OTHER_TOWN, "town", "山前乡", COUNTY),
        (HILL, "village", "山前村", OTHER_TOWN),
    ]
    below = [(code, "village", name, TOWN) for code, name in villages]
    return HEADER + "".join(",".join(row) + "\n" for row in above + below)


def villages() -> dict[str, Division]:
    return {d.code: d for d in db.session.scalars(select(Division).where(Division.level == "village"))}


def test_a_county_in_two_editions(app: Flask) -> None:
    bring(OLDER)
    bring(NEWER)

    after = villages()
    assert len([v for v in after.values() if v.retired_on is None]) == 320
    assert len([v for v in after.values() if v.retired_on == clock.today()]) == 514 + 25 - 320
    assert after["511381103214"].former_name == "张家沟村民委员会"
    assert db.session.get_one(Division, "511381000000").name == "阆中市"


def test_the_same_file_twice_changes_nothing(app: Flask) -> None:
    bring(NEWER)
    numbers = len(db.session.scalars(select(Change.seq)).all())

    again = bring(NEWER)

    assert again.is_empty
    assert len(db.session.scalars(select(Change.seq)).all()) == numbers


def test_a_preview_writes_nothing(app: Flask) -> None:
    change = preview_edition(NEWER)

    assert len(change.added) == 1 + 28 + 320
    assert villages() == {}


def test_the_way_back_brings_the_villages_back(app: Flask) -> None:
    bring(OLDER)
    bring(NEWER)

    change = bring(OLDER)

    assert len([e for e in change.returned if e.level == "village"]) == 219
    assert len([v for v in villages().values() if v.retired_on is None]) == 514


def test_a_bad_file_changes_nothing(app: Flask, county: County) -> None:
    with pytest.raises(Problem):
        bring(rows((EAST, "桥东村")) + "99110110000,village,桥南村,991101100000\n")

    assert villages()[WEST].retired_on is None


def test_another_countys_file_is_refused(app: Flask, county: County) -> None:
    with pytest.raises(Problem) as refused:
        bring(NEWER)

    assert refused.value.code == "edition_of_another_county"


def test_doors_of_a_vanished_village_stay_counted_until_they_are_moved(carol: Person, county: County) -> None:
    bring(rows((EAST, "桥东村")))

    assert carol.get("/divisions/vanished").json["items"] == [
        {"code": WEST, "name": "桥西村", "now_name": None, "households": 1}
    ]
    assert carol.get("/coverage").json["total"]["registered"] == 3

    carol.post("/households/move", from_code=WEST, to_code=EAST_2)

    assert carol.get("/divisions/vanished").json["items"] == []
    assert carol.get("/coverage").json["total"]["registered"] == 3


def test_doors_under_a_code_used_again_are_listed_until_somebody_has_looked(carol: Person, county: County) -> None:
    register("周六", WEST + NO_GRID, "桥西村9号")
    bring(rows((EAST, "桥东村"), (WEST, "柳林村")))

    assert carol.get("/divisions/vanished").json["items"] == [
        {"code": WEST, "name": "桥西村", "now_name": "柳林村", "households": 2}
    ]

    carol.patch(f"/divisions/{WEST}", doors_checked=True)

    assert carol.get("/divisions/vanished").json["items"] == []


def test_nobody_sees_what_another_town_has_to_reassign(charlie: Person, county: County) -> None:
    bring(rows((EAST, "桥东村")))

    assert charlie.get("/divisions/vanished").json == {"items": [], "total": 0, "next": None}


def test_grids_are_ours_and_outlive_every_edition(app: Flask, county: County) -> None:
    change = bring(rows((EAST, "桥东村村民委员会"), (WEST, "桥西村")))

    assert [(r.code, r.is_reused) for r in change.renamed] == [(EAST, False)]
    assert not change.vanished
    assert db.session.get_one(Division, EAST_1).retired_on is None
    assert db.session.get_one(Division, WEST_1).parent_code == WEST


def test_a_renamed_village_is_told_to_the_phones_that_walk_a_part_of_it(alice: Person, county: County) -> None:
    cursor = alice.get("/sync/pull").json["next"]
    bring(rows((EAST, "桥头村"), (WEST, "桥西村")))

    (told,) = alice.get("/sync/pull", since=cursor).json["items"]

    assert (told["id"], told["data"]["name"]) == (EAST, "桥头村")
