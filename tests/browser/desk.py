"""What the tests of the desk's map have in common: its figures, its dots, its places."""

import io
import re
from collections.abc import Callable
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_story import sign_in

# 新庄村, which worker1 walks a part of.
VILLAGE = "341825100200"
# An uncovered door's own colour, which no area has in full when doors are shown.
DOOR = (0xFB, 0xE0, 0xAC)
Pixel = tuple[int, ...]


def at_desk(desk: BrowserContext) -> Page:
    """The desk's first page, as the office sees it."""
    page = desk.new_page()
    sign_in(page, "desk", "admin")
    page.get_by_test_id("identity").wait_for()
    return page


def identity_of(page: Page) -> list[int]:
    """Covered, excluded, uncovered and registered, as the page prints them."""
    numbers = re.findall(r"[\d,]+", page.get_by_test_id("identity").inner_text())
    return [int(number.replace(",", "")) for number in numbers[:4]]


def asked(desk: BrowserContext, path: str, **query: str) -> Any:
    """The same question, asked of the server by hand."""
    answer = desk.request.get(f"/api/v1{path}", params=query)
    assert answer.ok, answer.text()
    return answer.json()


def middle_of(page: Page, wanted: Callable[[Pixel], bool]) -> tuple[float, float] | None:
    """The middle of all points of the map that look as wanted, above its legend; None when there is none."""
    box = page.get_by_test_id("map").bounding_box()
    assert box is not None
    shot = page.screenshot(clip={**box, "height": box["height"] - 70})
    with Image.open(io.BytesIO(shot)) as picture:
        seen = picture.convert("RGB")
        found = [
            (x, y) for y in range(50, seen.height) for x in range(seen.width) if wanted(tuple(seen.getpixel((x, y))))
        ]
    if not found:
        return None
    across, down = zip(*found, strict=True)
    return box["x"] + sum(across) / len(across), box["y"] + sum(down) / len(down)


def first_of(page: Page, colour: Pixel) -> tuple[float, float] | None:
    """A point of the map that is of this colour all around."""
    box = page.get_by_test_id("map").bounding_box()
    assert box is not None
    with Image.open(io.BytesIO(page.screenshot(clip={**box, "height": box["height"] - 70}))) as picture:
        seen = picture.convert("RGB")
        for y in range(50, seen.height - 1):
            for x in range(1, seen.width - 60):
                around = [(x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
                if all(tuple(seen.getpixel(one)) == colour for one in around):
                    return box["x"] + x, box["y"] + y
    return None
