"""Each seeded bug, in a copy of the tree, must be caught by the row that is meant to."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.faults.bugs import Bug, phone, server
from tests.faults.outcome import Outcome
from tests.faults.seeds import Place

ROOT = Path(__file__).parents[3]
BUGS = (*phone.BUGS, *server.BUGS)
MOST_ROUNDS = 1_000
_TAKEN = ("app", "migrations", "tests", "static/src", "static/faults", "config.py", "wsgi.py", "static/package.json")
_CAUGHT = re.compile(r"^  seed (\d+):.*\n +(.*)", re.MULTILINE)


def play(seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    """Seed n is the n-th bug."""
    for seed in seeds:
        yield _hunt(seed, BUGS[seed - 1], place.folder / "tree")


def _hunt(seed: int, bug: Bug, tree: Path) -> Outcome:
    _copy_tree(tree)
    target = tree / bug.file
    text = target.read_text()
    if text.count(bug.before) != 1:
        return Outcome(seed, 0, (f"the bug “{bug.name}” fits {bug.file} no more: write its patch anew",))
    target.write_text(text.replace(bug.before, bug.after))
    command = [sys.executable, "-m", "tests.faults", "--only", bug.row, "--rounds", str(MOST_ROUNDS)]
    found = _run([*command, "--until-first", "--jobs", "1"], tree)
    caught = _CAUGHT.search(found)
    if caught:
        return Outcome(seed, 0, notes=(f"{bug.name}: {bug.row} {caught[1]}, {caught[2][:90]}",))
    return Outcome(seed, 0, (f"nobody caught “{bug.name}” in {bug.row}: {found[-900:]}",))


def _run(command: list[str], tree: Path) -> str:
    """What it says. Told to stop, we tell it too, and wait until it has ended all that it started."""
    with subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as hunt:
        try:
            return hunt.communicate()[0]
        except BaseException:
            hunt.terminate()
            raise


def _copy_tree(tree: Path) -> None:
    shutil.rmtree(tree, ignore_errors=True)
    for name in _TAKEN:
        source, target = ROOT / name, tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    (tree / "static/node_modules").symlink_to((ROOT / "static/node_modules").resolve())
