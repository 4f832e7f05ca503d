"""The desk's map: blocks opened as floors, without a GPU, on 天地图, and on paper."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from math import hypot
from pathlib import Path
from threading import Thread
from unicodedata import normalize
from urllib.parse import parse_qs, urlsplit

import pypdf
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import office_pc, served
from tests.browser.desk import DOOR, VILLAGE, asked, first_of, identity_of, middle_of
from tests.browser.test_story import picture, sign_in
from tests.coverage.dots import tile_of

pytestmark = pytest.mark.browser

KEY = "a-county-s-own-key"
A4, A3 = (842, 595), (1191, 842)


def enter(page: Page) -> None:
    sign_in(page, "desk", "admin")
    page.get_by_test_id("identity").wait_for()


def look_at(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_test_id("identity").wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)


def test_doors_are_drawn_and_opened_without_webgl(browser: Browser, address: str):
    chromium = browser.browser_type
    plain = ["--no-sandbox", "--disable-gpu", "--disable-webgl", "--disable-3d-apis", "--disable-background-networking"]
    started = chromium.launch(executable_path=shutil.which("chromium"), args=plain)
    with office_pc(started, address) as desk:
        page = desk.new_page()
        enter(page)
        assert page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
        look_at(page, f"/desk/?scope={VILLAGE}")

        found = first_of(page, DOOR)
        assert found is not None, "no uncovered door is drawn"
        page.mouse.click(*found)

        expect(page.get_by_test_id("dot-door").first).to_contain_text("未覆盖")
        expect(page.get_by_test_id("dot-title")).to_be_visible()
        picture(page, "desk-map-doors")
    started.close()


class Tiles:
    """A stand-in for 天地图: it paints red what lies around one place, and remembers what it was asked."""

    def __init__(self, lat: float, lon: float) -> None:
        self.lat, self.lon = lat, lon
        self.asked: list[tuple[str, str, str]] = []

    def paint(self, layer: str, z: int, x: int, y: int) -> bytes:
        tile = Image.new("RGBA", (256, 256), (255, 255, 255, 255 if layer == "vec" else 0))
        across, down = (place / 2**12 for place in tile_of(self.lat, self.lon, z + 20))
        left, top = across - x * 256, down - y * 256
        if layer == "vec":
            ImageDraw.Draw(tile).rectangle((left - 12, top - 12, left + 12, top + 12), fill=(255, 0, 0))
        answer = BytesIO()
        tile.save(answer, "PNG")
        return answer.getvalue()


@contextmanager
def serving(tiles: Tiles) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            tiles.asked.append((query["LAYER"], query["tk"], self.headers.get("Referer", "")))
            place = [int(query[name]) for name in ("TILEMATRIX", "TILECOL", "TILEROW")]
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            with suppress(ConnectionError):  # the map has gone nearer, and wants it no more
                self.wfile.write(tiles.paint(query["LAYER"], *place))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def lonely_door(desk: BrowserContext) -> dict:
    """The door of the village that stands farthest from any other."""
    doors = [one for one in asked(desk, "/households", scope=VILLAGE, limit="200")["items"] if one["lat"]]
    return max(
        doors, key=lambda one: min(hypot(one["lat"] - o["lat"], one["lon"] - o["lon"]) for o in doors if o is not one)
    )


def is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 190 and pixel[1] < 120 and pixel[2] < 120


def test_a_door_stands_on_the_base_map_where_it_is(browser: Browser, county: dict[str, str], desk: BrowserContext):
    page = desk.new_page()
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    enter(page)
    look_at(page, f"/desk/?scope={VILLAGE}")
    door = lonely_door(desk)
    assert {urlsplit(url).netloc for url in outside} == {urlsplit(page.url).netloc}, "something was fetched elsewhere"
    assert page.get_by_test_id("base-map").count() == 0

    tiles = Tiles(door["lat"], door["lon"])
    with ExitStack() as open_now:
        host = open_now.enter_context(serving(tiles))
        url = open_now.enter_context(served({**county, "TIANDITU_KEY": KEY, "TIANDITU_HOST": host}))
        context = open_now.enter_context(office_pc(browser, url))
        page = context.new_page()
        enter(page)
        look_at(page, f"/desk/?scope={VILLAGE}")
        picture(page, "desk-base-map")
        marked = middle_of(page, is_red)
        assert marked is not None, "no tile of the base map is to be seen"
        page.mouse.move(*marked)
        for _ in range(3):
            page.mouse.wheel(0, -400)
            page.wait_for_timeout(700)
        page.wait_for_load_state("networkidle")
        marked = middle_of(page, is_red)
        assert marked is not None
        page.mouse.click(*marked)
        expect(page.get_by_test_id("dot-door").first).to_contain_text(door["householder"])
        page.get_by_test_id("base-map").click()
        page.wait_for_timeout(300)
        assert middle_of(page, is_red) is None

        assert {(layer, key) for layer, key, _ in tiles.asked} == {("vec", KEY), ("cva", KEY)}
        assert {referer for _, _, referer in tiles.asked} == {f"{url}/"}, "it was told more than our name"


def test_a_map_is_printed_and_saved_for_the_wall(desk: BrowserContext, tmp_path: Path):
    page = desk.new_page()
    enter(page)
    look_at(page, "/desk/")
    figures = identity_of(page)
    page.get_by_test_id("to-wall").click()
    expect(page.get_by_test_id("print")).to_be_enabled()

    for name, size in (("A4", A4), ("A3", A3)):
        page.get_by_test_id("paper").get_by_text(name).click()
        expect(page.get_by_test_id("print")).to_be_enabled()
        path = tmp_path / f"{name}.pdf"
        page.pdf(path=path, prefer_css_page_size=True)
        (sheet,) = pypdf.PdfReader(path).pages
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == size
        # A printer writes some letters as the radicals that they are made of.
        words = re.sub(r"\s+", "", normalize("NFKC", sheet.extract_text()))
        covered, excluded, uncovered, registered = (f"{figure:,}" for figure in figures)
        identity = f"已覆盖{covered}+剔除{excluded}+未覆盖{uncovered}=登记{registered}"
        missing = [w for w in ("旌德县", "截至", identity, "覆盖率", "县级管理员", "已全覆盖") if w not in words]
        assert missing == []
        assert "敲门" not in words, "the bar on top was printed"

    with page.expect_download() as download:
        page.get_by_test_id("save-picture").click()
    download.value.save_as(tmp_path / "wall.png")
    with Image.open(tmp_path / "wall.png") as saved:
        counted = saved.convert("RGB").resize((400, 300), Image.Resampling.NEAREST).getcolors(maxcolors=120_000)
    colours = {colour: count for count, colour in counted}
    assert saved.size[0] == 2400
    # The map is in it: its steps are whole areas.
    assert sum(colours.get(step, 0) for step in ((0xFB, 0xE0, 0xAC), (0xE3, 0xDC, 0xB9), (0xA9, 0xC8, 0xD6))) > 10_000
