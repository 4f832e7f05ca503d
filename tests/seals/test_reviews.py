"""A review that was undone or backdated, or that nobody made, is named: by the check and on each page."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.changes import Change, writing
from app.db import db
from app.households.standing import restand
from app.seals import reviews, withdrawals
from app.seals.acts import read_log
from app.seals.words import said
from app.sync.models import Quarantine
from app.sync.sealing import CountyKey
from app.visits.models import Visit
from app.visits.operations import count
from tests.county import County
from tests.person import Person
from tests.phone import Phone
from tests.prints.printed import slip_of, text_of
from tests.seals.sealed import doubted, faults, seal

UNREVIEWED = "reviewed_at = NULL, reviewed_by = NULL, review_reason = NULL"


@pytest.fixture
def visit(bob: Person, county: County, county_key: CountyKey) -> str:
    found = doubted(bob, county, 1)
    seal(county_key)
    return found


def put(visit: str, columns: str) -> None:
    """Write as whoever has the database can."""
    db.session.execute(text(f"UPDATE visit SET {columns} WHERE id = :id"), {"id": _as_kept(visit)})
    db.session.commit()


def _as_kept(visit: str) -> str:
    return UUID(visit).hex if db.engine.dialect.name == "sqlite" else visit


def cover(visit: str) -> None:
    """Let it count, as whoever undoes its refusal would."""
    found = db.session.get_one(Visit, UUID(visit))
    with writing():
        count([(found.id, found.campaign_id, found.household_id, clock.day_of(found.received_at))])
        restand([found.household_id])


def decide(carol: Person, visit: str, decision: str) -> None:
    told = {"reason": "冒签"} if decision == "refuse" else {}
    assert carol.post(f"/aside/{visit}/{decision}", **told).status_code == 204


def shown(carol: Person, visit: str) -> list[str]:
    found: list[str] = carol.get(f"/visits/{visit}/seal").json["faults"]
    return found


def test_what_was_decided_and_what_waits_are_well(visit: str, bob: Person, carol: Person, county: County):
    doubted(bob, county, 2)
    refused = doubted(bob, county, 3)
    decide(carol, visit, "accept")
    decide(carol, refused, "refuse")
    assert carol.post(f"/visits/{visit}/withdraw", reason="走错了门").status_code == 200

    assert (faults(), shown(carol, visit)) == ([], [])


@pytest.mark.parametrize("status", ["accepted", "needs_review"])
def test_a_refusal_that_was_undone(visit: str, carol: Person, status: str):
    decide(carol, visit, "refuse")
    assert (faults(), shown(carol, visit)) == ([], [])
    put(visit, f"status = '{status}', {UNREVIEWED}")
    if status == "accepted":
        cover(visit)

    assert faults() == [f"visit {visit}: {reviews.UNDONE}"]
    assert shown(carol, visit) == ["这次走访核对过，核对的结果却没有了"]
    assert text_of(slip_of(carol, visit)).startswith("与封存时不一致，共1处")


CHANGED = {
    "when": ("reviewed_at = '2026-01-01 00:00:00'", reviews.OTHERWISE),
    "when, by an hour": ("reviewed_at = :hour", reviews.OTHERWISE),
    "who": ("reviewed_by = worker_id", reviews.OTHERWISE),
    "to an acceptance": ("status = 'accepted', review_reason = NULL", reviews.OTHERWISE),
    "to one that waits": ("status = 'needs_review'", reviews.OTHERWISE),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_refusal_that_was_changed(visit: str, carol: Person, what: str):
    decide(carol, visit, "refuse")
    columns, fault = CHANGED[what]
    put(visit, columns.replace(":hour", f"'{clock.now() - timedelta(hours=1):%Y-%m-%d %H:%M:%S}'"))
    if "'accepted'" in columns:
        cover(visit)

    assert faults() == [f"visit {visit}: {fault}"]
    assert shown(carol, visit) == [said(fault)]


def test_an_acceptance_that_was_backdated(visit: str, carol: Person):
    """By that it is told whether it was accepted when somebody had been defrauded."""
    decide(carol, visit, "accept")
    put(visit, "reviewed_at = '2026-01-01 00:00:00'")

    assert faults() == [f"visit {visit}: {reviews.OTHERWISE}"]
    assert shown(carol, visit) == ["这次走访的核对结果、核对人或时间与当时记下的不同"]


MADE_UP = {
    "a refusal": "status = 'refused', reviewed_by = worker_id, reviewed_at = received_at",
    "a refusal by nobody": "status = 'refused'",
    "an acceptance": "status = 'accepted', reviewed_by = worker_id, reviewed_at = received_at",
    "an acceptance by nobody": "status = 'accepted'",
}


@pytest.mark.parametrize("what", MADE_UP)
def test_one_that_nobody_reviewed(visit: str, carol: Person, what: str):
    put(visit, MADE_UP[what])
    if "'accepted'" in MADE_UP[what]:
        cover(visit)

    assert faults() == [f"visit {visit}: {reviews.INVENTED}"]
    assert shown(carol, visit) == ["这次走访标着核对过，却没有人核对过"]


def repaired(alice: Person, carol: Person, county: County) -> str:
    """What was set aside, and the office made a visit of; answers its id."""
    phone, door = Phone(alice, county), county.doors["王一"]
    phone.verdicts(phone.visit(county.doors["赵三"], outcome="no_answer", campaign_id=str(county.template_id)))
    kept = db.session.scalars(select(Quarantine)).one()
    assert carol.post(f"/aside/{kept.id}/accept", household_id=str(door)).status_code == 204
    db.session.refresh(kept)
    return str(kept.accepted_id)


def test_one_that_was_set_aside_first(alice: Person, carol: Person, county: County):
    made = repaired(alice, carol, county)
    assert faults() == []
    # Before visits had the mark themselves, only what was set aside had it.
    put(made, UNREVIEWED)
    assert faults() == []
    put(made, "reviewed_by = worker_id, reviewed_at = received_at")

    assert faults() == [f"visit {made}: {reviews.OTHERWISE}"]


def test_what_a_restore_undid_is_no_fault(visit: str, carol: Person):
    """The chain of changes went back with the visits, and the log did not."""
    decide(carol, visit, "refuse")
    put(visit, f"status = 'needs_review', {UNREVIEWED}")
    with writing():
        audit.note(actions.RESTORE_BACKUP, uuid4(), "")
    change = db.session.scalars(select(Change).where(Change.kind == "verdict")).one()
    db.session.delete(change)
    db.session.commit()
    assert reviews.all_wrong(read_log()) == {}

    # What the worker was told of is another act, which still stands.
    assert carol.post(f"/visits/{visit}/withdraw", reason="走错了门").status_code == 200
    assert (reviews.all_wrong(read_log()), withdrawals.all_wrong(read_log())) == ({}, {})
    put(visit, "withdrawn_at = NULL, withdrawn_on = NULL, withdrawn_by = NULL")
    assert withdrawals.all_wrong(read_log()) == {UUID(visit): withdrawals.UNDONE}
