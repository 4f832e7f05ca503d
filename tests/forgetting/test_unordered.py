"""Whoever takes out what a slip says can mark it as forgotten, too: without an order, or the end of its time, it is named."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from app import clock
from app.campaigns.models import Campaign
from app.changes import Change, writing
from app.db import db
from app.forgetting import orders, sweeping
from app.forgetting.models import Forgetting
from app.seals import removals
from app.seals.words import said
from app.slips import operations as slips
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from app.visits.models import Visit
from tests.cases.desk import ID_NUMBER, PHONE, after, ago, taken
from tests.county import EAST_1, County, register
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


def test_in_a_case_it_is_gone_and_not_removed(
    visit: str, alice: Person, carol: Person, county: County, county_key: CountyKey
):
    county.doors["孙五"] = register("孙五", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    other = knock(Phone(alice, county), county, door="孙五", picture=5)
    seal(county_key)
    take_out(other)
    with after(days=1):
        case = taken(carol, phone=PHONE, id_number=ID_NUMBER, happened_from=ago(hours=3))
        (traced,) = carol.get(f"/cases/{case['id']}/homes/{county.doors['孙五']}").json["visits"]

    assert (traced["slip"]["is_removed"], traced["slip"]["faults"]) == (False, [said(GONE)])
    assert traced["slip"]["teaches_said"] == "不能确定：告知单的文字不见了，也没有删除的规定或命令"


def test_what_is_only_marked_as_removed_is_shown_with_a_fault(visit: str, carol: Person):
    db.session.get_one(Slip, UUID(visit)).forgotten_at = clock.now()
    db.session.commit()

    assert [line.partition(": ")[2] for line in faults()] == ["it is marked as removed, and is not"]
    assert said_of(carol, visit) == ("kept", ["标着已依规删除，内容却还在"])
    paper = text_of(slip_of(carol, visit))
    assert paper.startswith("与封存时不一致，共1处")
    assert "删除。封存的记录还在" not in paper
    assert "王一:请提防电信网络诈骗。" in paper


def test_so_is_one_that_was_not_sealed_yet(alice: Person, carol: Person, county: County, county_key: CountyKey):
    found = knock(Phone(alice, county), county)
    take_out(found)

    paper = text_of(slip_of(carol, found))
    assert "告知单的内容不见了，没有删除的规定或命令" in paper
    assert "尚未封存" in paper
    assert "已按规定删除" not in paper
    assert f"slip of visit {found}: {GONE}" in faults()
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


def test_a_removal_by_age_that_no_retention_made_is_named(visit: str):
    """Whoever tells the chain of changes of one still has no line of the audit log."""
    db.session.get_one(Campaign, db.session.get_one(Visit, UUID(visit)).campaign_id).deadline_on = date(2020, 1, 1)
    db.session.commit()
    with writing():
        removals.tell(removals.CONTENTS, clock.now())
    take_out(visit)

    (line,) = faults()
    assert line.startswith("removal of slip_contents: it is told up to ")
    assert line.endswith("and no retention ran that removed any")
