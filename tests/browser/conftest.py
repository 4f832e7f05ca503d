"""A served demo county and a real Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

ROOT = Path(__file__).parents[2]
HOUSEHOLDS = "1500"
# A machine with much else to do answers late, and that is no defect.
PATIENCE_MS = 90_000
expect.set_options(timeout=PATIENCE_MS / 3)
_VIOLATION = re.compile("Content Security Policy|Trusted(HTML|Script)|Permissions policy", re.IGNORECASE)
# In 旌德县, among the demo's doors.
PLACE = (30.29, 118.545)
# Where the screenshots of the last run are, for looking at.
PICTURES = ROOT / "test-results"


@pytest.fixture(scope="session")
def county() -> Iterator[dict[str, str]]:
    """A small demo county, as `make run` makes it: the environment of a server of it."""
    with TemporaryDirectory(prefix="qiaomen-browser-") as folder:
        # One list of the whole county fits into a day, a second one does not.
        yield demo(folder, HOUSEHOLDS, EXPORT_ROWS_A_DAY="1500")


def demo(folder: str, households: str, **settings: str) -> dict[str, str]:
    """Make a demo county with its keys in a folder; answers the environment of a server of it."""
    keys = {"RESCUE_KEY_FILE": f"{folder}/key.pem", "DATA_KEY_FILE": f"{folder}/data.key"}
    env = {**os.environ, **keys, "DATABASE_URL": f"sqlite:///{folder}/county.db", **settings}
    for command in (["db", "upgrade"], ["make-key"], ["seed-demo", "--households", households]):
        run = [_tool("flask"), "--app", "wsgi", *command]
        subprocess.run(run, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    return env


@pytest.fixture(scope="session")
def address(county: dict[str, str]) -> Iterator[str]:
    """A server with it on a free port."""
    with served(county) as url:
        yield url


@contextmanager
def served(env: dict[str, str]) -> Iterator[str]:
    """A server on a free port, in this environment."""
    port = _free_port()
    said = ["--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    command = [_tool("granian"), "--interface", "wsgi", *said, "wsgi:app"]
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; root needs --no-sandbox, and the rest keeps it from calling home."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield started
        started.close()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A cheap phone in 旌德县."""
    with phone_at(browser, address, PLACE) as context:
        yield context


@contextmanager
def phone_at(
    browser: Browser, address: str, place: tuple[float, float], user_agent: str | None = None
) -> Iterator[BrowserContext]:
    """A phone somewhere, which keeps to our content security policy."""
    context = browser.new_context(
        base_url=address,
        user_agent=user_agent,
        viewport={"width": 360, "height": 740},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        geolocation={"latitude": place[0], "longitude": place[1]},
        permissions=["geolocation"],
        has_touch=True,
    )
    with _policy_kept(context):
        yield context
    context.close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """An office PC."""
    with office_pc(browser, address) as context:
        yield context


@contextmanager
def office_pc(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser of the office, which keeps to our content security policy."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1366, "height": 768},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    with _policy_kept(context):
        yield context
    context.close()


@contextmanager
def _policy_kept(context: BrowserContext) -> Iterator[None]:
    """No page may try what our content security policy forbids; a browser says so on its console and goes on."""
    said: list[str] = []
    context.on("console", lambda message: said.append(f"{message.text} {message.location}"))
    yield
    assert [text for text in said if _VIOLATION.search(text)] == []


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def county_with_an_officer(
    env: dict[str, str], password: str, *first: list[str], then: list[str] | None = None
) -> None:
    """A county of its own with one station's officer, gina; `first` comes before her, `then` after."""
    divisions = str(ROOT / "app" / "demo" / "data" / "341825-jingde.csv")
    gina = ["--username", "gina", "--name", "吉娜", "--role", "station", "--scope", "341825100000"]
    made = ["create-user", *gina, "--password", password]
    for command in (["db", "upgrade"], ["import-divisions", divisions], *first, made, *([then] if then else [])):
        run = [_tool("flask"), "--app", "wsgi", *command]
        subprocess.run(run, cwd=ROOT, env=env, check=True, umask=0o077, stdout=subprocess.DEVNULL)
