"""What stands for a signature on paper: strokes as lines, photos as pictures (pure)."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

Strokes = Sequence[Sequence[Sequence[int]]]

# The phone measures the pen in CSS pixels, of which 96 are an inch.
_MM = 25.4 / 96
_PEN, _MARGIN = 2.4, 4
# Of a photo in print: 190 dots an inch of the largest.
_MOST_DOTS = 1200
_QUALITY = 75


@dataclass(frozen=True)
class Mark:
    """A drawing for the template, and how large it may become, in millimetres."""

    svg: str
    width: float
    height: float
    most_width: float
    most_height: float
    alt: str


def drawn(strokes: Strokes, most_width: float = 110, most_height: float = 30) -> Mark:
    """The points that the pen was at, joined by straight lines: nothing is made rounder than it was recorded."""
    points = [point for stroke in strokes for point in stroke]
    left, top = (min(point[axis] for point in points) - _MARGIN for axis in (0, 1))
    wide, high = (max(point[axis] for point in points) + _MARGIN - edge for axis, edge in ((0, left), (1, top)))
    path = "".join(_line(stroke, left, top) for stroke in strokes if stroke)
    pen = f'fill="none" stroke="#000" stroke-width="{_PEN}" stroke-linecap="round" stroke-linejoin="round"'
    return Mark(_svg(wide, high, f'<path d="{path}" {pen}/>'), wide * _MM, high * _MM, most_width, most_height, "签名")


def _line(stroke: Sequence[Sequence[int]], left: int, top: int) -> str:
    spots = [f"{x - left} {y - top}" for x, y, *_ in stroke]
    # A dot is a line of no length, which a round pen shows.
    return "M" + "L".join(spots if len(spots) > 1 else spots * 2)


def photo(data: bytes, most_width: float, most_height: float) -> Mark:
    """A photo, painted anew and no finer than it is printed; its own bytes are in the slip's file."""
    with Image.open(io.BytesIO(data)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((_MOST_DOTS, _MOST_DOTS))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=_QUALITY)
    wide, high = small.size
    # typst takes no bytes from outside but text: so a picture comes inside a drawing.
    href = f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"
    body = f'<image width="{wide}" height="{high}" href="{href}"/>'
    scale = min(most_width / wide, most_height / high)
    return Mark(_svg(wide, high, body), wide * scale, high * scale, most_width, most_height, "照片")


def _svg(wide: int, high: int, body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">{body}</svg>'
