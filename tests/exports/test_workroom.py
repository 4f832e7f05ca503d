"""What is written on the way to a file stays nowhere, also when we are killed."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from app import workroom
from app.visits import filed
from tests.county import EAST_1, register
from tests.person import Person

pytestmark = pytest.mark.one_database

KILLED = (
    "import os, signal; from app.workroom import workroom; room = workroom(); print(room.__enter__(), flush=True); \
os.kill(os.getpid(), signal.SIGKILL)"
)


def test_what_a_killed_process_left_is_swept_by_the_next(carol: Person):
    said = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, check=False, text=True).stdout
    left = Path(said.strip())
    (left / "doors").write_text("王一 13800001234")

    assert carol.get("/ledgers/progress.xlsx").status_code == 200

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

    assert carol.get("/ledgers/progress.xlsx").status_code == 200

    seen = (tmp_path / "seen").read_text().split()
    assert seen
    assert all(workroom._NAME in place for place in seen)


def test_what_a_list_is_written_to_has_no_name(carol: Person, monkeypatch: pytest.MonkeyPatch):
    """Neither its file nor what the writer needs on the way: it is gone with the process, whatever ends that."""
    register("孙五", EAST_1, "桥东村9号")
    rounds, held, before = filed.rounds, [], set(_files_held())

    def looked_at(wanted: Any) -> Any:
        for some in rounds(wanted):
            yield some
            held.extend(_files_held())

    monkeypatch.setattr(filed, "rounds", looked_at)
    assert carol.get("/exports/uncovered.xlsx").status_code == 200

    temporary = [name for name in held if name not in before and name.startswith((tempfile.gettempdir(), "/dev/shm"))]
    ours = [name for name in temporary if "qiaomen-" not in name]  # the county of the tests itself lies there
    assert len(ours) >= 2
    assert [name for name in ours if not name.endswith(" (deleted)")] == []


def _files_held() -> Iterator[str]:
    for file in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            yield str(file.readlink())


def _noticed(tmp_path: Path, make):
    """The real thing, and where it was asked for."""

    def mkstemp(*args, **kwargs):
        made = make(*args, **kwargs)
        with (tmp_path / "seen").open("a") as seen:
            seen.write(f"{made[1]}\n")
        return made

    return mkstemp
