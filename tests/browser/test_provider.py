"""An officer signs in at the county's own provider, in a real browser: there by a link, back, and the code where it is wanted."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, _policy_kept, _tool, county_with_an_officer
from tests.browser.test_second_step import code_of
from tests.browser.test_story import picture
from tests.faults.served import _wait_for, free_port
from tests.people.provider.conftest import SCRIPT, SECRET

pytestmark = pytest.mark.browser
PASSWORD = "a-quiet-river-bend"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A county with one officer, and a provider that it trusts."""
    port, theirs = free_port(), free_port()
    (tmp_path / "secret").write_text(SECRET)
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/county.db",
        "OIDC_ISSUER": f"http://127.0.0.1:{theirs}",
        "OIDC_CLIENT_ID": "qiaomen",
        "OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
        "OIDC_NAME": "县统一认证",
    }
    county_with_an_officer(env, PASSWORD)
    node = [shutil.which("node") or "node", str(SCRIPT), str(theirs)]
    granian = [_tool("granian"), "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4", "wsgi:app"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    processes = [
        subprocess.Popen([*node, f"http://127.0.0.1:{port}/api/v1/session/provider/return"], **quiet),
        subprocess.Popen(granian, cwd=ROOT, env=env, **quiet),
    ]
    try:
        _wait_for(f"http://127.0.0.1:{theirs}/.well-known/openid-configuration", processes[0])
        _wait_for(f"http://127.0.0.1:{port}/healthz", processes[1])
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)


def test_an_officer_signs_in_by_the_countys_provider(browser: Browser, address: str):
    context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}, locale="zh-CN")
    with _policy_kept(context):
        page = context.new_page()
        _by_provider(page, "gina")
        secret = page.get_by_test_id("secret").inner_text().replace(" ", "")
        page.get_by_test_id("second-step-code").fill(code_of(secret, 0))
        page.get_by_test_id("second-step-confirm").click()
        page.get_by_test_id("second-step-done").click()
        page.get_by_test_id("user-menu").click()
        page.get_by_test_id("sign-out").click()

        context.clear_cookies(name="_session")
        _by_provider(page, "gina")
        page.get_by_test_id("code").wait_for()
        picture(page, "desk-provider-code")
        page.get_by_test_id("code").fill(code_of(secret, 1))
        page.get_by_test_id("sign-in").click()
        page.get_by_test_id("user-menu").wait_for()
    context.close()


def test_a_stranger_is_told_at_the_desk(browser: Browser, address: str):
    context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}, locale="zh-CN")
    with _policy_kept(context):
        page = context.new_page()
        _by_provider(page, "stranger")
        expect(page.get_by_test_id("sign-in-problem")).to_contain_text("没有你的办公账号")
        picture(page, "desk-provider-refused")
    context.close()


def _by_provider(page: Page, username: str) -> None:
    page.goto("/desk/")
    page.get_by_test_id("provider").click()
    page.get_by_label("用户名").fill(username)
    page.get_by_role("button", name="登录").click()
