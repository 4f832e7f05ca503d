"""A restore after a restore, and what happens while one is under way: what phones forgot stays relied on, and nobody's doing is undone."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app import changes
from app.backups import inspection
from app.backups import operations as backups
from app.db import db
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone
from tests.phones.keyed import KeyedPhone, enrolled


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check in a process apart has its own tests (test_verify.py); here it would be most of the time."""
    monkeypatch.setattr(inspection, "check", lambda _url: None)


def backed_up(app: Flask, file: Path) -> Path:
    for command in ("backup", "verify-backup"):
        result = app.test_cli_runner().invoke(args=[command, str(file)])
        assert result.exit_code == 0, result.output
    return file


def restored(app: Flask, file: Path) -> str:
    """How it went, in a word: done, or why not."""
    return str(app.test_cli_runner().invoke(args=["restore", str(file)]).output).splitlines()[-1]


def test_what_phones_rely_on_outlasts_a_restore(app: Flask, phone: Phone, county: County, tmp_path: Path):
    monday = backed_up(app, tmp_path / "monday")
    phone.verdicts(phone.visit(county.doors["李二"]))
    tuesday = backed_up(app, tmp_path / "tuesday")
    relied_on = changes.backed_up()
    phone.verdicts(phone.visit(county.doors["李二"], note="later"))

    assert "不需要别的操作" in restored(app, tuesday)

    db.session.rollback()
    assert changes.backed_up() == relied_on
    assert "手机可能已清除" in restored(app, monday)
    assert db.session.scalars(select(func.count()).select_from(Visit)).one() == 3


def test_a_history_that_was_left_is_not_gone_back_to_once_phones_rely_on_another(
    app: Flask, phone: Phone, county: County, tmp_path: Path
):
    first = backed_up(app, tmp_path / "first")
    # With more changes than what comes after.
    phone.verdicts(*[phone.visit(county.doors["李二"], note=str(n)) for n in range(9)])
    backups.write(tmp_path / "left")
    assert "不需要别的操作" in restored(app, first)
    # Nobody relies on anything since: it may be undone.
    assert "不需要别的操作" in restored(app, tmp_path / "left")
    assert "不需要别的操作" in restored(app, first)
    phone.verdicts(phone.visit(county.doors["李二"], note="since"))
    backed_up(app, tmp_path / "since")

    assert "另一段历史" in restored(app, tmp_path / "left")


def test_where_the_county_could_not_be_read_phones_may_have_forgotten_all_of_the_backup(
    app: Flask, phone: Phone, county: County, tmp_path: Path
):
    older = backed_up(app, tmp_path / "older")
    phone.verdicts(phone.visit(county.doors["李二"]))
    newer = backed_up(app, tmp_path / "newer")
    # Nothing tells how far phones relied on it.
    db.session.execute(text("DROP TABLE counter"))
    db.session.commit()

    assert "手机会自动发现" in restored(app, newer)

    assert "手机可能已清除" in restored(app, older)


def test_what_the_office_does_while_the_copy_is_checked_stands(
    app: Flask, carol: Person, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    backups.write(tmp_path / "county.backup")
    old = enrolled(app, carol, "alice")
    late: list[KeyedPhone] = []

    def slowly(_url: str) -> None:
        late.append(enrolled(app, carol, "bob"))
        assert carol.post(f"/phones/{old.device_id}/end").status_code == 200
        db.session.rollback()

    monkeypatch.setattr(inspection, "check", slowly)
    restored(app, tmp_path / "county.backup")
    db.session.rollback()

    assert late[0].push().status_code == 200
    assert old.push().json["code"] == "phone_ended"
