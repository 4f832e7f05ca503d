"""Phones forget what a verified backup holds: nothing that is not whole and ours may pass for one."""

from pathlib import Path

import pytest
from flask import Flask

from app import changes
from app.backups import operations as backups
from app.changes import writing
from app.db import db, is_sqlite
from app.problems import Problem
from tests.backups.conftest import now_at
from tests.backups.spoiling import flip, rewritten
from tests.county import County
from tests.phone import Phone


@pytest.fixture
def backup(phone: Phone, tmp_path: Path) -> Path:
    backups.write(tmp_path / "county.backup")
    db.session.rollback()
    return tmp_path / "county.backup"


def refusal_of(file: Path) -> Problem:
    with pytest.raises(Problem) as refused:
        backups.verify(file)
    db.session.rollback()
    assert changes.backed_up() == 0
    return refused.value


def test_a_sound_backup_raises_the_watermark_and_nothing_lowers_it(phone: Phone, county: County, tmp_path: Path):
    older = backups.write(tmp_path / "older")
    phone.verdicts(phone.visit(county.doors["王一"]))
    newer = backups.write(tmp_path / "newer")

    for file in ("newer", "older"):
        verified = backups.verify(tmp_path / file)
        with writing():
            backups.trust(verified)

    assert older.seq < newer.seq == changes.backed_up()
    assert phone.push().json["backed_up"] == newer.seq


def test_verifying_alone_raises_nothing_and_changes_nothing(phone: Phone, backup: Path):
    before = now_at()

    assert backups.verify(backup) == before

    assert (now_at(), changes.backed_up()) == (before, 0)


@pytest.mark.parametrize("place", [0.02, 0.1, 0.3, 0.5, 0.8, 0.9, 0.999, 1])
def test_one_byte_turned_over_is_noticed(backup: Path, place: float):
    flip(backup, place)

    assert refusal_of(backup).code == "backup_damaged"


@pytest.mark.parametrize("kept", [1, 40, 5000, -1, -100])
def test_a_file_that_was_cut_short_is_noticed(backup: Path, kept: int):
    backup.write_bytes(backup.read_bytes()[:kept])

    assert refusal_of(backup).code in ("backup_damaged", "not_a_backup")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"SQLite format 2", "姓名,地址".encode()])
def test_another_file_is_no_backup(backup: Path, content: bytes):
    backup.write_bytes(content)

    assert refusal_of(backup).code == "not_a_backup"


@pytest.mark.parametrize(
    ("statement", "noticed_by"),
    [
        ("DELETE FROM event WHERE receipt = (SELECT max(receipt) FROM event)", "第"),
        ("DELETE FROM standing", "standing"),
        ("UPDATE change SET digest = chain_hash WHERE seq = 3", "change 3"),
        ("DELETE FROM change WHERE seq = 2", "change 2"),
        ("DELETE FROM blob", ""),
        ("UPDATE blob SET data = x'00'", "blob"),
        ("UPDATE event SET body = '{}'", "event"),
        ("UPDATE slip SET text = 'else'", "slip"),
    ],
)
def test_content_that_was_changed_is_noticed_though_the_sum_is_right(backup: Path, statement: str, noticed_by: str):
    if not is_sqlite():
        statement = statement.replace("x'00'", "'\\x00'")

    problem = refusal_of(rewritten(backup, statement))

    assert problem.code == "backup_damaged"
    assert noticed_by in "\n".join(problem.details["lines"])


def test_a_chain_that_was_edited_is_another_history(backup: Path):
    problem = refusal_of(rewritten(backup, f"UPDATE counter SET chain_hash = '{'0' * 64}'"))

    assert problem.code == "backup_of_another_history"


def test_a_number_that_we_have_not_reached_is_another_history(backup: Path):
    problem = refusal_of(rewritten(backup, "UPDATE counter SET value = value + 1"))

    assert problem.code == "backup_of_another_history"


def test_a_backup_from_before_a_restore_is_another_history(phone: Phone, backup: Path, county: County, tmp_path: Path):
    phone.verdicts(phone.visit(county.doors["李二"]))
    backups.write(tmp_path / "lost")
    backups.restore(backup)
    phone.verdicts(phone.visit(county.doors["王一"]))

    assert refusal_of(tmp_path / "lost").code == "backup_of_another_history"


def test_what_was_verified_before_a_restore_is_not_trusted_after(phone: Phone, backup: Path, county: County):
    phone.verdicts(phone.visit(county.doors["李二"]))
    verified = now_at()
    backups.restore(backup)

    with pytest.raises(Problem), writing():
        backups.trust(verified)

    assert changes.backed_up() == 0


def test_a_backup_of_a_newer_program_says_so(backup: Path):
    problem = refusal_of(rewritten(backup, "UPDATE alembic_version SET version_num = '20991231'"))

    assert problem.code == "backup_of_newer_program"


def test_the_commands_name_what_is_wrong(app: Flask, backup: Path):
    file = str(rewritten(backup, "DELETE FROM standing"))
    before = now_at()

    results = [app.test_cli_runner().invoke(args=[command, file]) for command in ("verify-backup", "restore")]

    for result in results:
        assert result.exit_code == 1
        assert "不能使用" in result.output
        assert "its standing does not follow" in result.output
    assert (now_at(), changes.backed_up()) == (before, 0)
