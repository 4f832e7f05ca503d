"""`python -m tests.bench.locked`: what the phone's lock costs in a real browser whose processor is four times slower."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.faults.chromium import Listener
from tests.faults.player import STATIC, node

DOORS = (2000, 5000)
SLOWER = 4
PARTS = {
    "download": "taking the doors in, sealed",
    "choose": "choosing a PIN",
    "pin": "typing it",
    "open": "opening all doors, once",
    "again": "reading them again",
    "search": "finding one by its address",
    "save": "saving a taught visit (median of 21)",
}


def main() -> None:
    """A page with the shipped modules, on a profile of its own."""
    with TemporaryDirectory(prefix="qiaomen-lock-") as folder:
        subprocess.run([node(), "faults/build.mjs", folder, "lock"], cwd=STATIC, check=True)
        listener = Listener((Path(folder) / "lock.js").read_bytes())
        try:
            figures = [_measured(listener.url, doors) for doors in DOORS]
        finally:
            listener.close()
    sys.stdout.write(_table(figures))


def _measured(url: str, doors: int) -> dict[str, int]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(url)
        _slow_down(page)
        figures: dict[str, int] = page.evaluate(f"measure({doors})")
        browser.close()
    return figures


def _slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _table(figures: list[dict[str, int]]) -> str:
    lines = [f"Chromium, its processor {SLOWER} times slower", ""]
    lines.append(f"{'':40}" + "".join(f"{one['doors']:>8,} doors" for one in figures))
    for part, words in PARTS.items():
        lines.append(f"{words:40}" + "".join(f"{one[part]:>11,} ms" for one in figures))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
