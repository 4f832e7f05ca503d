"""Somebody who was registered at another door before: offered, and forgotten where somebody says so."""

from uuid import UUID

from sqlalchemy import select

from app import clock
from app.changes import writing
from app.check import disagreements
from app.db import db, new_id
from app.households.models import FORGOTTEN, FormerHousehold
from tests.cases.desk import ID_NUMBER, PHONE
from tests.county import EAST_1, HILL_1, County, register
from tests.forgetting.orders import ask
from tests.person import Person


def registered_before(door: UUID, name: str, phone: str | None = None, id_number: str | None = None) -> str:
    """Somebody was registered there until now; answers the key under which that is offered."""
    former = FormerHousehold(
        id=new_id(), household_id=door, until=clock.now(), merged=False, householder=name, title=f"{name}的店",
        phone=phone, id_number=id_number, address=f"桥东村7号{name}家",
    )  # fmt: skip
    key = f"former_household.householder:{former.id.hex}"
    with writing():
        db.session.add(former)
    return key


def test_a_former_householder_elsewhere_is_offered_by_number_and_by_name(erin: Person, gina: Person, county: County):
    home = register("孙五福", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    near, far = county.doors["李二"], register("钱七", HILL_1, "山前村7号")
    same = registered_before(near, "孙五福", PHONE, ID_NUMBER)
    renamed = registered_before(far, "孙小五", None, ID_NUMBER)
    namesake = registered_before(near, "孙五福")
    stays = registered_before(near, "孙五福", "13800000001")
    registered_before(far, "孙五福")  # of another village: a namesake like many
    registered_before(near, "别人", "13800000002")
    registered_before(home, "孙五福", PHONE)  # of the door itself: goes with it

    asked = ask(erin, home)

    found = {
        one["key"]: (one["name"].partition("（")[2], one["way"], one["household_id"])
        for one in asked["mentions"]
        if one["key"].startswith("former_household.householder")
    }
    assert found == {
        same: ("号码相同）", "whole", str(near)),
        renamed: ("号码相同）", "whole", str(far)),
        namesake: ("同村同名）", "whole", str(near)),
        stays: ("同村同名）", "whole", str(near)),
    }
    assert PHONE not in str(asked["mentions"])
    assert ID_NUMBER not in str(asked["mentions"])
    done = gina.post(f"/forgettings/{asked['id']}/approve", chosen=[same, renamed, namesake]).json
    assert {line["word"]: line["count"] for line in done["removed"]}["mentions"] == 3
    db.session.rollback()
    kept = db.session.execute(select(FormerHousehold).order_by(FormerHousehold.id)).scalars().all()
    gone = [one for one in kept if one.householder == FORGOTTEN]
    assert [(one.title, one.phone, one.id_number) for one in gone] == [(None, None, None)] * 4
    assert {one.address for one in gone} == {"桥东村7号×××家"}
    assert [(one.householder, one.phone) for one in kept if one not in gone] == [
        ("孙五福", "13800000001"),
        ("孙五福", None),
        ("别人", "13800000002"),
    ]
    assert list(disagreements()) == []
