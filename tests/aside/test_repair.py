"""What cannot be made a visit of what was quarantined, and what a phone said of one door that does not hold for another."""

import pytest
from sqlalchemy import select

from app.db import db
from app.sync.versions import TYPES
from app.visits.models import Visit
from tests.aside.test_decide import STRANGER, waiting
from tests.county import County
from tests.person import Person
from tests.phone import Phone


@pytest.mark.parametrize("type_", sorted(TYPES.keys() - {"visit"}))
def test_what_tells_of_something_else_is_never_made_a_visit(alice: Person, carol: Person, county: County, type_: str):
    phone, door = Phone(alice, county), county.doors["王一"]
    phone.verdicts({**phone.visit(door), "type": type_})
    (aside,) = waiting(carol)

    answer = carol.post(f"/aside/{aside['id']}/accept", household_id=str(door), outcome="no_answer")

    assert carol.get(f"/aside/{aside['id']}").json["repairable"] is False
    assert (answer.status_code, answer.json["code"][-13:]) == (409, "_not_repaired")
    assert db.session.scalars(select(Visit.id)).all() == []


@pytest.mark.parametrize(("named", "scanned"), [("王一", True), ("李二", None)])
def test_a_plate_scanned_at_one_door_says_nothing_of_another(
    alice: Person, carol: Person, county: County, named: str, scanned: bool | None
):
    phone, door = Phone(alice, county), county.doors["王一"]
    visit = phone.visit(county.doors[named], campaign_id=STRANGER, photos=[], plate_scanned=True)
    phone.verdicts({**visit, "schema_version": 3})
    (aside,) = waiting(carol)

    answer = carol.post(f"/aside/{aside['id']}/accept", household_id=str(door))

    assert answer.status_code == 204, answer.text
    assert db.session.scalars(select(Visit.plate_scanned)).one() is scanned
