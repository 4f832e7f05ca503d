"""A few made-up photos of shut doors and of empty ground, drawn, so that nobody's home is shown (pure)."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (640, 480)
_A_KIND = 4
_WALLS = ((196, 188, 172), (172, 160, 146), (214, 206, 190), (150, 146, 140))
_DOORS = ((112, 66, 44), (88, 60, 52), (70, 82, 96), (122, 48, 44))
_RUBBLE = (128, 120, 110)


@dataclass(frozen=True)
class Scene:
    """What a camera took."""

    jpeg: bytes
    sha256: str


def make_scenes(rng: Random) -> dict[str, list[Scene]]:
    """Some for each reason that needs a photo."""
    return {
        "vacant": [_taken(rng, _shut_door(rng, number)) for number in range(_A_KIND)],
        "demolished": [_taken(rng, _empty_ground(rng)) for _ in range(_A_KIND)],
    }


def _shut_door(rng: Random, number: int) -> Image.Image:
    """Two leaves with a padlock, and dry weeds at the sill."""
    image = Image.new("RGB", SIZE, _WALLS[number % len(_WALLS)])
    draw, leaf = ImageDraw.Draw(image), _DOORS[number % len(_DOORS)]
    draw.rectangle((0, 420, 640, 480), fill=(118, 114, 106))
    left = 200 + rng.randrange(-40, 40)
    draw.rectangle((left - 14, 66, left + 254, 426), fill=(92, 84, 76))
    for x in (left, left + 122):
        draw.rectangle((x, 80, x + 118, 420), fill=leaf)
        draw.rectangle((x + 16, 100, x + 102, 240), outline=(40, 30, 26), width=4)
        draw.rectangle((x + 16, 262, x + 102, 400), outline=(40, 30, 26), width=4)
    draw.rectangle((left + 96, 248, left + 144, 258), fill=(150, 150, 152))
    draw.rounded_rectangle((left + 106, 254, left + 134, 288), 5, fill=(186, 156, 70))
    _weeds(rng, draw, 424)
    return image


def _empty_ground(rng: Random) -> Image.Image:
    """Sky, a stump of wall, and heaps of broken brick."""
    image = Image.new("RGB", SIZE, (186, 202, 214))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 250, 640, 480), fill=(142, 128, 104))
    wall = rng.randrange(30, 380)
    draw.polygon([(wall, 300), (wall, 180), (wall + 70, 220), (wall + 110, 190), (wall + 180, 300)], fill=_WALLS[0])
    for _ in range(150):
        x, y, size = rng.randrange(640), rng.randrange(280, 470), rng.randrange(6, 26)
        shade = rng.randrange(-24, 24)
        red, green, blue = (part + shade for part in rng.choice((_RUBBLE, (150, 92, 72))))
        draw.polygon([(x, y), (x + size, y - size // 3), (x + size + 4, y + size // 2)], fill=(red, green, blue))
    _weeds(rng, draw, 470)
    return image


def _weeds(rng: Random, draw: ImageDraw.ImageDraw, ground: int) -> None:
    for _ in range(60):
        x, height = rng.randrange(640), rng.randrange(10, 46)
        draw.line((x, ground, x + rng.randrange(-12, 12), ground - height), fill=(128, 134, 78), width=2)


def _taken(rng: Random, image: Image.Image) -> Scene:
    """A little out of focus and grainy, as from a cheap phone."""
    grain = Image.frombytes("L", SIZE, rng.randbytes(SIZE[0] * SIZE[1])).convert("RGB")
    out = BytesIO()
    Image.blend(image.filter(ImageFilter.GaussianBlur(1.2)), grain, 0.06).save(out, "JPEG", quality=62)
    return Scene(out.getvalue(), hashlib.sha256(out.getvalue()).hexdigest())
