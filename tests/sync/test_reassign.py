"""A grid that changed hands orphans nobody's work, and leaves nothing on the phone that lost it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from app import clock
from app.changes import Change
from app.db import db
from tests.county import EAST_1, EAST_2, WEST_1, County
from tests.person import Person
from tests.phone import Phone, png
from tests.races import at_once


def hand_over(by: Person, *workers: Person, grid: str = EAST_1) -> None:
    answer = by.put_json(f"/divisions/{grid}/workers", worker_ids=[worker.id for worker in workers])
    assert answer.status_code == 204, answer.text


def test_it_revokes_and_grants_in_one_transaction(carol: Person, alice: Person, bob: Person):
    hand_over(carol, bob)

    assert alice.get("/sync/pull").json["scope"] == []
    assert bob.get("/sync/pull").json["scope"] == [EAST_1, WEST_1]
    told = (
        db.session.query(Change.kind, Change.audience_id)
        .filter(Change.kind.in_(("grant", "revoke")))
        .order_by(Change.seq)
        .all()
    )
    assert [(kind, str(audience)) for kind, audience in told] == [("revoke", alice.id), ("grant", bob.id)]


def test_handing_over_to_who_walks_it_already_changes_nothing(carol: Person, alice: Person):
    hand_over(carol, alice)

    assert alice.get("/sync/pull").json["scope"] == [EAST_1]
    assert db.session.query(Change).filter(Change.kind.in_(("grant", "revoke"))).count() == 0


@pytest.mark.parametrize(("days", "status"), [(0, "created"), (29, "created"), (31, "needs_review")])
def test_what_the_first_phone_had_not_sent_is_taken_for_thirty_days(
    app: Flask, carol: Person, alice: Person, bob: Person, county: County, days: int, status: str
):
    phone = Phone(alice, county)
    item = phone.taught(county.doors["王一"])
    hand_over(carol, bob)

    with time_machine.travel(clock.now() + timedelta(days=days)):
        # The session may have run out meanwhile; the phone and what it holds are the same.
        phone.person = Person(app, "alice")
        (verdict,) = phone.verdicts(item, blobs=(png(),))

        covered = Person(app, "carol").get("/coverage").json["total"]["covered"]
    assert (verdict["status"], covered) == (status, int(status == "created"))


def test_a_door_moved_elsewhere_is_taken_too(carol: Person, alice: Person, county: County):
    phone = Phone(alice, county)
    item = phone.visit(county.doors["王一"])
    carol.post("/households/move", household_ids=[str(county.doors["王一"])], to_code=EAST_2)

    assert [v["status"] for v in phone.verdicts(item)] == ["created"]


def test_a_door_that_came_after_i_left_was_never_mine(carol: Person, alice: Person, bob: Person, county: County):
    hand_over(carol, bob)
    with time_machine.travel(clock.now() + timedelta(days=3)):
        carol.post("/households/move", household_ids=[str(county.doors["赵三"])], to_code=EAST_1)
        phone = Phone(alice, county)

        assert [v["status"] for v in phone.verdicts(phone.visit(county.doors["赵三"]))] == ["needs_review"]


def test_somebody_elses_worker_cannot_be_given_my_grid(charlie: Person, carol: Person, alice: Person):
    assert charlie.put_json(f"/divisions/{EAST_1}/workers", worker_ids=[alice.id]).status_code == 404
    assert carol.put_json(f"/divisions/{EAST_1}/workers", worker_ids=[carol.id]).json["code"] == "not_a_worker"
    assert alice.get("/sync/pull").json["scope"] == [EAST_1]


def test_two_who_hand_it_over_at_once_leave_one_to_walk_it(
    app: Flask, carol: Person, erin: Person, alice: Person, bob: Person, county: County
):
    for _ in range(6):
        hand_over(carol)

        at_once(lambda: hand_over(carol, alice), lambda: hand_over(erin, bob))

        scopes = [person.get("/sync/pull").json["scope"] for person in (alice, bob)]
        assert sum(EAST_1 in scope for scope in scopes) == 1


def test_a_taught_visit_without_its_signature_is_not_called_confirmed(alice: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]))

    assert alice.get("/sync/pull").json["confirmed"] == {"visits": 0, "taught": 0}


def test_what_i_am_told_of_my_work_stays_when_the_grid_goes(carol: Person, alice: Person, bob: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), blobs=(png(),))

    hand_over(carol, bob)

    assert alice.get("/sync/pull").json["confirmed"] == {"visits": 2, "taught": 1}
    assert bob.get("/sync/pull").json["confirmed"] == {"visits": 0, "taught": 0}
