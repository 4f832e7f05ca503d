"""Each rule fires on what was planted for it and on nothing beside, and none on ours; what is excused says why."""

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from tests.test_house_rules import ROOT, tracked

SEMGREP = ROOT / ".scanners" / "semgrep" / "bin" / "semgrep"
PLANTED = Path(__file__).parent / "planted"
# Linters would read them under their own endings.
KINDS = {"holes.txt": "holes.py", "page.txt": "page.ts"}
_SAID = re.compile(r"(?:#|//|<!--) ((?:[a-z-]+ ?)+?)(?: -->)?$")


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    """In an environment of its own, since it wants other versions of our packages."""
    subprocess.run(["make", "--silent", ".stamps/semgrep"], cwd=ROOT, check=True)


def scan(*paths: str, cwd: Path) -> set[tuple[str, int, str]]:
    """What it finds: file, line and rule."""
    config = ["--config", str(ROOT / "semgrep.yml"), "--metrics", "off", "--disable-version-check"]
    told = subprocess.run(
        [str(SEMGREP), "scan", *config, "--json", *paths], cwd=cwd, capture_output=True, text=True, check=True
    )
    found = json.loads(told.stdout)
    assert found["errors"] == []
    return {(one["path"], one["start"]["line"], one["check_id"].rsplit(".", 1)[-1]) for one in found["results"]}


def test_each_rule_fires_on_its_hole_and_on_nothing_else(tmp_path: Path):
    planted = set()
    for file in sorted(PLANTED.iterdir()):
        name = KINDS.get(file.name, file.name)
        (tmp_path / name).write_text(file.read_text())
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if number > 1 and (said := _SAID.search(line)):
                planted |= {(name, number, rule) for rule in said[1].split()}

    assert scan(".", cwd=tmp_path) == planted
    rules = {rule["id"] for rule in yaml.safe_load((ROOT / "semgrep.yml").read_text())["rules"]}
    assert {rule for _, _, rule in planted} == rules


def test_ours_has_none_of_them():
    assert scan("app", "config.py", "wsgi.py", "static/src", cwd=ROOT) == set()


def test_what_is_excused_says_why():
    """Beside the line, or in the comment above it: bandit takes a reason after its own word for the names of tests."""
    excused = []
    for path in tracked("app/*.py", "config.py", "wsgi.py"):
        lines = path.read_text().splitlines()
        for above, line in pairwise(["", *lines]):
            if "nosec" in line or "nosemgrep" in line:
                excused.append((line, above))

    assert excused
    assert [line for line, above in excused if not _is_explained(line, above)] == []


def _is_explained(line: str, above: str) -> bool:
    if "nosec" in line:
        return bool(re.search(r"# nosec B\d+$", line)) and bool(re.match(r" *# \w.{20,}", above))
    return bool(re.search(r"# nosemgrep: [a-z-]+ - \w.{8,}", line))
