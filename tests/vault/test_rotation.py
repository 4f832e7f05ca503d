"""Keys are changed while the county works; killed at any point it goes on, and nothing becomes unreadable."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, insert, select, text, type_coerce

from app import clock
from app.backups import operations as backups
from app.changes import writing
from app.check import disagreements
from app.db import db, is_sqlite, new_id, rows_of
from app.households.models import Household, Resident
from app.vault import rotation
from app.vault.binding import sealed_columns
from app.vault.ciphers import key_id_of
from app.vault.models import DataKey
from app.vault.verification import sealed_tables
from config import ROOT, environment_for
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png

COMMAND = [sys.executable, "-m", "flask", "--app", "wsgi", "rotate-keys"]


@pytest.fixture
def house(county: County) -> UUID:
    """A door with a great many people in it."""
    door = register("孙五", EAST_1, "桥东村5号", phone="13900000005", note="后门")
    people = [
        {"id": new_id(), "household_id": door, "name": f"孙{n}", "phone": f"1380000{n:04}", "id_number": f"N{n:09}"}
        for n in range(3000)
    ]
    with writing():
        db.session.connection().execute(insert(rows_of(Resident)), people)
    return door


def keys() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(DataKey.id)))


def keys_in_use() -> set[str]:
    """Which keys something is sealed with, read off the stored bytes."""
    db.session.rollback()
    return {
        key_id_of(bytes(stored)).hex()
        for table in sealed_tables()
        for name in sealed_columns(table)
        for stored in db.session.scalars(
            select(type_coerce(table.c[name], LargeBinary)).where(table.c[name].is_not(None))
        )
    }


def phones() -> dict[UUID, str]:
    db.session.rollback()
    return dict(db.session.execute(select(Resident.id, Resident.phone)).tuples().all())


def rotate(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["rotate-keys"])
    assert result.exit_code == 0, result.output
    return result.output


def test_everything_is_sealed_anew_and_the_old_key_is_gone(
    app: Flask, house: UUID, county: County, alice: Person, carol: Person
):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), phone.visit("gone", outcome="dreamt"), blobs=(png(),))
    before, old = phones(), keys()

    said = rotate(app)

    assert len(keys()) == 1
    assert keys_in_use() == keys() != old
    assert phones() == before
    assert list(disagreements()) == []
    assert carol.post("/households/search", q="13800000042").json["total"] == 1
    assert "重新加密 3," in said


def test_killed_at_any_point_it_goes_on_where_it_was(app: Flask, house: UUID, database_url: str, carol: Person):
    before, old = phones(), keys()
    killed = subprocess.Popen(
        COMMAND, cwd=ROOT, env={**environment_for(database_url), "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE
    )
    # After the first batches, in the middle of a line of progress.
    os.read(killed.stdout.fileno(), 10)
    killed.stdout.read(90)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()

    assert len(keys()) == 2
    assert keys_in_use() == keys()
    assert phones() == before
    assert list(disagreements()) == []
    # Under either key.
    assert carol.post("/households/search", q="13800000001").json["total"] == 1
    assert carol.post("/households/search", q="13800002999").json["total"] == 1

    assert "上次没有换完" in rotate(app)
    assert len(keys()) == 1
    assert keys_in_use() == keys()
    assert not keys() & old
    assert phones() == before


def test_phones_hand_in_meanwhile_and_nothing_is_lost(
    app: Flask, house: UUID, county: County, database_url: str, alice: Person, carol: Person
):
    phone, sent = Phone(alice, county), 0
    with subprocess.Popen(COMMAND, cwd=ROOT, env=environment_for(database_url), stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            items = [phone.visit(county.doors["王一"], note=f"第{sent}次")]
            assert phone.verdicts(*items)[0]["status"] == "created"
            sent += 1
            db.session.remove()
            # Sixty a minute are let in, and a quick machine has done in a second or two.
            time.sleep(0.1 if sent < 10 else 1)

    assert running.returncode == 0
    assert sent >= 3
    assert keys_in_use() == keys()
    assert len(keys()) == 1
    assert list(disagreements()) == []
    notes = {visit["note"] for visit in carol.get(f"/households/{county.doors['王一']}").json["visits"]}
    assert notes == {f"第{n}次" for n in range(sent)}


def test_what_somebody_changes_meanwhile_is_not_changed_back(app: Flask, house: UUID):
    with writing():
        rotation.begin("aes-256-gcm")
    batch = next(batch for batch in rotation.batches() if batch.table.name == "household")
    with writing():
        db.session.get_one(Household, house).phone = "13999999999"

    with writing():
        rotation.seal_anew(batch)

    db.session.rollback()
    assert db.session.get_one(Household, house, populate_existing=True).phone == "13999999999"
    assert list(disagreements()) == []
    rotate(app)


def test_the_old_key_stays_while_anybody_may_still_use_it(app: Flask, house: UUID):
    with db.engine.connect() as older:
        older.execute(text("SELECT 1"))
        db.session.rollback()

        # On SQLite whoever writes does so alone.
        assert rotation.still_running(rotation.moment()) == (0 if is_sqlite() else 1)
        older.rollback()
    assert rotation.still_running(rotation.moment()) == 0


def test_the_old_key_stays_while_anything_is_sealed_with_it(app: Flask, house: UUID):
    with writing():
        rotation.begin("aes-256-gcm")

    with writing():
        assert not rotation.drop_old_keys()

    assert len(keys()) == 2
    rotate(app)


def test_a_backup_from_before_is_good_after(app: Flask, house: UUID, tmp_path: Path):
    backups.write(tmp_path / "county.backup")
    rotate(app)

    assert backups.verify(tmp_path / "county.backup").seq > 0
    backups.restore(tmp_path / "county.backup")

    assert len(phones()) == 3000
    rotate(app)


def test_a_county_may_change_to_the_national_cipher(app: Flask, house: UUID, monkeypatch: pytest.MonkeyPatch):
    before = phones()
    monkeypatch.setitem(app.config, "DATA_CIPHER", "sm4-gcm")

    rotate(app)

    assert db.session.scalars(select(DataKey.cipher)).all() == ["sm4-gcm"]
    assert phones() == before
    assert list(disagreements()) == []
    monkeypatch.undo()
    rotate(app)
    assert clock.now() > db.session.scalars(select(DataKey.made_at)).one()
