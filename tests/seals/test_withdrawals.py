"""A visit that was taken back and does not say so, or says so and never was, is named: by the check and on each page."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from app import clock
from app.db import db
from app.seals import withdrawals
from app.seals.words import said
from app.sync.models import Event
from app.sync.sealing import CountyKey
from tests.cases.desk import ID_NUMBER, PHONE, after, ago, taken
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone
from tests.prints.printed import slip_of, text_of
from tests.seals.sealed import faults, knock, seal
from tests.sync.test_take_back import back

STANDS = (
    "UPDATE visit SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_on = NULL, withdrawal_reason = NULL,"
    " withdrawal_reaches_back = NULL"
)


@pytest.fixture
def phone(alice: Person, county: County) -> Phone:
    county.doors["孙五"] = register("孙五", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    return Phone(alice, county)


@pytest.fixture
def visit(phone: Phone, county: County, county_key: CountyKey) -> str:
    found = knock(phone, county, door="孙五")
    seal(county_key)
    return found


def run(statement: str) -> None:
    db.session.execute(text(statement))
    db.session.commit()


def named(visit: str) -> list[str]:
    """What the check says of this visit."""
    return [line.partition(": ")[2] for line in faults() if line.startswith(f"visit {UUID(visit)}: its visit")]


def shown(carol: Person, visit: str) -> list[str]:
    found: list[str] = carol.get(f"/visits/{visit}/seal").json["faults"]
    return found


def taken_back(phone: Phone, visit: str, county: County) -> None:
    (verdict,) = phone.verdicts(back(phone, {"id": visit}, county.doors["孙五"]))
    assert verdict["status"] == "created", verdict


def test_one_that_the_office_took_back(visit: str, carol: Person, county: County):
    assert carol.post(f"/visits/{visit}/withdraw", reason="走错了门").status_code == 200
    assert (faults(), shown(carol, visit)) == ([], [])
    run(STANDS)

    assert named(visit) == [withdrawals.UNDONE]
    assert shown(carol, visit) == ["这次走访撤回过，撤回的标记却没有了"]
    assert text_of(slip_of(carol, visit)).startswith("与封存时不一致，共1处")
    with after(days=1):
        case = taken(carol, phone=PHONE, id_number=ID_NUMBER, happened_from=ago(hours=3))
        (traced,) = carol.get(f"/cases/{case['id']}/homes/{county.doors['孙五']}").json["visits"]
    assert traced["slip"]["faults"] == [said(withdrawals.UNDONE)]


def test_one_that_its_worker_took_back(visit: str, phone: Phone, carol: Person, county: County):
    taken_back(phone, visit, county)
    assert (faults(), shown(carol, visit)) == ([], [])
    run(STANDS)

    assert named(visit) == [withdrawals.UNDONE]
    assert shown(carol, visit) == [said(withdrawals.UNDONE)]


def test_one_whose_worker_took_it_back_and_whose_original_is_past_its_time(
    app: Flask, visit: str, phone: Phone, carol: Person, county: County
):
    taken_back(phone, visit, county)
    with time_machine.travel(clock.now() + timedelta(days=800), tick=True):
        app.test_cli_runner().invoke(args=["retention"])
        db.session.rollback()

        assert db.session.scalars(select(Event.body).where(Event.type == "withdrawal")).all() == [""]
        assert named(visit) == []
        assert shown(Person(app, "carol"), visit) == []


CHANGED = {
    "who": "UPDATE visit SET withdrawn_by = worker_id",
    "since when": "UPDATE visit SET withdrawn_at = '2026-01-01 00:00:00', withdrawn_on = '2026-01-01'",
    "from which day": "UPDATE visit SET withdrawn_on = '2026-01-01'",
    "how far back": "UPDATE visit SET withdrawal_reaches_back = NOT withdrawal_reaches_back",
}


@pytest.mark.parametrize("what", CHANGED)
def test_one_that_was_taken_back_otherwise(visit: str, carol: Person, what: str):
    assert carol.post(f"/visits/{visit}/withdraw", reason="走错了门").status_code == 200
    run(CHANGED[what])

    assert named(visit) == [withdrawals.OTHERWISE]
    assert shown(carol, visit) == [said(withdrawals.OTHERWISE)]


def test_one_that_nobody_took_back(visit: str, carol: Person):
    now = clock.now()
    run(
        f"UPDATE visit SET withdrawn_at = '{now:%Y-%m-%d %H:%M:%S}', withdrawn_on = '{clock.day_of(now)}',"
        " withdrawn_by = worker_id, withdrawal_reason = 'x', withdrawal_reaches_back = true"
    )

    assert named(visit) == [withdrawals.INVENTED]
    assert shown(carol, visit) == ["这次走访标着已撤回，却没有人撤回过"]


@pytest.mark.parametrize(
    "moved", ["withdrawn_earliest_at = '2020-01-01 00:00:00'", "withdrawn_latest_at = '2030-01-01 00:00:00'"]
)
def test_when_its_phone_took_it_back_is_held_against_the_phones_own_clocks(
    phone: Phone, visit: str, carol: Person, county: County, moved: str
):
    """By that it is told whether it counted when somebody was defrauded."""
    seen = {"server_time": clock.now().isoformat(), "mono_ms": 30_000, "boot_id": "boot-1"}
    told = back(phone, {"id": visit}, county.doors["孙五"], clock_anchor=seen, boot_id="boot-1", mono_ms=31_000)
    with after(hours=1):
        (verdict,) = phone.verdicts(told)
        assert verdict["status"] == "created", verdict
        assert (faults(), shown(carol, visit)) == ([], [])
        run(f"UPDATE visit SET {moved}")

        assert named(visit) == [withdrawals.OTHERWISE]
        assert shown(carol, visit) == [said(withdrawals.OTHERWISE)]


def test_a_stopwatch_that_ran_faster_than_our_clock_is_no_fault(
    phone: Phone, visit: str, carol: Person, county: County
):
    """Our clock was set back, or the phone's crystal runs fast: that it was taken back before we were asked for the time says nothing."""
    seen = {"server_time": clock.now().isoformat(), "mono_ms": 30_000, "boot_id": "boot-1"}
    told = back(phone, {"id": visit}, county.doors["孙五"], clock_anchor=seen, boot_id="boot-1", mono_ms=31_000)
    with after(seconds=40):
        (verdict,) = phone.push(told, report={"mono_ms": 76_000, "boot_id": "boot-1"}).json["results"]
        assert verdict["status"] == "created", verdict

        assert (faults(), shown(carol, visit)) == ([], [])
