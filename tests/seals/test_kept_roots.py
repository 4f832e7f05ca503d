"""Roots kept elsewhere find whoever has the database and its key and writes all of it anew."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select, text

from app import clock
from app.backups import operations as backups
from app.changes import Change, Counter
from app.db import db
from app.seals import roots
from app.seals.models import SlipChain, SlipRoot, SlipSeal
from app.seals.record import key_id_of, root_message, sign
from app.seals.sealing import at as moment_of
from app.slips.models import Slip
from app.slips.statement import canonical
from app.sync.sealing import CountyKey, load, make_file
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone
from tests.seals.sealed import faults, hang_again, knock, seal

DAYS = 3


def on(day: int) -> time_machine.travel:
    return time_machine.travel(clock.now() - timedelta(days=DAYS - day), tick=True)


@pytest.fixture
def visits(alice: Person, county: County, county_key: CountyKey) -> list[str]:
    """One slip on each of three days, all three closed."""
    phone, made = Phone(alice, county), []
    for day in range(DAYS):
        with on(day):
            made.append(knock(phone, county, picture=day))
            seal(county_key)
    seal(county_key)
    return made


@pytest.fixture
def folder(visits: list[str], tmp_path: Path) -> Path:
    roots.write_files(tmp_path / "roots", None)
    return tmp_path / "roots"


def check(app: Flask, *options: str) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["check", *options])


def lines(app: Flask, folder: Path) -> list[str]:
    """What is wrong, says `flask check --roots`."""
    done = check(app, "--roots", str(folder))
    assert done.exit_code == (0 if "没有发现问题" in done.output else 1)
    return [line for line in done.output.splitlines() if line.startswith("root")]


def rewrite_history(key: CountyKey, visit_id: str) -> None:
    """Say another time of one visit and seal anew from there on, so that the database agrees with itself."""
    first = db.session.get_one(SlipSeal, UUID(visit_id))
    later = list(db.session.scalars(select(SlipSeal).where(SlipSeal.sealed_ms >= first.sealed_ms)))
    again = [(one.visit_id, one.sealed_ms) for one in sorted(later, key=lambda one: one.sealed_ms)]
    before = db.session.scalars(select(SlipSeal).where(SlipSeal.seq == first.seq - 1)).one()
    db.session.merge(SlipChain(village=before.village, seq=before.seq, leaf=before.leaf))
    head = db.session.scalars(select(Counter)).one().value
    gone = {str(one.sealed_ms) for one in later}
    for one in later:
        db.session.delete(one)
    for root in db.session.scalars(select(SlipRoot).where(SlipRoot.day >= clock.day_of(moment_of(first.sealed_ms)))):
        gone.add(str(root.number))
        db.session.delete(root)
    db.session.get_one(Visit, UUID(visit_id)).visited_at -= timedelta(minutes=7)
    for each, sealed_ms in again:
        # What the phone stated is in the event that it handed in, and so can be sealed again.
        slip = db.session.get_one(Slip, each)
        slip.is_sealed, slip.statement = False, None
        db.session.commit()
        with time_machine.travel(sealed_ms / 1000, tick=True):
            seal(key)
    seal(key)
    _chain_again(head, gone)


def _chain_again(head: int, gone: set[str]) -> None:
    """Put what was noted anew in the place of what was noted first, and hang the chain of changes on it."""
    changes = list(db.session.scalars(select(Change).order_by(Change.seq)))
    for kind in ("slip_seals", "slip_root"):
        old = [one for one in changes[:head] if one.kind == kind and one.entity_id in gone]
        new = [one for one in changes[head:] if one.kind == kind]
        for before, after in zip(old, new, strict=True):
            before.entity_id, before.digest = after.entity_id, after.digest
    db.session.execute(delete(Change).where(Change.seq > head))
    hang_again()


def day_of(path: Path) -> str:
    return path.stem.removeprefix("slip-root-")


def test_what_was_kept_is_what_the_county_holds(app: Flask, folder: Path):
    done = check(app, "--roots", str(folder))

    assert (done.exit_code, "3 个每日总账文件" in done.output) == (0, True), done.output


def test_history_written_anew_with_the_countys_own_key_is_found_by_one_old_file(
    app: Flask, visits: list[str], folder: Path, county_key: CountyKey
):
    """Of three days somebody kept the second: nothing inside the building shows what happened, and that does."""
    other, kept, another = sorted(folder.glob("*.json"))
    other.unlink()
    another.unlink()

    rewrite_history(county_key, visits[1])

    assert faults() == []
    alone = check(app)
    assert (alone.exit_code, "没有拿存在别处的每日总账核对" in alone.output) == (0, True), alone.output
    assert lines(app, folder) == [
        f"root file {kept.name}: the database has another root for that day. The first break is {day_of(kept)}"
    ]


def test_the_first_day_that_differs_is_named_and_those_after_it_are_counted(
    app: Flask, visits: list[str], folder: Path, county_key: CountyKey
):
    rewrite_history(county_key, visits[1])

    _, second, _ = sorted(folder.glob("*.json"))
    assert faults() == []
    assert lines(app, folder) == [
        (
            f"root file {second.name}: the database has another root for that day."
            f" The first break is {day_of(second)}; 1 more files differ after it"
        )
    ]


def test_a_day_that_the_database_has_no_longer_is_named(app: Flask, folder: Path):
    newest = sorted(folder.glob("*.json"))[-1]
    db.session.execute(text("DELETE FROM slip_root WHERE number = 3"))
    db.session.commit()

    must = f"root file {newest.name}: the database has no such day. The first break is {day_of(newest)}"
    assert must in lines(app, folder)


def test_a_file_by_another_key_is_nobodys(app: Flask, folder: Path, tmp_path: Path):
    """The key that stands in a file is only the file's word."""
    theirs = make_file(tmp_path / "theirs.pem").slip_key()
    path = sorted(folder.glob("*.json"))[0]
    file = json.loads(path.read_text())
    forged = canonical(json.loads(file["record"]) | {"leaves": 0, "key": key_id_of(theirs.public_key())})
    file |= {"record": forged.decode(), "seal": sign(theirs, root_message(forged))}
    file["public_key"] = theirs.public_key().public_bytes_raw().hex()
    path.write_text(json.dumps(file))

    found = lines(app, folder)

    assert found[0] == f"root file {path.name}: nobody knows its key {key_id_of(theirs.public_key())}"
    assert "the database has another root for that day" in found[1]


