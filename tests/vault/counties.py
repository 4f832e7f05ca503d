"""A county in a database of its own, with something of every kind that is sealed in it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import NullPool, create_engine, make_url, select, text

from app import clock, create_app
from app.db import Base, db
from app.vault.models import DataKey
from config import Config
from tests.asking import ask
from tests.cases.desk import HEADER as CASE_HEADER
from tests.cases.desk import row as case_row
from tests.county import COUNTY, EAST, County, build
from tests.people.browser import Browser, enrol, hire
from tests.person import Person
from tests.phone import Phone, png
from tests.rosters.desk import HEADER, Import, door, id_number, workbook

PHONE, OTHER_PHONE, ID_NUMBER = "13955551234", "13855556789", id_number("34182519900101777")
NOTE, STROKE = "门牌在后院七七", "[777,888,999]"
SECRETS = (PHONE, OTHER_PHONE, ID_NUMBER, NOTE, STROKE)


@contextmanager
def another_county(url: str, folder: Path, **settings: Any) -> Iterator[Flask]:
    """The server on a new database beside the tests' own, with nothing in it."""
    settings["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'other.db'}"
    if not url.startswith("sqlite"):
        settings["SQLALCHEMY_DATABASE_URI"] = make_url(url).set(database="other").render_as_string(False)
        _run(url, "DROP DATABASE IF EXISTS other WITH (FORCE)", "CREATE DATABASE other")
    app = create_app(type("OtherConfig", (Config,), {"TESTING": True, "PROPAGATE_EXCEPTIONS": False, **settings}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _run(url: str, *statements: str) -> None:
    with create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as server:
        for statement in statements:
            server.execute(text(statement))


def fill(app: Flask) -> County:
    """Through the front door: a roster, a signed visit, something set aside, an exclusion, half a photo, an authenticator."""
    upgrade()
    county = build()
    frank, alice = Person(app, "frank"), Person(app, "alice")
    numbers = {"身份证号": ID_NUMBER, "联系电话": f"{PHONE}、{OTHER_PHONE}"}
    Import(frank, workbook(HEADER, door("孙五", "桥东村9组9号", **numbers)), EAST).commit()
    Import(frank, workbook(HEADER, door("孙六", "桥东村9组9号", **numbers | {"联系电话": OTHER_PHONE})), EAST).commit(
        merge_rows=[2]
    )
    _report(Person(app, "erin"))
    phone = Phone(alice, county)
    told = phone.taught(
        county.doors["王一"], png(), note=NOTE, slip={"strokes": [[[777, 888 + 9 * n, 999 + 50 * n] for n in range(6)]]}
    )
    wrong = phone.visit(county.doors["王一"], note=f"{NOTE}{PHONE}", outcome="dreamt")
    assert [one["status"] for one in phone.verdicts(told, wrong, blobs=(png(),))] == ["created", "quarantined"]
    place = {"lat_e6": 30290000, "lon_e6": 118540000, "accuracy_m": 18, "age_ms": 4000}
    reasoned = phone.slip(county.doors["李二"], "signed", png(1), position=place, slip={"reason": f"{NOTE}，代签"})
    assert phone.verdicts(reasoned, blobs=(png(1),))[0]["status"] == "created"
    name = "ab" * 32
    half = alice.patch_bytes(f"/blobs/{name}", PHONE.encode() * 9, {"Upload-Offset": "0", "Upload-Length": "9999"})
    assert half.status_code == 204
    told = {"evidence": f"{NOTE}：{PHONE}", "witness": f"{NOTE}之子"}
    assert ask(frank, county.doors["李二"], "away", clock.today() + timedelta(days=30), **told).status_code == 201
    hire("otto")
    enrol(Browser(app), "otto")
    return county


def _report(admin: Person) -> None:
    """A fraud that was reported, and said otherwise later."""
    said = {"phone": PHONE, "id_number": ID_NUMBER, "address": f"{NOTE}之前", "note": NOTE}
    case = admin.post("/cases", victim="孙五", fraud="loan", happened_from=clock.now().isoformat(), **said)
    assert case.status_code == 201, case.text
    book = workbook(CASE_HEADER, case_row("孙五", 电话=PHONE, 备注=NOTE))
    file = admin.upload("/case-files", file=(io.BytesIO(book), "x.xlsx"), scope=COUNTY)
    assert file.status_code == 201, file.text
    assert admin.patch(f"/cases/{case.json['id']}", note=f"{NOTE}后", reason=NOTE).status_code == 200


def content() -> dict[str, list[dict[str, Any]]]:
    """All that is in the tables, opened; apart from the keys, and what numbers are found by under a key."""
    db.session.rollback()
    tables = {
        table.name: [
            column for column in table.c if not column.key.endswith("number_index") and column.key != "phone_index"
        ]
        for table in Base.metadata.sorted_tables
        if table.name != DataKey.__tablename__
    }
    return {
        name: sorted((dict(row) for row in db.session.execute(select(*columns)).mappings()), key=repr)
        for name, columns in tables.items()
    }
