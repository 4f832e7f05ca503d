"""What was handed in is empty by rule or by order, or somebody took it away; a withdrawal that was hidden with it is named."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.changes import writing
from app.db import db, update_rows
from app.forgetting.blanks import GONE
from app.seals import removals, withdrawals
from app.seals.words import said
from app.sync.models import Event, Quarantine
from app.sync.sealing import CountyKey
from tests.aside.test_decide import STRANGER, waiting
from tests.county import County
from tests.person import Person
from tests.phone import Phone
from tests.seals.sealed import doubted, faults, knock, seal
from tests.seals.test_withdrawals import STANDS, named, run, shown
from tests.sync.test_take_back import back


@pytest.fixture
def visit(phone: Phone, county: County, county_key: CountyKey) -> str:
    found = knock(phone, county)
    seal(county_key)
    return found


def empty(*ids: UUID) -> None:
    update_rows(Event, [{"id": each, "body": ""} for each in ids])
    db.session.commit()


def ids_of(type_: str) -> list[UUID]:
    return list(db.session.scalars(select(Event.id).where(Event.type == type_)))


def retention(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["retention"]).exit_code == 0
    db.session.rollback()


def test_an_original_that_no_rule_and_no_order_took_is_missed(visit: str):
    assert faults() == []
    empty(UUID(visit))

    assert faults() == [f"event {visit}: {GONE}"]


def test_of_what_came_since_the_last_run_too(app: Flask, phone: Phone, county: County, visit: str):
    with time_machine.travel(clock.now() + timedelta(days=800), tick=True):
        retention(app)
        assert db.session.get_one(Event, UUID(visit)).body == ""
        assert faults() == []
        later = knock(phone, county, picture=2)
        empty(UUID(later))

        assert faults() == [f"event {later}: {GONE}"]


def test_what_ran_before_the_chain_was_told_is_in_the_audit_log(
    app: Flask, visit: str, monkeypatch: pytest.MonkeyPatch
):
    with time_machine.travel(clock.now() + timedelta(days=800), tick=True):
        with monkeypatch.context() as before:
            before.setattr(removals, "_HELD", ("positions", "photos", "slip_contents"))
            retention(app)

        assert db.session.get_one(Event, UUID(visit)).body == ""
        assert removals.removed().ends.get("originals") is None
        assert faults() == []


def test_what_was_set_aside_is_missed_as_well(phone: Phone, carol: Person, county: County):
    phone.verdicts(phone.visit(STRANGER))
    carol.post(f"/aside/{waiting(carol)[0]['id']}/accept", household_id=str(county.doors["王一"]))
    item = db.session.scalars(select(Quarantine.id)).one()
    assert faults() == []
    update_rows(Quarantine, [{"id": item, "raw": ""}])
    db.session.commit()

    assert faults() == [f"quarantined item {item}: {GONE}"]


def test_the_chain_of_changes_alone_is_no_order(visit: str):
    with writing():
        removals.tell_original(UUID(visit))
    empty(UUID(visit))

    assert faults() == [f"original {visit}: it is told to be removed, and no order of that was carried out"]


def test_a_withdrawal_that_was_hidden_with_its_original(visit: str, phone: Phone, carol: Person, county: County):
    (verdict,) = phone.verdicts(back(phone, {"id": visit}, county.doors["王一"]))
    assert verdict["status"] == "created", verdict
    assert (faults(), shown(carol, visit)) == ([], [])
    empty(*ids_of("withdrawal"))
    run(STANDS)

    assert named(visit) == [withdrawals.UNDONE]
    assert shown(carol, visit) == [said(withdrawals.UNDONE)]


def test_one_that_was_hidden_behind_a_review(
    phone: Phone, alice: Person, carol: Person, county: County, county_key: CountyKey
):
    visit = doubted(alice, county, 1, door="赵三")
    assert carol.post(f"/aside/{visit}/accept").status_code == 204
    seal(county_key)
    assert (faults(), shown(carol, visit)) == ([], [])
    phone.verdicts(back(phone, {"id": visit}, county.doors["赵三"]))
    empty(*ids_of("withdrawal"))
    run(STANDS)

    assert named(visit) == [withdrawals.UNDONE]
    assert shown(carol, visit) == [said(withdrawals.UNDONE)]


def test_what_was_told_of_another_copy_is_no_withdrawal(phone: Phone, carol: Person, county: County, visit: str):
    """Another event under the same name was set aside, and refused."""
    other = {**phone.visit(county.doors["王一"]), "id": visit}
    (verdict,) = phone.verdicts(other)
    assert verdict["status"] == "conflict"
    (item,) = waiting(carol)
    assert carol.post(f"/aside/{item['id']}/refuse", reason="重复").status_code == 204

    assert (faults(), shown(carol, visit)) == ([], [])
