"""A backup is taken while everybody works, and is one moment; no half of one is ever left behind."""

import threading
from pathlib import Path

import pytest
from flask import Flask

from app import changes
from app.backups import operations as backups
from app.db import db
from app.problems import Problem
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png


def test_a_backup_under_a_writer_is_one_whole_moment(alice: Person, county: County, tmp_path: Path):
    phone, stop = Phone(alice, county), threading.Event()

    def keep_pushing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            pictures = tuple(png(number * 10 + each) for each in range(5))
            phone.verdicts(*(phone.taught(county.doors["王一"], picture) for picture in pictures), blobs=pictures)

    writer = threading.Thread(target=keep_pushing)
    writer.start()
    try:
        heads = [backups.write(tmp_path / f"{number}.backup") for number in range(8)]
    finally:
        stop.set()
        writer.join()

    db.session.rollback()
    assert [head.seq for head in heads] == sorted(head.seq for head in heads)
    assert heads[0].seq < heads[-1].seq <= changes.latest()
    assert [backups.verify(tmp_path / f"{number}.backup") for number in (3, 7)] == [heads[3], heads[7]]


def test_it_never_takes_the_place_of_another_file(county: County, tmp_path: Path):
    (tmp_path / "county.backup").write_text("the only one")

    with pytest.raises(Problem) as refused:
        backups.write(tmp_path / "county.backup")

    assert refused.value.code == "backup_exists"
    assert (tmp_path / "county.backup").read_text() == "the only one"


def test_it_is_for_our_eyes_and_leaves_nothing_else(county: County, tmp_path: Path):
    (tmp_path / "county.backup.part").write_text("left by one that was killed")

    backups.write(tmp_path / "county.backup")

    assert [path.name for path in tmp_path.iterdir()] == ["county.backup"]
    assert (tmp_path / "county.backup").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_is_said(county: County, tmp_path: Path):
    with pytest.raises(Problem) as refused:
        backups.write(tmp_path / "nowhere/county.backup")

    assert refused.value.code == "backup_failed"


def test_the_commands_say_what_phones_may_forget(app: Flask, county: County, tmp_path: Path):
    file = str(tmp_path / "county.backup")
    run = app.test_cli_runner().invoke

    written, verified, again = run(args=["backup", file]), run(args=["verify-backup", file]), run(args=["backup", file])

    newest = changes.latest()
    assert (written.exit_code, verified.exit_code, again.exit_code) == (0, 0, 1), written.output + verified.output
    assert f"到第 {newest} 号为止" in written.output
    assert f"放心清除第 {newest} 号及以前" in verified.output
    assert changes.backed_up() == newest
