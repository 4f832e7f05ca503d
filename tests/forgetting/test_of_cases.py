"""Cases: what was said of one before it was corrected goes by a number, and a victim told by name alone by somebody's word."""

from uuid import UUID

from sqlalchemy import select

from app.cases.models import Case, FormerCase
from app.db import db
from app.households.models import FORGOTTEN
from tests.cases.desk import ID_NUMBER, PHONE, taken
from tests.county import EAST_1, County, register
from tests.forgetting.orders import ask, counted, forget
from tests.person import Person

OTHER = "13800000001"


def kept(record: type[Case | FormerCase]) -> list[tuple[str | None, ...]]:
    """Whom cases befell, as they are kept."""
    db.session.rollback()
    columns = (record.victim, record.phone, record.id_number, record.address)
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(record.id))]


def test_a_number_that_a_case_had_until_it_was_corrected_goes(
    erin: Person, gina: Person, carol: Person, county: County
):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    case = taken(carol, victim="赵六", phone=PHONE, id_number=ID_NUMBER)
    other = taken(carol, victim="赵六", phone=OTHER)
    for one, said in ((case, {"phone": OTHER, "id_number": None}), (other, {"phone": "13800000002"})):
        assert carol.patch(f"/cases/{one['id']}", **said, reason="号码写错").status_code == 200

    done = forget(erin, gina, home)

    assert counted(done["removed"])["former_cases"] == 1
    assert kept(FormerCase) == [(FORGOTTEN, None, None, None), ("赵六", OTHER, None, None)]
    # What is said now is somebody else's.
    assert kept(Case) == [("赵六", OTHER, None, None), ("赵六", "13800000002", None, None)]
    assert "号码写错" not in carol.get(f"/cases/{case['id']}").text


def test_a_victim_told_by_name_alone_goes_whole_where_somebody_says_so(
    erin: Person, gina: Person, carol: Person, county: County
):
    home = register("孙五", EAST_1, "桥东村5号")
    said = {"phone": PHONE, "id_number": ID_NUMBER, "address": "桥东村5号", "note": "孙五说转了三次"}
    theirs = taken(carol, victim="孙 五", **said)
    assert carol.patch(f"/cases/{theirs['id']}", victim="孙五", reason="名字多了空格").status_code == 200
    namesake = taken(carol, victim="孙 五", phone=OTHER)
    friend = taken(carol, victim="孙五之友", phone="13800000002")
    asked = ask(erin, home)
    found = {one["key"]: one for one in asked["mentions"]}
    chosen = [f"case.victim:{UUID(one['id']).hex}" for one in (theirs, friend)] + [
        f"case.note:{UUID(theirs['id']).hex}"
    ]
    assert {key: found[key]["way"] for key in chosen} == dict(zip(chosen, ("whole", "cut", "cut"), strict=True))
    # What tells a namesake stands beside the name, and no number in full.
    assert found[chosen[0]]["quote"] == "孙五，139****5678，341***********123X，桥东村5号"
    assert found[f"case.victim:{UUID(namesake['id']).hex}"]["way"] == "whole"

    done = gina.post(f"/forgettings/{asked['id']}/approve", chosen=chosen).json

    assert counted(done["removed"])["mentions"] == 3
    assert kept(Case) == [
        (FORGOTTEN, None, None, None),
        ("孙 五", OTHER, None, None),
        ("×××之友", "13800000002", None, None),
    ]
    assert kept(FormerCase) == [(FORGOTTEN, None, None, None)]
    assert db.session.scalars(select(Case.note)).all() == [None, None, None]
