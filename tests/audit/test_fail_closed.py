"""When the log cannot be written, nobody is shown anything of residents, and nothing is changed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app.audit.models import AuditEntry
from app.changes import head
from app.check import disagreements
from app.db import db, is_sqlite
from app.households.models import Exclusion
from app.people.models import SignIn
from app.sync.models import Event
from tests.audit.conftest import ask_for
from tests.county import EAST, EAST_2, County
from tests.person import PASSWORD, Person
from tests.phone import Phone, png

TABLES = (AuditEntry, Event, Exclusion, SignIn)
_SQLITE = "CREATE TRIGGER no_more BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'no more'); END"
_POSTGRES = (
    "CREATE FUNCTION no_more() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no more'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER no_more BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION no_more()",
)


@pytest.fixture
def people(app: Flask, county: County) -> dict[str, Person]:
    """With an exclusion that was asked for and a visit that was set aside, so that each list shows somebody."""
    people = {name: Person(app, name) for name in ("alice", "carol", "dora", "frank", "erin")}
    phone = Phone(people["alice"], county)
    phone.verdicts(phone.visit(county.doors["赵三"]))
    assert ask_for(people["frank"], county, "李二").status_code == 201
    return people


@pytest.fixture
def unwritable(people: dict[str, Person]) -> Iterator[None]:
    """The table refuses every row, really and in the database."""
    _run(_SQLITE) if is_sqlite() else _run(*_POSTGRES)
    yield
    _run("DROP TRIGGER no_more") if is_sqlite() else _run("DROP FUNCTION no_more CASCADE")


def _run(*statements: str) -> None:
    db.session.rollback()
    for statement in statements:
        db.session.execute(text(statement))
    db.session.commit()


def stored() -> dict[str, Any]:
    db.session.rollback()
    counts = {t.__tablename__: db.session.scalar(select(func.count()).select_from(t)) for t in TABLES}
    found = {**counts, "change": head()}
    db.session.rollback()
    return found


REFUSED: dict[str, Callable[[dict[str, Person], County], Any]] = {
    "list": lambda p, c: p["carol"].get("/households"),
    "masked list": lambda p, c: p["dora"].get("/households"),
    "door": lambda p, c: p["carol"].get(f"/households/{c.doors['王一']}"),
    "csv": lambda p, c: p["dora"].get("/exports/uncovered.csv"),
    "xlsx": lambda p, c: p["dora"].get("/exports/uncovered.xlsx"),
    "progress": lambda p, c: p["dora"].get("/ledgers/progress.xlsx"),
    "aside": lambda p, c: p["carol"].get("/aside"),
    "exclusions": lambda p, c: p["carol"].get("/exclusions"),
    "snapshot": lambda p, c: p["alice"].get("/sync/snapshot"),
    "pull": lambda p, c: p["alice"].get("/sync/pull"),
    "log": lambda p, c: p["erin"].get("/audit.csv"),
    "push": lambda p, c: Phone(p["alice"], c).push(Phone(p["alice"], c).taught(c.doors["王一"]), blobs=(png(),)),
    "ask": lambda p, c: ask_for(p["frank"], c, "王一"),
    "move": lambda p, c: p["frank"].post("/households/move", from_code=EAST, to_code=EAST_2),
    "sign out": lambda p, c: p["carol"].delete("/session"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_shown_and_nothing_is_changed(
    people: dict[str, Person], county: County, unwritable: None, name: str
):
    before = stored()

    answer = REFUSED[name](people, county)

    assert (answer.status_code, answer.json["code"]) == (503, "audit_unavailable")
    assert answer.headers["Retry-After"] == "60"
    assert not any(householder in answer.text for householder in county.doors)
    assert stored() == before


def test_nobody_gets_in(app: Flask, people: dict[str, Person], unwritable: None):
    before = stored()

    answer = app.test_client().post("/api/v1/session", json={"username": "carol", "password": PASSWORD})

    assert (answer.status_code, answer.json["code"]) == (503, "audit_unavailable")
    assert "Set-Cookie" not in answer.headers
    assert stored() == before


def test_figures_without_names_go_on(people: dict[str, Person], unwritable: None):
    assert people["carol"].get("/coverage").status_code == 200


def test_a_phone_without_news_goes_on_calling(people: dict[str, Person], county: County, unwritable: None):
    assert Phone(people["alice"], county).push().status_code == 200


def test_all_goes_on_when_it_can_be_written_again(people: dict[str, Person], county: County, request: Any):
    phone = Phone(people["alice"], county)
    item = phone.taught(county.doors["王一"])
    request.getfixturevalue("unwritable")
    assert phone.push(item, blobs=(png(),)).status_code == 503
    _run("DROP TRIGGER no_more" if is_sqlite() else "DROP TRIGGER no_more ON audit_entry")

    (verdict,) = phone.verdicts(item, blobs=(png(),))

    assert verdict["status"] == "created"
    assert people["carol"].get("/households").json["total"] == 3
    db.session.rollback()
    assert list(disagreements()) == []
    _run(_SQLITE if is_sqlite() else _POSTGRES[1])  # for the fixture to take away


def test_a_head_that_is_gone_is_no_log_either(people: dict[str, Person]):
    _run("DELETE FROM audit_head")

    assert people["carol"].get("/households").json["code"] == "audit_unavailable"
