"""The key is outside the database, for the server's eyes only, and nothing goes on without it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app.backups import operations as backups
from app.problems import Problem
from app.vault import key_file
from app.vault.keyring import Keyring, must_open
from config import ROOT, environment_for
from tests.county import EAST_1, County, register
from tests.person import Person

pytestmark = pytest.mark.one_database


@pytest.fixture
def door(county: County):
    return register("孙五", EAST_1, "桥东村5号", phone="13900000005")


@pytest.fixture
def use(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Another key file, as if the server had just been started with it."""

    def use(path: Path) -> None:
        monkeypatch.setitem(app.config, "DATA_KEY_FILE", path)
        monkeypatch.setitem(app.extensions, "keyring", Keyring())

    return use


def wrong(kind: str, right: Path, folder: Path) -> Path:
    path = folder / f"{kind}.key"
    if kind == "another":
        key_file.make(path)
    elif kind != "missing":
        path.write_bytes(right.read_bytes() if kind == "readable" else right.read_bytes()[:-9])
        path.chmod(0o440 if kind == "readable" else 0o400)
    return path


KINDS = [
    ("missing", "data_key_missing", "make-key"),
    ("another", "data_key_wrong", "换回"),
    ("readable", "data_key_readable_by_others", "chmod 400"),
    ("cut", "data_key_broken", "换回"),
]


@pytest.mark.parametrize(("kind", "code", "what_to_do"), KINDS)
def test_no_server_starts_without_the_right_key(
    app: Flask, door, database_url: str, tmp_path: Path, kind: str, code: str, what_to_do: str
):
    path = wrong(kind, app.config["DATA_KEY_FILE"], tmp_path)
    environment = {**environment_for(database_url), "DATA_KEY_FILE": str(path)}

    started = subprocess.run(
        [sys.executable, "-c", "import wsgi"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    right = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env=environment_for(database_url),
        capture_output=True,
        check=False,
    )

    assert started.returncode == 1
    assert started.stderr.count("\n") == 1
    assert f"[{code}]" in started.stderr
    assert what_to_do in started.stderr
    assert right.returncode == 0, right.stderr


@pytest.mark.parametrize(("kind", "code", "what_to_do"), KINDS)
def test_a_backup_without_its_key_is_refused_in_words(app: Flask, door, use, tmp_path: Path, kind, code, what_to_do):
    backups.write(tmp_path / "county.backup")
    use(wrong(kind, app.config["DATA_KEY_FILE"], tmp_path))

    verified = app.test_cli_runner().invoke(args=["verify-backup", str(tmp_path / "county.backup")])
    with pytest.raises(Problem) as restored:
        backups.restore(tmp_path / "county.backup", anyway=True)

    assert verified.exit_code == 1
    assert code in verified.output
    assert what_to_do in verified.output
    assert restored.value.code == code


def test_whoever_writes_a_backup_is_told_that_the_key_is_not_in_it(app: Flask, door, tmp_path: Path):
    written = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "county.backup")])

    assert written.exit_code == 0
    assert f"数据密钥 {app.config['DATA_KEY_FILE']} 不在备份里" in written.output
    material = app.config["DATA_KEY_FILE"].read_text().split()[-1]
    assert material.encode() not in (tmp_path / "county.backup").read_bytes()


def test_the_key_of_a_county_that_has_one_is_not_made_again(app: Flask, door, use, tmp_path: Path, monkeypatch):
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "county.pem")
    use(tmp_path / "gone.key")

    made = app.test_cli_runner().invoke(args=["make-key"])
    prepared = app.test_cli_runner().invoke(args=["prepare", "--url", "http://127.0.0.1:8000"])

    assert (made.exit_code, prepared.exit_code) == (1, 1)
    assert "data_key_missing" in made.output
    assert "data_key_missing" in prepared.output
    assert not (tmp_path / "gone.key").exists()


def test_the_file_is_for_its_owner_only_and_is_never_written_over(app: Flask, tmp_path: Path):
    os.umask(0)
    key_file.make(tmp_path / "new" / "data.key")
    content = (tmp_path / "new" / "data.key").read_bytes()

    with pytest.raises(Problem) as again:
        key_file.make(tmp_path / "new" / "data.key")

    assert (tmp_path / "new" / "data.key").stat().st_mode & 0o777 == 0o400
    assert again.value.code == "data_key_exists"
    assert (tmp_path / "new" / "data.key").read_bytes() == content


def test_a_server_that_lost_its_key_says_so_and_shows_no_number(app: Flask, door, carol: Person, use, tmp_path: Path):
    use(tmp_path / "gone.key")

    answer = carol.get(f"/households/{door}")

    assert (answer.status_code, answer.json["code"]) == (503, "data_key_missing")
    with pytest.raises(Problem):
        must_open()
