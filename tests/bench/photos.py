"""Whether a blank slip's code is read from a phone's photo of the sheet: `python -m tests.bench photos`.

Simulated: askew and in perspective, blurred, in uneven light, noisy, as small a JPEG as phones of ours send. No camera was there.
"""

import io
import random
from pathlib import Path
from uuid import UUID

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from app.campaigns.defaults import DEFAULTS
from app.paper.printing import print_pdf
from app.prints import blank, blanks, matching
from app.prints.blank import Blank
from tests.bench.made_up import AT

COUNT, PART = 200, 25
WIDE, HIGH, TABLE = 1200, 1600, 110
_NOTICE = DEFAULTS["family"]


def report(_here: Path) -> str:
    """How many of them are read, and whether any is read as another's."""
    rng = random.Random(4)
    homes = [(UUID(int=rng.getrandbits(128)), UUID(int=rng.getrandbits(128))) for _ in range(COUNT)]
    pages = pypdfium2.PdfDocument(_printed(homes))
    found = [matching.codes_in(photo(page.render(scale=2, grayscale=True).to_pil(), rng)) for page in pages]
    right = sum(codes == [home] for codes, home in zip(found, homes, strict=True))
    wrong = sum(any(code != home for code in codes) for codes, home in zip(found, homes, strict=True))
    return f"Blank slips in simulated photos: {right} of {COUNT} codes read, {wrong} read as another's.\n"


def _printed(homes: list[tuple[UUID, UUID]]) -> bytes:
    file, about = io.BytesIO(), ("冬季反诈入户宣传", "family", 3, "王建国", "王建国", "桥东村3组12号", "桥东村")
    sheets = [blank.sheet(Blank(home, words, _NOTICE.title, _NOTICE.body, *about)) for home, words in homes]
    parts = (blanks.part(sheets[begin : begin + PART], "导出编号 000001", begin) for begin in range(0, COUNT, PART))
    print_pdf(file, blank.TEMPLATE, parts, title="量一量", at=AT)
    return file.getvalue()


def photo(page: Image.Image, rng: random.Random) -> bytes:
    """A page on a table, as somebody in a hurry takes it."""
    corners = [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]
    left, right, top, low = 60, WIDE - 60, 60, HIGH - 60
    seen = [
        (x + side * rng.uniform(0, 110), y + up * rng.uniform(0, 110))
        for x, y, side, up in ((left, top, 1, 1), (right, top, -1, 1), (right, low, -1, -1), (left, low, 1, -1))
    ]
    how = {"resample": Image.Resampling.BICUBIC, "fillcolor": TABLE}
    askew = page.transform((WIDE, HIGH), Image.Transform.PERSPECTIVE, _perspective(corners, seen), **how)
    blurred = askew.rotate(rng.uniform(-8, 8), **how).filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.6)))
    out = io.BytesIO()
    _in_bad_light(blurred, rng).save(out, "JPEG", quality=rng.choice((55, 65, 75)))
    return out.getvalue()


def _perspective(corners: list[tuple[int, int]], seen: list[tuple[float, float]]) -> list[float]:
    """What Pillow wants: from where on the page each dot of the photo comes."""
    rows, values = [], []
    for (u, v), (x, y) in zip(corners, seen, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows, float), np.array(values, float))]


def _in_bad_light(picture: Image.Image, rng: random.Random) -> Image.Image:
    dots = np.asarray(picture, float)
    across = np.linspace(rng.uniform(0.45, 1), rng.uniform(0.45, 1), WIDE)[None, :]
    down = np.linspace(rng.uniform(0.6, 1), 1, HIGH)[:, None]
    noise = np.random.default_rng(rng.randrange(10**6)).normal(0, rng.uniform(2, 12), dots.shape)
    return Image.fromarray((dots * across * down + noise).clip(0, 255).astype("uint8"))
