"""`make phone-speed`: the table of what the phone's app costs, with 5,000 doors on a phone four times as slow as this machine.

`--rounds 5` (each work so often; the median counts, the least and the most stand beside it), `--only cold,save`.
"""

import argparse
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from statistics import median

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.conftest import office_pc, phone_at
from tests.browser.estate import HERE, estate
from tests.browser.test_phone import PIN, enrol, office_code, type_pin
from tests.browser.test_story import sign_in
from tests.phone_speed import work
from tests.phone_speed.watching import SLOWER
from tests.phone_speed.weight import first_load

DOORS = 5_000
Work = Callable[[BrowserContext], work.Figures]
OPEN: dict[str, tuple[str, Work]] = {
    "bare": ("the browser alone, without the app", work.bare),
    "cold": ("opening without a network", work.open_cold),
    "search": ("searching", work.search),
    "save": ("saving a signed visit", work.save),
}
ALL = (*OPEN, "locked", "weight")


def main() -> None:
    """Make the doors, open the app again and again, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default=",".join(ALL))
    asked = parser.parse_args()
    only = asked.only.split(",")
    if "weight" in only:
        show_weight()
    if set(only) == {"weight"}:
        return
    with (
        estate(DOORS) as address,
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])) as browser,
    ):
        load = os.getloadavg()[0]
        print(
            f"\n{DOORS:,} doors, CPU slowed {SLOWER}x, median of {asked.rounds} (least–most); load of this machine {load:.1f}"
        )
        with phone_at(browser, address, HERE) as phone:
            sign_in(first := phone.new_page(), "phone", "worker1")
            make_ready(phone, first)
            for name, (title, one) in OPEN.items():
                if name in only:
                    repeat(title, one, phone, asked.rounds)
        if "locked" in only:
            with office_pc(browser, address) as desk, phone_at(browser, address, HERE) as phone:
                enrol(first := phone.new_page(), office_code(desk.new_page(), "方晓禾"))
                first.wait_for_timeout(300)
                type_pin(first, PIN + PIN)
                make_ready(phone, first)
                repeat("opening a phone with a PIN", work.open_locked, phone, asked.rounds)


def make_ready(phone: BrowserContext, page: Page) -> None:
    """All doors are on the phone and the app opens by itself; then the network goes."""
    page.get_by_test_id("filter-all").get_by_text("5,").wait_for(timeout=180_000)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_timeout(5_000)  # what it does after the download is done with
    phone.set_offline(True)
    page.close()


def repeat(title: str, one: Work, phone: BrowserContext, rounds: int) -> None:
    """A work several times, after once that nobody counts."""
    one(phone)
    taken = [one(phone) for _ in range(rounds)]
    print(f"\n{title}")
    for name in taken[0]:
        some = [figures[name] for figures in taken]
        print(f"  {name:<44}{median(some):>8.0f}   ({min(some):.0f}–{max(some):.0f})")


def show_weight() -> None:
    files = first_load()
    print("first load, bytes compressed")
    for name, size in files.items():
        print(f"  {name:<44}{size:>8,}")
    print(f"  {'together':<44}{sum(files.values()):>8,}")


if __name__ == "__main__":
    main()
