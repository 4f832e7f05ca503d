"""What comes after all, from a phone that was late or out of an older backup, is forgotten by itself; who moved in is not."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.backups import inspection
from app.blobs.models import Blob
from app.changes import writing
from app.check import disagreements
from app.db import database_file, db, is_sqlite
from app.forgetting import operations, sweeping
from app.forgetting.models import Forgetting, ForgottenPicture
from app.households.models import Household
from app.seals import watch
from app.seals.models import SlipSeal
from app.slips.models import Slip
from app.sync.models import Event, Quarantine
from app.sync.sealing import CountyKey
from app.visits.models import Visit
from tests.asking import ask as ask_exclusion
from tests.county import COUNTY, County, hire
from tests.forgetting.orders import ask, counted, forget
from tests.forgetting.searching import in_tables
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.vault.thief import finds

MARK = "皇甫忆寒"


def named(county: County) -> None:
    """Let the people of 王一's door be known by a mark that the search looks for."""
    with writing():
        door = db.session.get_one(Household, county.doors["王一"])
        door.householder, door.door_key = MARK, door.door_key.replace("王一", MARK)


def made(phone: Phone, county: County) -> list[dict]:
    """A taught visit, one that cannot be applied, a request, all of them naming them."""
    door = county.doors["王一"]
    taught = phone.taught(door, png(1), slip={"signer_name": MARK}, note=MARK, photos=[sha256(png(2))])
    return [taught | {"schema_version": 2}, phone.visit(door, outcome="dreamt", note=MARK)]


def test_what_a_phone_brings_late_goes_a_moment_later(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County
):
    named(county)
    phone = Phone(alice, county)
    items = made(phone, county)
    forget(erin, gina, county.doors["王一"])
    assert in_tables() == []

    verdicts = phone.verdicts(*items, blobs=(png(1),))
    alice.put(f"/blobs/{sha256(png(2))}", png(2))

    # It is taken in as always: the visit counts, and only then its words go.
    assert [one["status"] for one in verdicts] == ["created", "quarantined"]
    assert in_tables() != []
    assert sweeping.sweep() == 1
    assert in_tables() == []
    assert db.session.scalars(select(Blob.sha256)).all() == []
    assert carol.get("/coverage").json["total"]["covered"] == 1
    assert list(disagreements()) == []
    assert sweeping.sweep() == 0
    # A phone that asks again is told the same.
    assert [one["status"] for one in phone.verdicts(*items)] == ["duplicate", "quarantined"]


def test_a_picture_that_comes_late_goes_within_the_hour(erin: Person, gina: Person, alice: Person, county: County):
    phone = Phone(alice, county)
    event = phone.taught(county.doors["王一"], png(1), photos=[sha256(png(2))]) | {"schema_version": 2}
    phone.verdicts(event)
    forget(erin, gina, county.doors["王一"])
    assert set(db.session.scalars(select(ForgottenPicture.sha256))) == {sha256(png(1)), sha256(png(2))}

    for picture in (png(1), png(2)):
        assert alice.put(f"/blobs/{sha256(picture)}", picture).status_code == 201

    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        sweeping.sweep()
    assert db.session.scalars(select(Blob.sha256)).all() == []
    assert list(disagreements()) == []


def test_who_moved_in_is_not_meant(erin: Person, gina: Person, alice: Person, county: County):
    phone, door = Phone(alice, county), county.doors["王一"]
    forget(erin, gina, door)
    taught = phone.taught(door, png(1), slip={"signer_name": "令狐"}, note="新住户")
    wrong = phone.visit(door, outcome="dreamt", note="新住户")
    phone.verdicts(taught, wrong, blobs=(png(1),))
    assert ask_exclusion(alice, door).status_code == 201

    assert sweeping.sweep() == 0

    assert db.session.scalars(select(Slip.signer_name)).all() == ["令狐"]
    assert db.session.scalars(select(Visit.note)).all() == ["新住户"]
    assert all(db.session.scalars(select(Quarantine.raw)))


