"""What is written on the way to a file stays nowhere, also when we are killed."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app import workroom
from tests.county import EAST_1, register
from tests.person import Person

KILLED = (
    "import os, signal; from app.workroom import workroom; room = workroom(); print(room.__enter__(), flush=True); \
os.kill(os.getpid(), signal.SIGKILL)"
)


def test_what_a_killed_process_left_is_swept_by_the_next(carol: Person):
    said = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, check=False, text=True).stdout
    left = Path(said.strip())
    (left / "doors").write_text("王一 13800001234")

    assert carol.get("/exports/uncovered.xlsx").status_code == 200

    assert not left.exists()


def test_a_living_process_keeps_its_own():
    with workroom.workroom() as one, workroom.workroom() as other:
        assert Path(one).is_dir()
        assert Path(other).is_dir()
    assert not Path(one).exists()


def test_nothing_is_written_among_everybodys_temporary_files(
    carol: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    register("孙五", EAST_1, "桥东村9号")
    monkeypatch.setattr(tempfile, "mkstemp", _noticed(tmp_path, tempfile.mkstemp))

    assert carol.get("/exports/uncovered.xlsx").status_code == 200

    seen = (tmp_path / "seen").read_text().split()
    assert seen
    assert all(workroom._NAME in place for place in seen)


def _noticed(tmp_path: Path, make):
    """The real thing, and where it was asked for."""

    def mkstemp(*args, **kwargs):
        made = make(*args, **kwargs)
        with (tmp_path / "seen").open("a") as seen:
            seen.write(f"{made[1]}\n")
        return made

    return mkstemp
