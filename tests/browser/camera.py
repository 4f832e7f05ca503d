"""A phone with a camera, and what is held before it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import _policy_kept

SIZE = (640, 480)
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


def film(path: Path, code: str) -> str:
    """What a camera sees: the code, a little turned, on grey; a film of two pictures. Answers how a browser is told of it."""
    drawn, frame = BytesIO(), Image.new("L", SIZE, 120)
    segno.make(f"HTTPS://QM.EXAMPLE.CN/S/{code}", error="q").save(drawn, kind="png", scale=5, border=4)
    paper = Image.open(drawn).convert("L").rotate(7, expand=True, fillcolor=255).resize((430, 430))
    frame.paste(paper, (105, 25))
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 4) * 2
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n" + (b"FRAME\n" + frame.tobytes() + grey) * 2)
    return f"--use-file-for-fake-video-capture={path}"


@contextmanager
def camera_phone(browser: Browser, address: str, *said: str) -> Iterator[BrowserContext]:
    """A phone with a camera of this kind, which is told to a browser when it starts."""
    kept = ["--no-sandbox", "--disable-gpu", *said]
    started = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=kept)
    context = started.new_context(base_url=address, viewport={"width": 360, "height": 740}, locale="zh-CN")
    with _policy_kept(context):
        yield context
    started.close()
