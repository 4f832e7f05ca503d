"""A small county whose slips are sealed, served; and somebody without an account, on a phone and on a desk."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import ROOT, demo, served
from tests.browser.verification.verifying import OLD, Slip, Taken


@pytest.fixture(scope="session")
def sealed() -> Iterator[tuple[dict[str, str], Taken]]:
    """A small county whose slips were sealed two days ago: the environment of a server of it, and what was taken away."""
    with TemporaryDirectory(prefix="qiaomen-verify-") as folder:
        env = demo(folder, "60", SEAL_SLIPS="0")
        # By its path: as a part of the tests it would have their keys.
        command = [sys.executable, "tests/seals/taken.py", "3"]
        within = env | {"PYTHONPATH": str(ROOT)}
        taken = subprocess.run(command, cwd=ROOT, env=within, check=True, stdout=subprocess.PIPE)
        yield env, json.loads(taken.stdout)


@pytest.fixture(scope="session")
def slips(sealed: tuple[dict[str, str], Taken]) -> list[Slip]:
    """Some of its slips."""
    return sealed[1]["slips"]


@pytest.fixture(scope="session")
def book(sealed: tuple[dict[str, str], Taken]) -> bytes:
    """All slips of the village that has the most, as one file."""
    return base64.b64decode(sealed[1]["book"])


@pytest.fixture(scope="session")
def codes(sealed: tuple[dict[str, str], Taken]) -> tuple[str, str]:
    """The code of a slip that is in that file, and of one of another village."""
    mine, other = sealed[1]["codes"]
    return mine, other


@pytest.fixture(scope="session")
def address(sealed: tuple[dict[str, str], Taken]) -> Iterator[str]:
    """A server of that county, in place of the one that the other stories have."""
    with served(sealed[0]) as url:
        yield url


@pytest.fixture(params=["phone", "desk"])
def page(request: pytest.FixtureRequest) -> Page:
    """A page of somebody who has no account, on a phone and on a desk."""
    context: BrowserContext = request.getfixturevalue(request.param)
    context.add_init_script(OLD)
    return context.new_page()
