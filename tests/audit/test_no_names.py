"""After the whole story the log holds no name, telephone or ID number of anybody who lives in the county."""

import io
import re

from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.households.models import Household, Resident
from tests.asking import ask
from tests.county import EAST, EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png
from tests.rosters.desk import HEADER, Import, door, id_number, workbook

LONG = re.compile(r"1\d{10}(?!\d)|\d{17}[\dX]")


def test_nothing_personal_is_in_the_log(app: Flask, county: County):
    people = {name: Person(app, name) for name in county.users}
    _live(people, county)

    log = "\n".join(" ".join(map(str, row)) for row in db.session.execute(select(*AuditEntry.__table__.c)))
    words = _personal()

    assert len(log.splitlines()) > 20
    assert len(words) > 12
    assert [word for word in words if word in log] == []
    without_ids = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,64}|99\d{10,13}|\d{4}-\d\d-\d\d \S+", "", log)
    assert LONG.findall(without_ids) == []


def _live(people: dict[str, Person], county: County) -> None:
    """What names and numbers can be typed, sent, sought or come upon."""
    row = door("孙五", "桥东村9号", 联系电话="13800001234", 身份证号=id_number())
    Import(people["frank"], workbook(HEADER, row, door("", "桥东村10号", 联系电话="13900005678")), EAST).commit()
    register("周七", EAST_1, "桥东村11号", phone="13700009999", id_number=id_number("34182519850505432"))
    phone = Phone(people["alice"], county)
    phone.verdicts(
        phone.taught(county.doors["王一"]), phone.visit(county.doors["赵三"], note="王一说的"), blobs=(png(),)
    )
    for person in people.values():
        for path in ("/households?q=13800001234", "/households?q=孙五", "/exclusions", "/aside", "/audit?who=孙五"):
            person.get(path)
        person.get(f"/households/{county.doors['王一']}")
        person.get("/exports/uncovered.csv?scope=13800001234")
        person.get("/divisions/孙五")
    assert ask(people["frank"], county.doors["李二"], "away", evidence="李二外出", witness="钱四").status_code == 201
    people["carol"].upload("/rosters", file=(io.BytesIO(b"x"), "孙五.xlsx"), scope=EAST)


def _personal() -> set[str]:
    """Every name, telephone, ID number and address on the register."""
    doors = db.session.execute(
        select(Household.householder, Household.phone, Household.id_number, Household.address)
    ).all()
    residents = db.session.execute(select(Resident.name, Resident.phone, Resident.id_number)).all()
    return {word for row in (*doors, *residents) for word in row if word}
