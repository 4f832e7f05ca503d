"""Who came since the backup stays over a restore, with account, phone and grids; what the office has to do is said."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.backups import inspection
from app.backups import operations as backups
from app.check import disagreements
from app.db import db
from tests.county import EAST, EAST_1, TOWN, WEST_1, County
from tests.people.browser import Browser, hire
from tests.person import Person
from tests.phone import Phone
from tests.phones.keyed import enrolled

NO_MORE = "不需要别的操作"
LEFT = "有 1 个账号没有接上（用户名在备份里是别人的，或备份是别的县的）：newbie。"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check in a process apart has its own tests (test_verify.py); here it would be most of the time."""
    monkeypatch.setattr(inspection, "check", lambda _url: None)


@pytest.fixture
def backup(alice: Person, tmp_path: Path) -> Path:
    """Of the county as it was at first."""
    backups.write(tmp_path / "first")
    db.session.rollback()
    return tmp_path / "first"


def restored(app: Flask, *told: str) -> str:
    """What the command says."""
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["restore", *told])
    assert result.exit_code == 0, result.output
    return result.output


def spoil() -> None:
    """Make the present county unreadable where the doors are."""
    db.session.execute(text("DROP TABLE known_browser"))
    db.session.commit()
    db.session.remove()


def statuses(phone: Phone, *items: dict) -> list[str]:
    return [verdict["status"] for verdict in phone.verdicts(*items)]


def walkers(office: Person, code: str) -> list[str]:
    return [worker["name"] for worker in office.get(f"/divisions/{code}").json["workers"]]


def test_an_account_made_since_goes_on_as_if_nothing_had_been(app: Flask, county: County, erin: Person, backup: Path):
    hire("newbie", "worker", TOWN)
    me = Person(app, "newbie")
    assert erin.put_json(f"/divisions/{EAST_1}/workers", worker_ids=[str(me.id)]).status_code == 204
    phone, keyed = Phone(me, county), enrolled(app, Person(app, "carol"), "newbie")
    visit, signed = phone.visit(county.doors["王一"]), phone.visit(county.doors["李二"], note="keyed")
    assert statuses(phone, visit) == ["created"]

    said = restored(app, str(backup))

    assert statuses(phone, visit) == ["created"]
    assert keyed.push(signed).json["results"][0]["status"] == "created"
    assert Person(app, "newbie").id == me.id
    assert NO_MORE in said
    assert "重新建账号" not in said
    written = next(entry["said"] for entry in erin.get("/audit").json["items"] if entry["action"] == "restore_backup")
    assert written.startswith("接回账号 1 个")
    assert written.endswith("接回网格 1 个")
    assert list(disagreements()) == []


def test_an_account_that_was_made_and_closed_since_stays_closed(app: Flask, erin: Person, backup: Path):
    hire("newbie", "worker", TOWN)
    newbie = Person(app, "newbie")
    erin.patch(f"/accounts/{newbie.id}", is_active=False)

    restored(app, str(backup))

    assert Browser(app).sign_in("newbie").json["code"] == "sign_in_failed"
    assert newbie.get("/session").json["code"] == "signed_out"


def test_a_grid_that_changed_hands_since_is_not_handed_back(
    app: Flask, county: County, alice: Person, bob: Person, erin: Person, backup: Path
):
    erin.put_json(f"/divisions/{WEST_1}/workers", worker_ids=[str(alice.id)])
    phone = Phone(alice, county)
    visit = phone.visit(county.doors["赵三"])
    assert statuses(phone, visit) == ["created"]

    said = restored(app, str(backup))

    assert walkers(erin, WEST_1) == ["Alice"]
    assert statuses(phone, visit) == ["created"]
    # Who handed it over still brings what was recorded until then.
    before = Phone(bob, county)
    assert statuses(before, before.visit(county.doors["赵三"], note="before")) == ["created"]
    assert NO_MORE in said
    assert list(disagreements()) == []


def test_whose_grid_the_backup_has_not_is_named(app: Flask, alice: Person, erin: Person, backup: Path):
    made = erin.post("/divisions", parent_code=EAST, name="新网格")
    assert made.status_code == 201, made.text
    erin.put_json(f"/divisions/{made.json['code']}/workers", worker_ids=[str(alice.id)])

    said = restored(app, str(backup))

    assert "有 1 人的网格备份里没有，请重新给网格：alice。" in said
    assert NO_MORE not in said


def test_an_account_whose_name_is_another_one_s_in_the_backup_is_left_and_named(
    app: Flask, backup: Path, tmp_path: Path
):
    hire("newbie", "worker", TOWN)
    first = Person(app, "newbie")
    backups.write(tmp_path / "later")
    spoil()
    assert NO_MORE not in restored(app, str(backup))
    hire("newbie", "worker", TOWN)
    second = Person(app, "newbie")

    said = restored(app, str(tmp_path / "later"))

    assert LEFT in said
    assert NO_MORE not in said
    assert second.get("/session").json["code"] == "signed_out"
    assert Person(app, "newbie").id == first.id != second.id


def test_no_account_goes_over_into_another_county(app: Flask, backup: Path):
    hire("newbie", "worker", TOWN)
    db.session.execute(text("UPDATE change SET chain_hash = digest WHERE seq = 1"))
    db.session.commit()

    said = restored(app, str(backup), "--anyway")

    assert LEFT in said
    assert Browser(app).sign_in("newbie").json["code"] == "sign_in_failed"


def test_a_phone_enrolled_since_needs_a_new_code_where_the_county_could_not_be_read(
    app: Flask, county: County, alice: Person, backup: Path
):
    phone = enrolled(app, Person(app, "carol"), "alice")
    visit = Phone(alice, county).visit(county.doors["王一"])
    spoil()

    said = restored(app, str(backup))

    assert "备份之后绑定的手机，要由办公室重新给出绑定码" in said
    assert NO_MORE not in said
    assert phone.push(visit).status_code == 401
    assert phone.sign_in("alice").status_code >= 400
    again = enrolled(app, Person(app, "carol"), "alice")
    assert again.push(visit).json["results"][0]["status"] == "created"
