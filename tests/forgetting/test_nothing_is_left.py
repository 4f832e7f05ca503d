"""A family that the product knows all about is forgotten by order: afterwards no word, number, stroke or picture of theirs is anywhere."""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.check import disagreements
from app.db import db
from app.ledgers.models import KeptLedger
from app.seals import watch
from app.sync.sealing import CountyKey
from tests.county import County
from tests.forgetting.marked import MARKS, Cast, plant
from tests.forgetting.orders import ask, counted, forget
from tests.forgetting.searching import in_answers, in_files, in_tables
from tests.person import Person

KINDS = {
    "slips",
    "visits",
    "exclusions",
    "checks",
    "proposals",
    "former_cases",
    "originals",
    "asides",
    "rosters",
    "jobs",
    "packs",
    "pictures",
    "register",
    "cases",
    "awaited",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Temporary files and the server's log, at its most talkative."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    handler, root = logging.FileHandler(tmp_path / "server.log"), logging.getLogger()
    monkeypatch.setattr(root, "level", logging.INFO)
    root.addHandler(handler)
    yield tmp_path
    root.removeHandler(handler)
    handler.close()


@pytest.fixture
def cast(county: County, alice: Person, bob: Person, carol: Person, erin: Person, frank: Person) -> Cast:
    return Cast(county, alice, bob, carol, erin, frank)


def test_nothing_is_left_of_them(app: Flask, cast: Cast, gina: Person, county_key: CountyKey, folder: Path):
    home = plant(cast)
    sealed = watch.look(county_key, None)
    assert sealed >= 6
    assert list(disagreements()) == []
    office, walkers = [cast.erin, cast.carol, cast.frank], [cast.alice, cast.frank]
    # The search finds each mark somewhere, and every place that keeps or shows them: else it would prove nothing.
    before = in_tables()
    assert {line.split(": ", 1)[1] for line in before} == {str(mark) for mark in MARKS}
    assert len({line.split(":")[0] for line in before}) > 30
    assert in_files(app, folder)
    assert len({line.split(":")[0] for line in in_answers(home, [cast.carol], walkers)}) > 20
    assert db.session.scalar(select(func.count()).select_from(KeptLedger))

    asked = ask(cast.erin, home)
    assert {one["way"] for one in asked["mentions"]} == {"cut", "empty", "whole"}, asked["mentions"]
    assert set(counted(asked["would_go"])) == KINDS
    cast.erin.post(f"/forgettings/{asked['id']}/refuse", reason="先不办")
    gina.post(f"/forgettings/{asked['id']}/refuse", reason="先不办")
    done = forget(cast.erin, gina, home, cut=True)
    finished = app.test_cli_runner().invoke(args=["forget"])

    assert finished.exit_code == 0, finished.output
    assert set(counted(done["removed"])) == {*KINDS, "mentions"}
    # Of four evidence packs the one that has nothing to do with them stays.
    assert counted(done["removed"])["packs"] == 3
    (pack,) = [one for one in cast.carol.get("/jobs").json["items"] if one["kind"] == "evidence" and one["has_file"]]
    assert cast.carol.get(f"/jobs/{pack['id']}/file").status_code == 200
    assert in_tables() == []
    (folder / "county.backup").unlink()
    assert in_files(app, folder) == []
    assert in_answers(home, office, walkers) == []
    assert list(disagreements()) == []
