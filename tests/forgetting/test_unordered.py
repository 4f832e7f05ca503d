"""Whoever takes out what a slip says can mark it as forgotten, too: without an order, or the end of its time, it is named."""

from uuid import UUID

import pytest
from sqlalchemy import select

from app import clock
from app.changes import Change, writing
from app.db import db
from app.forgetting import orders, sweeping
from app.forgetting.models import Forgetting
from app.seals import removals
from app.slips import operations as slips
from app.sync.sealing import CountyKey
from tests.county import County
from tests.forgetting.orders import forget
from tests.person import Person
from tests.phone import Phone
from tests.prints.printed import slip_of, text_of
from tests.seals.sealed import faults, hang_again, knock, seal
from tests.seals.taken import code_of

GONE = "the contents of its slip are gone, and nobody ordered it"


@pytest.fixture
def visit(alice: Person, county: County, county_key: CountyKey) -> str:
    found = knock(Phone(alice, county), county)
    seal(county_key)
    return found


def take_out(visit: str) -> None:
    """As an order does it, without one."""
    with writing():
        slips.forget([UUID(visit)], clock.now())
    db.session.expire_all()


def said_of(person: Person, visit: str) -> tuple[str, list[str]]:
    """What the county answers whoever has the code, and what the office is shown."""
    contents = person.get(f"/public/slips/{code_of(visit)}").json["contents"]
    return contents, person.get(f"/visits/{visit}/seal").json["faults"]


def test_what_was_taken_out_without_an_order_is_named_and_never_called_removed_by_rule(visit: str, carol: Person):
    take_out(visit)

    assert any(line.endswith(GONE) for line in faults())
    assert said_of(carol, visit) == ("missing", ["告知单的内容不见了，没有删除的规定或命令"])
    paper = text_of(slip_of(carol, visit))
    assert paper.startswith("与封存时不一致，共1处告知单的内容不见了")
    assert "已按规定删除" not in paper


def test_so_is_one_that_was_not_sealed_yet(alice: Person, county: County, county_key: CountyKey):
    found = knock(Phone(alice, county), county)
    take_out(found)

    assert f"slip of visit {found}: its contents are gone, and nobody ordered it" in faults()
    seal(county_key)
    assert any(line.endswith(GONE) for line in faults())


def test_by_an_order_that_was_carried_out_nothing_is_wrong(
    visit: str, erin: Person, gina: Person, carol: Person, county: County
):
    forget(erin, gina, county.doors["王一"])

    assert faults() == []
    assert said_of(carol, visit) == ("removed", [])
    assert "已按规定删除" in text_of(slip_of(carol, visit))


def test_an_order_of_another_door_is_none_of_this_one(visit: str, erin: Person, gina: Person, county: County):
    forget(erin, gina, county.doors["李二"])
    take_out(visit)

    assert any(line.endswith(GONE) for line in faults())


def test_the_chain_of_changes_alone_is_no_order(visit: str, county: County):
    """Whoever writes a change as the server does still has no order, and no line of the audit log."""
    door = county.doors["王一"]
    with writing():
        removals.tell_door(door, clock.now())
    take_out(visit)

    assert faults() == [f"household {door}: its people are told to be forgotten, and no order of that was carried out"]


def test_a_row_of_an_order_that_nobody_gave_is_believed_by_nobody(
    visit: str, erin: Person, gina: Person, county: County
):
    take_out(visit)
    made = {
        "basis": "court",
        "order_number": "1",
        "reason": "x",
        "requested_at": clock.now(),
        "decided_at": clock.now(),
    }
    whose = {"requested_by": UUID(erin.id), "decided_by": UUID(gina.id), "household_id": county.doors["王一"]}
    with writing():
        db.session.add(
            Forgetting(decision="approved", is_done=True, until=clock.now(), chosen=[], removed={}, **made, **whose)
        )

    assert orders.untold() == {}
    assert any(line.endswith(GONE) for line in faults())


def test_an_order_of_before_the_chain_was_told_of_them_is_told_later(
    visit: str, erin: Person, gina: Person, county: County
):
    forget(erin, gina, county.doors["王一"])
    db.session.scalars(select(Change).where(Change.kind == removals.REMOVAL_CHANGE)).one().kind = "visit"
    hang_again()
    assert any(line.endswith(GONE) for line in faults())

    sweeping.sweep()

    assert faults() == []
    assert len(removals.removed().doors) == 1
