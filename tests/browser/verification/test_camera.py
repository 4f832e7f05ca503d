"""The camera looks at a slip's code, and the page reads it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.verification.verifying import OLD, Slip, picture

pytestmark = pytest.mark.browser

SIZE = (640, 480)
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


def film(path: Path, code: str) -> None:
    """What a camera sees: the code, a little turned, on grey; as a film of two pictures, which a browser repeats."""
    drawn, frame = BytesIO(), Image.new("L", SIZE, 120)
    segno.make(f"HTTPS://QM.EXAMPLE.CN/S/{code}", error="q").save(drawn, kind="png", scale=5, border=4)
    paper = Image.open(drawn).convert("L").rotate(7, expand=True, fillcolor=255).resize((430, 430))
    frame.paste(paper, (105, 25))
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 4) * 2
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n" + (b"FRAME\n" + frame.tobytes() + grey) * 2)


@contextmanager
def looking(browser: Browser, address: str, *said: str) -> Iterator[Page]:
    """The page in a browser with a camera of this kind, which is told to a browser when it starts."""
    kept = ["--no-sandbox", "--disable-gpu", *said]
    started = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=kept)
    context = started.new_context(base_url=address, viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.add_init_script(OLD)
    page = context.new_page()
    page.goto("/S/")
    page.get_by_role("button", name="扫二维码").click()
    yield page
    started.close()


def test_a_code_before_the_camera_is_read(browser: Browser, address: str, slips: list[Slip], tmp_path: Path):
    film(tmp_path / "code.y4m", slips[0]["code"])
    with looking(browser, address, *CAMERA, f"--use-file-for-fake-video-capture={tmp_path / 'code.y4m'}") as page:
        expect(page.get_by_test_id("code")).to_contain_text("封存有效")
        expect(page.get_by_role("button", name="停止")).to_be_hidden()
        expect(page.locator("video")).to_have_js_property("srcObject", None)


def test_looking_can_be_stopped(browser: Browser, address: str):
    # The fake camera's own picture has no code in it.
    with looking(browser, address, *CAMERA) as page:
        expect(page.locator("video")).not_to_have_js_property("videoWidth", 0)
        picture(page, "camera")
        page.get_by_role("button", name="停止").click()

        expect(page.get_by_role("button", name="扫二维码")).to_be_visible()
        expect(page.locator("video")).to_have_js_property("srcObject", None)


def test_without_a_camera_it_says_what_else_can_be_done(browser: Browser, address: str):
    with looking(browser, address) as page:
        expect(page.get_by_text("打不开相机")).to_be_visible()
        expect(page.get_by_role("button", name="扫二维码")).to_be_visible()
        picture(page, "camera-none")
