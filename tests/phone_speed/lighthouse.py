"""`make lighthouse`: Google's marks for the phone's app on a slow phone, before anybody has signed in and with the list of doors.

Lighthouse is no part of the app or of its tests: it is fetched into static/measure, by a lock of its own, when this is run.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ROOT, _free_port, demo, served
from tests.browser.test_story import sign_in
from tests.phone_speed.packed import packed

TOOL = ROOT / "static" / "measure"
CATEGORIES = ("performance", "accessibility", "best-practices")
ROUNDS = 3


def main() -> None:
    """Make a county, look at both pages several times, print the marks and what was found wanting."""
    with (
        TemporaryDirectory(prefix="qiaomen-lighthouse-") as folder,
        served(demo(folder, "1500")) as server,
        packed(server) as address,
        chromium(folder, address) as (page, port),
    ):
        look(f"{address}/phone/", port, "before signing in")
        sign_in(page, "phone", "worker1")
        page.get_by_test_id("door-row").first.wait_for()
        page.evaluate("navigator.serviceWorker.ready")
        look(f"{address}/phone/", port, "the list of doors")


@contextmanager
def chromium(folder: str, address: str) -> Iterator[tuple[Page, int]]:
    """A browser that Lighthouse can look into, and that stays signed in."""
    port = _free_port()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            f"{folder}/profile",
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", f"--remote-debugging-port={port}"],
            locale="zh-CN",
            base_url=address,
        )
        yield context.pages[0], port
        context.close()


def look(url: str, port: int, title: str) -> None:
    found = [_report(url, port) for _ in range(ROUNDS)]
    print(f"\n{title}: " + ", ".join(f"{name} {_marks(found, name)}" for name in CATEGORIES))
    for key in ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"):
        print(f"  {key:<28}" + " · ".join(str(one["audits"][key].get("displayValue", "?")) for one in found))
    wanting = {
        ref["id"] for name in CATEGORIES[1:] for ref in found[-1]["categories"][name]["auditRefs"] if ref["weight"]
    }
    for key in sorted(wanting):
        audit = found[-1]["audits"][key]
        if audit["score"] is not None and audit["score"] < 1:
            print(f"  wanting: {key}: {audit['title']}")


def _marks(found: list[dict[str, Any]], name: str) -> str:
    return "/".join(str(round((one["categories"][name]["score"] or 0) * 100)) for one in found)


def _report(url: str, port: int) -> dict[str, Any]:
    command = [
        str(TOOL / "node_modules/.bin/lighthouse"), url, f"--port={port}", "--disable-storage-reset", "--quiet",
        "--output=json", f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    run = subprocess.run(command, cwd=TOOL, check=True, capture_output=True, timeout=300)
    return dict(json.loads(run.stdout))


if __name__ == "__main__":
    assert Path(TOOL, "node_modules").is_dir(), "make lighthouse fetches it"
    main()
