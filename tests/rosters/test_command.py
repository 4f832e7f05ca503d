"""The command line takes a roster in, and says how far it is."""

from pathlib import Path

from app.rosters.command import import_roster
from tests.county import EAST, TOWN, County
from tests.person import Person
from tests.rosters.desk import HEADER, door, workbook


def test_it_takes_what_is_new_and_leaves_what_needs_deciding(county: County, frank: Person, tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(HEADER, door("孙五", "2组5号"), door("孙武", "2组5号"), door("周六", "")))
    told = list(import_roster(path, TOWN))

    assert told[-1].state == "committed"
    assert told[-1].message == "已导入：新增 1 户，更新 0 户。"
    assert {verdict: n for verdict, n in told[-1].counts.items() if n} == {"new": 1, "merge": 1, "bad": 1}
    assert frank.get("/households", scope=EAST, q="孙五").json["total"] == 1