def test_stopped_after_it_was_agreed_to_it_is_done_by_the_server(
    erin: Person, gina: Person, alice: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    named(county)
    phone = Phone(alice, county)
    phone.verdicts(*made(phone, county), blobs=(png(1),))
    asked = ask(erin, county.doors["王一"])
    with monkeypatch.context() as broken:
        broken.setattr(operations, "carry_out", lambda _id: 1 / 0)
        assert gina.post(f"/forgettings/{asked['id']}/approve").status_code == 500
    kept = erin.get(f"/forgettings/{asked['id']}").json
    assert (kept["decision"], kept["is_done"]) == ("approved", False)
    assert in_tables() != []

    assert sweeping.sweep() == 1

    assert in_tables() == []
    assert erin.get(f"/forgettings/{asked['id']}").json["is_done"]


def test_half_done_is_not_done_at_all(
    erin: Person, gina: Person, alice: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    named(county)
    phone = Phone(alice, county)
    phone.verdicts(*made(phone, county), blobs=(png(1),))
    asked = ask(erin, county.doors["王一"])
    before = in_tables()
    with monkeypatch.context() as broken:
        held = operations.HELD
        broken.setattr(
            operations, "HELD", (*held[:4], type(held[0])("x", "x", lambda _p: [1], lambda *_: 1 / 0), *held[4:])
        )
        assert gina.post(f"/forgettings/{asked['id']}/approve").status_code == 500

    assert in_tables() == before
    sweeping.sweep()
    assert in_tables() == []


def test_an_older_backup_brings_them_back_and_they_are_forgotten_again(
    app: Flask,
    erin: Person,
    gina: Person,
    alice: Person,
    county: County,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    # The check in a process apart has its own tests (tests/backups/test_verify.py).
    monkeypatch.setattr(inspection, "check", lambda _url: None)
    named(county)
    phone = Phone(alice, county)
    items = made(phone, county)
    phone.verdicts(*items, blobs=(png(1),))
    run = app.test_cli_runner()
    assert run.invoke(args=["backup", str(tmp_path / "old")]).exit_code == 0
    later = phone.visit(county.doors["王一"], note=MARK)
    phone.verdicts(later)
    done = forget(erin, gina, county.doors["王一"])
    assert in_tables() == []

    restored = run.invoke(args=["restore", str(tmp_path / "old")])

    assert restored.exit_code == 0, restored.output
    assert "已再次删除" in restored.output
    assert in_tables() == []
    kept = db.session.get_one(Forgetting, UUID(done["id"]))
    assert (kept.is_done, kept.until) == (True, datetime.fromisoformat(done["until"]))
    # The phone brings again what the backup lacks, and that goes too.
    assert [one["status"] for one in phone.verdicts(*items, later)] == ["duplicate", "quarantined", "created"]
    assert in_tables() != []
    sweeping.sweep()
    assert in_tables() == []
    assert set(db.session.scalars(select(Event.body))) == {""}
    assert list(disagreements()) == []


def test_a_seal_that_waits_for_its_slip_after_a_restore_opens_nothing(
    app: Flask,
    alice: Person,
    county: County,
    county_key: CountyKey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(inspection, "check", lambda _url: None)
    with writing():
        hire("gina", "admin", COUNTY)
    run, phone = app.test_cli_runner(), Phone(alice, county)
    assert run.invoke(args=["backup", str(tmp_path / "old")]).exit_code == 0
    event = phone.slip(county.doors["王一"], "signed", png(1), seed="5eed" * 16)
    phone.verdicts(event, blobs=(png(1),))
    assert watch.look(county_key, None) == 1
    # The seal left the building, so it is carried over; its slip is yet to come again.
    assert run.invoke(args=["restore", str(tmp_path / "old")]).exit_code == 0
    assert db.session.scalars(select(SlipSeal.awaits)).all() == ["5eed" * 16]

    done = forget(Person(app, "erin"), Person(app, "gina"), county.doors["王一"])
    assert counted(done["removed"]) == {"seeds": 1, "register": 1}
    phone.verdicts(event, blobs=(png(1),))
    sweeping.sweep()
    watch.look(county_key, None)

    db.session.rollback()
    (slip,) = db.session.scalars(select(Slip))
    assert (slip.is_sealed, slip.seed, slip.text, slip.signer_name) == (True, None, "", "已依规删除")
    assert [one for one in in_tables() if "5eed" in one] == []
    assert list(disagreements()) == []


def test_the_write_ahead_log_keeps_nothing_of_them(
    app: Flask, erin: Person, gina: Person, alice: Person, county: County
):
    named(county)
    phone = Phone(alice, county)
    phone.verdicts(*made(phone, county), blobs=(png(1),))
    db.session.rollback()
    # PostgreSQL's is the operator's (docs/data-protection.md).
    logs = [database_file().with_name(f"{database_file().name}-wal")] if is_sqlite() else []
    assert bool(finds(logs, [MARK])) == is_sqlite()

    forget(erin, gina, county.doors["王一"])

    # What came after it, the reading of it, names nobody.
    assert finds(logs, [MARK]) == []
