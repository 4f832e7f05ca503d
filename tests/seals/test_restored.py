"""A restore changes no seal and no root that left the building; phones bring the slips again."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, text

from app import clock
from app.backups import inspection
from app.backups import operations as backups
from app.changes import writing
from app.db import db
from app.seals import carrying
from app.seals.models import SlipRoot, SlipSeal
from app.sync.sealing import CountyKey
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.seals.sealed import faults, knock, seal


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check in a process apart has its own tests (tests/backups/test_verify.py)."""
    monkeypatch.setattr(inspection, "check", lambda _url: None)


def sealed() -> list[tuple]:
    db.session.rollback()
    seals = select(SlipSeal.village, SlipSeal.seq, SlipSeal.record, SlipSeal.seal)
    roots = select(SlipRoot.number, SlipRoot.record, SlipRoot.seal)
    return [*db.session.execute(seals.order_by(SlipSeal.leaf)), *db.session.execute(roots.order_by(SlipRoot.number))]


def restore(backup: Path) -> bool:
    restored = backups.restore(backup)
    assert restored.seals is not None
    with writing():
        return carrying.carry_on(restored.seals)


def test_what_was_sealed_since_stands_and_its_slips_come_again(
    alice: Person, county: County, county_key: CountyKey, tmp_path: Path
):
    phone = Phone(alice, county)
    with time_machine.travel(clock.now() - timedelta(days=1), tick=True):
        knock(phone, county, picture=1)
        seal(county_key)
        backups.write(tmp_path / "county.backup")
        items = [phone.slip(county.doors["王一"], "signed", png(2)), phone.taught(county.doors["李二"], png(3))]
        phone.verdicts(*items, blobs=(png(2), png(3)))
        seal(county_key)
    seal(county_key)
    before = sealed()
    assert len(before) == 4

    assert restore(tmp_path / "county.backup")
    assert sealed() == before
    assert faults() == []
    phone.verdicts(*items, blobs=(png(2), png(3)))
    assert seal(county_key) == 0
    knock(phone, county, picture=4)
    assert seal(county_key) == 1

    assert sealed()[: len(before)] != []
    assert set(before) <= set(sealed())
    assert faults() == []


def test_a_backup_taken_just_before_the_seal_is_gone_on_from(
    alice: Person, county: County, county_key: CountyKey, tmp_path: Path
):
    knock(Phone(alice, county), county, picture=1)
    backups.write(tmp_path / "county.backup")
    seal(county_key)
    before = sealed()

    assert restore(tmp_path / "county.backup")
    assert seal(county_key) == 0

    assert sealed() == before
    assert faults() == []


def test_what_was_sealed_in_between_is_not_written_over(
    alice: Person, county: County, county_key: CountyKey, tmp_path: Path
):
    knock(Phone(alice, county), county, picture=1)
    backups.write(tmp_path / "county.backup")
    seal(county_key)
    restored = backups.restore(tmp_path / "county.backup")
    seal(county_key)
    before = sealed()

    assert restored.seals is not None
    with writing():
        assert not carrying.carry_on(restored.seals)

    assert sealed() == before
    assert faults() == []


def test_a_slip_that_never_comes_again_leaves_its_seal(
    alice: Person, county: County, county_key: CountyKey, tmp_path: Path
):
    phone = Phone(alice, county)
    backups.write(tmp_path / "county.backup")
    knock(phone, county, picture=1)
    seal(county_key)

    restore(tmp_path / "county.backup")

    assert faults() == []
    assert db.session.execute(text("SELECT count(*) FROM slip_seal WHERE awaits IS NOT NULL")).scalar() == 1
