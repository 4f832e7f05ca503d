"""Cases: what was said of one before it was corrected goes by a number, and a victim told by name alone by somebody's word."""

from sqlalchemy import select

from app.cases.models import Case, FormerCase
from app.db import db
from app.households.models import FORGOTTEN
from tests.cases.desk import ID_NUMBER, PHONE, taken
from tests.county import EAST_1, County, register
from tests.forgetting.orders import counted, forget
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
