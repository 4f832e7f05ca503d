"""Bringing the same roster twice changes nothing."""

from sqlalchemy import func, select

from app.changes import latest
from app.db import db
from app.households.models import Household, Placement, Standing
from tests.county import EAST, TOWN
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook

_ROSTER = workbook(
    HEADER,
    door("孙五", "桥东村2组5号", 联系电话="13812345678", 网格="第二网格"),
    door("周六", "桥东村2组6号", 网格="新网格"),
    door("吴七", "桥西村9号", village="桥西村"),
)


def test_the_first_time_every_door_is_new(carol: Person) -> None:
    roster = Import(carol, _ROSTER, TOWN)

    assert roster.counts == {"new": 3}
    assert roster.rows()[0]["reason"] == "第 2 行：登记册上没有，将新增"


def test_the_second_time_nothing_is_new_and_nothing_is_written(carol: Person) -> None:
    Import(carol, _ROSTER, TOWN).commit()
    seq = latest()
    doors = _count(Household), _count(Placement), _count(Standing)

    again = Import(carol, _ROSTER, TOWN)
    assert again.counts == {"same": 3}
    again.commit()

    db.session.rollback()
    assert latest() == seq
    assert (_count(Household), _count(Placement), _count(Standing)) == doors


def test_a_door_that_is_on_the_register_already_is_known(frank: Person) -> None:
    roster = Import(frank, workbook(HEADER, door("王一", "桥东村1组 1号")), EAST)

    assert roster.counts == {"same": 1}


def _count(table: type) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()
