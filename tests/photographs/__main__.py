"""`make photographs`: every page of the phone in every state, narrow and wide, light and dark, usual and large letters.

They are put into test-results/photographs, one folder for each way of looking.
"""

import re
import shutil
from contextlib import closing
from itertools import product
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser.conftest import PICTURES, phone_at
from tests.browser.estate import HERE, estate
from tests.browser.pages.eyes import resize
from tests.browser.pages.phone import SCENES
from tests.browser.pages.routes import Stop, stops

FOLDER = PICTURES / "photographs"
WIDTHS, COLOURS = (320, 360, 414), ("light", "dark")
# The largest that the app itself offers.
LETTERS = {"usual": 1, "large": 1.5}
HEIGHT = 740


def main() -> None:
    """Walk past every page, and photograph each."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with (
        estate() as address,
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])) as browser,
        phone_at(browser, address, HERE) as phone,
    ):
        page = phone.new_page()
        session = phone.new_cdp_session(page)
        taken = [shoot(page, session, number, stop) for number, stop in enumerate(stops(page, "phone", SCENES))]
    print(f"{sum(taken)} photographs of {len(taken)} states in {FOLDER}")


def shoot(page: Page, session: CDPSession, number: int, stop: Stop) -> int:
    """Each way of looking at one state; answers how many there are."""
    name = re.sub(r"\W+", "-", f"{number:02} {stop.route} {stop.state}").strip("-")
    ways = list(product(WIDTHS, COLOURS, LETTERS))
    for width, colours, letters in ways:
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        resize(page, session, (width, HEIGHT), LETTERS[letters])
        folder = Path(FOLDER, f"{width}-{colours}-{letters}")
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    resize(page, session, (360, HEIGHT), 1)
    return len(ways)


if __name__ == "__main__":
    main()
