"""Files already made that hold the sheet of a home, photographed at another door: they go with its photo, wherever they are of."""

from typing import Any

import pytest

from app.sync.sealing import CountyKey
from tests import background
from tests.cases.desk import ago, taken
from tests.cases.test_evidence import made
from tests.county import EAST, WEST, County
from tests.forgetting.orders import counted, forget
from tests.person import Person
from tests.phone import Phone
from tests.prints.printed import photo, scans
from tests.prints.test_blank import handed_in, sheet_of
from tests.seals.sealed import faults, seal


@pytest.fixture(params=["sealed", "not sealed"])
def visit(request: pytest.FixtureRequest, bob: Person, carol: Person, county: County, county_key: CountyKey) -> str:
    """A visit to 赵三 of another village, with the sheet of 李二."""
    (page,) = scans(sheet_of(carol, county.doors["李二"]))
    found = handed_in(Phone(bob, county), county.doors["赵三"], photo(page))
    if request.param == "sealed":
        seal(county_key)
    return found


def pack_of(carol: Person, county: County, name: str) -> dict[str, Any]:
    """A pack of a case that befell somebody, at their own door."""
    case = taken(carol, victim=name, happened_from=ago(hours=1))
    match = carol.put_json(f"/cases/{case['id']}/match", household_id=str(county.doors[name]))
    assert match.status_code == 200, match.text
    return made(carol, case["id"])


def book_of(carol: Person, scope: str) -> dict[str, Any]:
    asked = carol.post("/printed-slips/jobs", content="slips", scope=scope, reason="case")
    assert asked.status_code == 202, asked.text
    background.wait()
    return carol.get(f"/jobs/{asked.json['id']}").json


def served(carol: Person, job: dict[str, Any]) -> bool:
    return carol.get(f"/jobs/{job['id']}/file").status_code == 200


def test_a_pack_and_a_book_go_with_the_photo_in_them(
    erin: Person, gina: Person, carol: Person, county: County, visit: str
):
    pack, book = pack_of(carol, county, "赵三"), book_of(carol, WEST)
    other_pack = pack_of(carol, county, "王一")
    assert all(served(carol, job) for job in (pack, book, other_pack))

    done = forget(erin, gina, county.doors["李二"], cut=True)

    assert [served(carol, job) for job in (pack, book)] == [False, False]
    assert served(carol, other_pack)
    assert counted(done["removed"])["copies"] == 2
    assert faults() == []


def test_they_stay_where_the_photo_does(erin: Person, gina: Person, carol: Person, county: County, visit: str):
    pack, book, near = pack_of(carol, county, "赵三"), book_of(carol, WEST), book_of(carol, EAST)

    forget(erin, gina, county.doors["李二"])

    assert [served(carol, job) for job in (pack, book)] == [True, True]
    assert not served(carol, near)
