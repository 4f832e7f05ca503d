"""`make doors`: a hundred doors one after another on a slow phone without a network; prints taps and seconds a door.

Pauses in which somebody reads, speaks or thinks are left out: the script makes none. What is left is what the app costs,
with what steering the browser adds.
"""

import shutil
from contextlib import closing
from statistics import fmean, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import PLACE, demo, phone_at, served
from tests.browser.test_story import sign_in
from tests.doors.walking import Knocked, knock

DOORS = 100
HOUSEHOLDS = "16000"  # so many that one worker has a hundred doors left
SLOWER = 4
# Of three doors one has nobody in.
OUTCOMES = ("taught", "no_answer", "taught")


def main() -> None:
    """Make a county, walk it, print."""
    with (
        TemporaryDirectory(prefix="qiaomen-doors-") as folder,
        served(demo(folder, HOUSEHOLDS)) as address,
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])) as browser,
        phone_at(browser, address, PLACE) as phone,
    ):
        show(walk(phone.new_page()))


def walk(page: Page) -> list[Knocked]:
    """From the list's first door on, with the network cut."""
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.click()
    page.get_by_test_id("door-name").wait_for()
    page.context.set_offline(True)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return [knock(page, OUTCOMES[number % len(OUTCOMES)]) for number in range(DOORS)]


def show(doors: list[Knocked]) -> None:
    print(f"{len(doors)} doors, one after another, CPU slowed {SLOWER}x, no network, no pauses to read or talk")
    print(f"{'outcome':<12}{'doors':>6}{'taps':>8}{'mean s':>9}{'95 % s':>9}{'most s':>9}")
    for outcome in ("no_answer", "taught", "all"):
        some = [door for door in doors if outcome in (door.outcome, "all")]
        taps, seconds = sorted({door.taps for door in some}), [door.seconds for door in some]
        told = "–".join(map(str, sorted({taps[0], taps[-1]})))
        print(
            f"{outcome:<12}{len(some):>6}{told:>8}{fmean(seconds):>9.2f}{quantiles(seconds, n=20)[-1]:>9.2f}"
            f"{max(seconds):>9.2f}"
        )


if __name__ == "__main__":
    main()
