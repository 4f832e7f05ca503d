"""The deployment guide's own files: Caddy before the server, HTTPS, and an officer who signs in through both."""

import os
import re
import shlex
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import ROOT, _free_port, _policy_kept, _tool, _wait_for, county_with_an_officer
from tests.browser.test_story import picture

pytestmark = pytest.mark.browser
DEPLOY = ROOT / "deploy"
PASSWORD = "a-quiet-river-bend"
_QUIET: dict[str, int] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@dataclass
class Site:
    """Where it is reached, and behind the proxy's back."""

    address: str
    plain: str
    behind: str


def environment(folder: Path) -> dict[str, str]:
    """The guide's file, with its folder put elsewhere."""
    lines = (DEPLOY / "environment").read_text().replace("/var/lib/qiaomen", str(folder)).splitlines()
    return {**os.environ, **dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))}


def started(folder: Path, port: int) -> list[str]:
    """The command of the guide's unit, on another port."""
    line = re.search(r"^ExecStart=(.+)$", (DEPLOY / "qiaomen.service").read_text(), re.MULTILINE)
    assert line
    command = shlex.split(line[1].replace("/opt/qiaomen/.venv/bin/granian", _tool("granian")))
    return [str(port) if word == "8000" else word for word in command]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The county as the guide sets it up, up to the proxy."""
    tmp_path = tmp_path_factory.mktemp("deployed")
    https, plain, port = _free_port(), _free_port(), _free_port()
    env = environment(tmp_path) | {
        "QIAOMEN_ADDRESS": f"https://localhost:{https}",
        "QIAOMEN_HTTP_PORT": str(plain),
        "QIAOMEN_PORT": str(port),
    }
    county_with_an_officer(env, PASSWORD, ["make-key"], then=["doctor"])
    server = subprocess.Popen(started(tmp_path, port), cwd=ROOT, env=env, umask=0o077, **_QUIET)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        with _caddy(tmp_path, env):
            _patiently(f"https://localhost:{https}/healthz")
            yield Site(f"https://localhost:{https}", f"http://localhost:{plain}", f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def _caddy(folder: Path, env: dict[str, str]) -> Iterator[None]:
    """The proxy, with the guide's file; what it keeps goes into the folder."""
    command = [shutil.which("caddy") or "caddy", "run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    homes = {"XDG_DATA_HOME": str(folder / "caddy"), "XDG_CONFIG_HOME": str(folder / "caddy")}
    proxy = subprocess.Popen(command, env={**env, **homes}, **_QUIET)
    try:
        yield
    finally:
        proxy.terminate()
        proxy.wait(timeout=20)


def _patiently(url: str) -> tuple[int, dict[str, str]]:
    """Ask until the proxy listens."""
    for _ in range(100):
        with suppress(OSError):
            return fetch(url)
        sleep(0.1)
    return fetch(url)


def fetch(url: str, **headers: str) -> tuple[int, dict[str, str]]:
    """The status and headers; the certificate is Caddy's own, and redirects are not followed."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args: object) -> None:
            return None

    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting), Stay)
    spelt = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with opener.open(urllib.request.Request(url, headers=spelt), timeout=20) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, {name.lower(): value for name, value in refused.headers.items()}


def test_an_officer_signs_in_over_https(site: Site, browser: Browser):
    context = browser.new_context(base_url=site.address, ignore_https_errors=True, locale="zh-CN")
    with _policy_kept(context):
        page = context.new_page()
        page.goto("/desk/")
        page.get_by_test_id("username").fill("gina")
        page.get_by_test_id("password").fill(PASSWORD)
        page.get_by_test_id("sign-in").click()
        page.get_by_test_id("second-step-code").wait_for()
        picture(page, "deployed-https")
        cookies = {cookie["name"]: cookie for cookie in context.cookies()}

    assert cookies["__Host-qiaomen_session"]["secure"]
    assert cookies["__Host-qiaomen_session"]["httpOnly"]
    assert any(name.startswith("__Secure-qiaomen_browser_") for name in cookies)
    context.close()


def test_what_the_proxy_adds_and_what_it_lets_nobody_say(site: Site):
    status, headers = fetch(f"{site.address}/api/v1/session", X_Forwarded_Proto="http", X_Forwarded_For="127.0.0.1")

    assert status == 401
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert fetch(f"{site.plain}/desk/")[0] == 308
    assert fetch(f"{site.plain}/desk/")[1]["location"].startswith("https://localhost")


def test_what_a_phone_fetches_comes_packed_to_our_own_pages_alone(site: Site):
    own = {"Accept_Encoding": "gzip", "Sec_Fetch_Site": "same-origin"}
    page = f"{site.address}/phone/"

    assert fetch(page, **own)[1].get("content-encoding") == "gzip"
    assert "content-encoding" not in fetch(page, **own | {"Sec_Fetch_Site": "cross-site"})[1]
    assert fetch(page, Accept_Encoding="br")[1].get("content-encoding") == "br"


def test_behind_the_proxys_back_nobody_else_is_answered(site: Site):
    status, headers = fetch(f"{site.behind}/api/v1/session", Host="192.0.2.7:8000")

    assert (status, headers["x-problem"]) == (403, "plain_http")


def test_the_proxys_own_error_is_as_strict(tmp_path: Path):
    https = _free_port()
    settings = {"QIAOMEN_ADDRESS": f"https://localhost:{https}", "QIAOMEN_HTTP_PORT": str(_free_port())}
    with _caddy(tmp_path, {**os.environ, **settings, "QIAOMEN_PORT": str(_free_port())}):
        status, headers = _patiently(f"https://localhost:{https}/")

    assert status == 502
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
