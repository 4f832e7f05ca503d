"""Who a door was registered as is kept when a roster says otherwise: a case may be older than that."""

from sqlalchemy import select

from app import clock
from app.db import db
from app.households.models import FormerHousehold
from tests.county import EAST, County
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, id_number, workbook


def former(county: County, name: str) -> list[FormerHousehold]:
    db.session.rollback()
    query = select(FormerHousehold).where(FormerHousehold.household_id == county.doors[name])
    return list(db.session.scalars(query.order_by(FormerHousehold.until)))


def bring(person: Person, *rows: tuple, **decisions: list[int]) -> None:
    Import(person, workbook(HEADER, *rows), EAST).commit(**decisions)


def test_a_new_number_leaves_the_old_one(frank: Person, county: County):
    bring(frank, door("王一", "桥东村1组1号", 联系电话="13812345678", 身份证号=id_number()))
    assert former(county, "王一") == []  # nothing was replaced

    bring(frank, door("王一", "桥东村1组1号", 联系电话="13987654321"))

    (was,) = former(county, "王一")
    assert (was.householder, was.phone, was.id_number, was.address) == (
        "王一",
        "13812345678",
        id_number(),
        "桥东村1组1号",
    )
    assert (was.merged, was.until <= clock.now()) == (False, True)


def test_a_door_taken_over_by_somebody_else_leaves_the_old_name(frank: Person, county: County):
    bring(frank, door("王五", "桥东村1组1号"), merge_rows=[2])
    bring(frank, door("王六", "桥东村1组1号"), merge_rows=[2])

    assert [(was.householder, was.merged) for was in former(county, "王一")] == [("王一", True), ("王五", True)]


def test_what_changes_no_name_and_no_number_leaves_nothing(frank: Person, county: County):
    bring(frank, door("王一", "桥东村1组1号", 备注="独居", 网格="第二网格"))

    assert former(county, "王一") == []