def test_a_seal_of_other_words_and_a_file_of_something_else_are_named(app: Flask, folder: Path):
    first, second, third = sorted(folder.glob("*.json"))
    file = json.loads(first.read_text())
    first.write_text(json.dumps(file | {"seal": json.loads(second.read_text())["seal"]}))
    second.write_text('{"format": "qiaomen-slip"}')
    third.write_bytes(b"\xff")

    assert lines(app, folder) == [
        f"root file {first.name}: its seal is not of this record",
        f"root file {second.name}: it is no root's file",
        f"root file {third.name}: it is no root's file",
    ]


@pytest.mark.usefixtures("visits")
def test_a_folder_with_nothing_in_it_shows_nothing(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The settings name where they are kept; a share that is not mounted is no proof that all is well."""
    monkeypatch.setitem(app.config, "SLIP_ROOTS", tmp_path / "not-mounted")

    done = check(app)

    assert (done.exit_code, f"root files {tmp_path / 'not-mounted'}: none is there" in done.output) == (1, True)


@pytest.mark.usefixtures("visits")
def test_a_backup_of_days_ago_is_not_held_against_files_of_today(
    app: Flask, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It has not the days since; checked in a process of its own, which reads the same settings."""
    monkeypatch.setenv("RESCUE_KEY_FILE", str(app.config["RESCUE_KEY_FILE"]))
    monkeypatch.setenv("SLIP_ROOTS", str(folder))
    backups.write(tmp_path / "county.backup")
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        seal(load(app.config["RESCUE_KEY_FILE"]))
    roots.write_files(folder, None)
    db.session.rollback()

    assert backups.verify(tmp_path / "county.backup")


def test_the_settings_folder_is_looked_at_unasked(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "SLIP_ROOTS", folder)
    db.session.execute(text("DELETE FROM slip_root WHERE number = 3"))
    db.session.commit()

    assert "the database has no such day" in check(app).output
