"""What is looked for on a page: whatever keeps somebody from reading it, from hitting it, or from seeing all of it."""

import json
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import ROOT

# Put into each document by the browser itself: the app's own content security policy stays as it is.
AXE = ROOT / "static" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = "(rules) => axe.run(document, { preload: false, resultTypes: ['violations'], ...rules })"
_EYES = (ROOT / "tests" / "browser" / "pages" / "eyes.js").read_text()
LETTERS_PX = 16


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds, by all of its rules or by these."""
    chosen = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found: dict[str, Any] = page.evaluate(_RUN, chosen)
    return [f"{one['id']}: {node['html'][:160]} {_why(node)}" for one in found["violations"] for node in one["nodes"]]


def _why(node: dict[str, Any]) -> str:
    told = [check.get("data") for check in node["any"] if check.get("data")]
    return json.dumps(told, ensure_ascii=False)[:200] if told else str(node["target"])


def too_small(page: Page) -> list[str]:
    """What can be pressed, and is less than 44 px high or wide."""
    return list(page.evaluate(f"{_EYES}; tooSmall()"))


def cut_or_hidden(page: Page) -> list[str]:
    """What stands outside the screen, is cut off, or lies over something else."""
    return list(page.evaluate(f"{_EYES}; cutOrHidden()"))


def resize(page: Page, session: CDPSession, size: tuple[int, int], times: float) -> None:
    """A screen of this size, and letters so many times as large, as somebody sets them in their browser."""
    letters = round(LETTERS_PX * times)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters}})
    # A page is told of another size of its window, and not of other letters.
    for width in (size[0] + 1, size[0]):
        page.set_viewport_size({"width": width, "height": size[1]})
    page.wait_for_timeout(50)
