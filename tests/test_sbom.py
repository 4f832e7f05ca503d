"""A release's bill of materials names every part that is pinned, and nothing that only checks it."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def made() -> Path:
    subprocess.run(["make", "--silent", "sbom"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return ROOT / "sbom"


def parts(file: Path) -> set[str]:
    bill = json.loads(file.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    return {f"{part['name']}@{part['version']}".lower() for part in bill["components"]}


def test_every_pinned_part_is_in_the_bill(made: Path):
    pinned = re.findall(r"^([\w.\[\]-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    server = {f"{name.split('[')[0]}@{version}".lower() for name, version in pinned}
    lock = json.loads((ROOT / "static" / "package-lock.json").read_text())["packages"]
    # Whole, since some of what builds the apps goes into them.
    apps = {f"{name.rsplit('node_modules/', 1)[1]}@{part['version']}".lower() for name, part in lock.items() if name}

    assert parts(made / "python.cdx.json") == server
    assert apps <= parts(made / "apps.cdx.json")
    assert (len(server) > 40, len(apps) > 300) == (True, True)


def test_what_only_checks_the_server_is_not_in_it(made: Path):
    names = {part.rsplit("@", 1)[0] for part in parts(made / "python.cdx.json")}

    assert names.isdisjoint({"pytest", "schemathesis", "hypothesis", "bandit"})
