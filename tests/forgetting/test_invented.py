"""An order whose row somebody wrote into the database: nobody is forgotten by it, and the check names it."""

from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app import clock
from app.changes import writing
from app.db import db
from app.forgetting import sweeping
from app.forgetting.models import Forgetting
from app.households.models import Household
from tests.county import County
from tests.forgetting.orders import ORDER, forget
from tests.person import Person
from tests.seals.sealed import faults


def invented(asker: Person, decider: Person, door: UUID) -> UUID:
    """A row that says that two agreed, and that is not done."""
    now = clock.now()
    order = Forgetting(
        household_id=door, requested_by=UUID(asker.id), decided_by=UUID(decider.id), requested_at=now, decided_at=now,
        decision="approved", chosen=[], removed={}, **ORDER,
    )  # fmt: skip
    with writing():
        db.session.add(order)
    return order.id


def householder(door: UUID) -> str:
    db.session.rollback()
    return db.session.get_one(Household, door).householder


def undone(**changed: object) -> None:
    """As after a restore of an older backup: the order stands and is not done."""
    order = db.session.scalars(select(Forgetting)).one()
    order.is_done = False
    for name, value in changed.items():
        setattr(order, name, value)
    db.session.commit()


def test_nobody_is_forgotten_by_it_and_it_is_named(app: Flask, erin: Person, gina: Person, county: County):
    order = invented(erin, gina, county.doors["王一"])

    assert sweeping.sweep() == 0
    assert app.test_cli_runner().invoke(args=["forget"]).exit_code == 0

    assert householder(county.doors["王一"]) == "王一"
    assert faults() == [f"forgetting {order}: it is said to be agreed to, and nobody did"]


def test_one_that_two_agreed_to_is_done_again(erin: Person, gina: Person, county: County):
    forget(erin, gina, county.doors["王一"])
    db.session.get_one(Household, county.doors["王一"]).householder = "王一"
    undone()

    assert sweeping.sweep() == 1

    assert householder(county.doors["王一"]) == "已依规删除"
    assert faults() == []


def test_one_that_was_agreed_to_of_another_door_is_none_of_this_one(erin: Person, gina: Person, county: County):
    forget(erin, gina, county.doors["王一"])
    undone(household_id=county.doors["李二"], until=clock.now() + timedelta(hours=1))

    assert sweeping.sweep() == 0

    assert householder(county.doors["李二"]) == "李二"
    assert any("it is said to be agreed to, and nobody did" in line for line in faults())


def test_one_that_a_command_gave_is_done_again(app: Flask, erin: Person, gina: Person, county: County):
    two = ["--asked-by", "erin", "--approved-by", "gina", "--basis", "own_request", "--reason", "本人来信"]
    done = app.test_cli_runner().invoke(args=["forget", str(county.doors["王一"]), *two])
    assert done.exit_code == 0, done.output
    db.session.get_one(Household, county.doors["王一"]).householder = "王一"
    undone()

    assert sweeping.sweep() == 1

    assert householder(county.doors["王一"]) == "已依规删除"
