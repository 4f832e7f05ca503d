"""The pages that there are, read off the routers, and where a browser is among them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.conftest import ROOT


@dataclass(frozen=True)
class Stop:
    """A page in a state: the route as its router spells it, and what there is to see."""

    route: str
    state: str


# Leads a page from one state to the next, and says at each where it is.
Scene = Callable[[Page], Iterator[Stop]]


def routes_of(app: str) -> set[str]:
    """Every route of an app that shows a page; what only leads elsewhere is none."""
    router = (ROOT / "static" / "src" / app / "router.ts").read_text()
    return set(re.findall(r"path: '([^']+)'(?!, redirect:)", router))


def stops(page: Page, app: str, scenes: Iterable[Scene]) -> Iterator[Stop]:
    """All the stops of these scenes, one after another; the page stands at each while it is looked at."""
    seen: set[Stop] = set()
    for scene in scenes:
        for stop in scene(page):
            path = urlsplit(page.url).path.removeprefix(f"/{app}")
            assert re.fullmatch(_pattern(stop.route), path), (stop, page.url)
            # What is found is kept by the stop: a second one of the name would hide what the first one shows.
            assert stop not in seen, stop
            seen.add(stop)
            yield stop


def _pattern(route: str) -> str:
    """What addresses a route stands for."""
    anything = route.replace("/:rest(.*)*", "/.*")
    return re.sub(r"/:\w+", "/[^/]+", re.sub(r"/:\w+\?", "(/[^/]+)?", anything))
