"""Fifty pictures that are none, or more than one: too large, broken, packed, or carrying something else along."""

import io
import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.phone import png

# What must not come out again at the other end.
SCRIPT = b"<script>alert(1)</script>"
SECRET = b"secret-of-the-owner"
MAGIC = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int, height: int, depth: int = 8, colour: int = 0, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def sized(width: int, height: int) -> bytes:
    """Says that it is so large, and is not."""
    return MAGIC + header(width, height) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def with_chunk(*chunks: bytes) -> bytes:
    """A good picture that carries more."""
    good = png()
    return good[:33] + b"".join(chunks) + good[33:]


def packed(kind: bytes, begin: bytes) -> bytes:
    """A note of a hundred megabytes, packed to a hundred kilobytes."""
    return with_chunk(chunk(kind, begin + zlib.compress(bytes(100 << 20), 9)))


def idat_bomb() -> bytes:
    """Eight rows that unfold to a hundred megabytes."""
    return MAGIC + header(8, 8) + chunk(b"IDAT", zlib.compress(bytes(100 << 20), 9)) + chunk(b"IEND", b"")


def photo(**options: object) -> bytes:
    out = io.BytesIO()
    size = options.pop("size", (64, 48))
    mode = options.pop("mode", "RGB")
    Image.new(mode, size, 120 if mode == "L" else None).save(out, "JPEG", **options)  # type: ignore[arg-type]
    return out.getvalue()


def exif(orientation: int = 1) -> bytes:
    noted = Image.Exif()
    noted[0x0112], noted[0x013B], noted[0x010E] = orientation, SECRET.decode(), SCRIPT.decode()
    noted.get_ifd(0x8825)[1] = "N"
    return noted.tobytes()


def short_palette() -> bytes:
    """Rows that name colours which the palette does not have."""
    rows = zlib.compress(bytes([0, *[255] * 8] * 8))
    return MAGIC + header(8, 8, colour=3) + chunk(b"PLTE", bytes(3)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def saved(kind: str, mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (32, 32)).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def frames() -> bytes:
    """Moves for a long time."""
    out = io.BytesIO()
    pictures = [Image.new("RGB", (64, 64), (n, n, n)) for n in range(200)]
    pictures[0].save(out, "PNG", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def jpeg_sized(width: int, height: int) -> bytes:
    good = bytearray(photo())
    place = good.find(b"\xff\xc0")
    good[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(good)


def flipped(data: bytes, seed: int) -> bytes:
    """With a tenth of its bytes wrong, after the first letters."""
    dice, broken = random.Random(seed), bytearray(data)
    for _ in range(len(data) // 10):
        broken[dice.randrange(12, len(data))] = dice.randrange(256)
    return bytes(broken)


PICTURES: dict[str, Callable[[], bytes]] = {
    **{f"{w} x {h}": (lambda w=w, h=h: sized(w, h)) for w, h in [(50_000, 50_000), (2001, 2001), (100_000, 1), (1, 10**6)]},
    "no width": lambda: sized(0, 8),
    "wider than a number": lambda: sized(2**31 - 1, 2**31 - 1),
    "JPEG of 65535": lambda: jpeg_sized(65_535, 65_535),
    "JPEG of nothing": lambda: jpeg_sized(0, 0),
    **{f"PNG cut at {n}": (lambda n=n: png()[:n]) for n in (8, 20, 33, 45, 60)},
    **{f"JPEG cut at {n}": (lambda n=n: photo()[:n]) for n in (3, 20, 160, 400, 600)},
    **{f"PNG with wrong bytes {n}": (lambda n=n: flipped(saved("PNG"), n)) for n in range(4)},
    **{f"JPEG with wrong bytes {n}": (lambda n=n: flipped(photo(), n)) for n in range(4)},
    "rows without end": idat_bomb,
    "a packed note": lambda: packed(b"zTXt", b"k\0\0"),
    "a packed colour profile": lambda: packed(b"iCCP", b"k\0\0"),
    "a packed letter": lambda: packed(b"iTXt", b"k\0\1\0\0\0"),
    "notes without end": lambda: with_chunk(*[chunk(b"tEXt", b"k\0" + bytes([65 + n % 26]) * 40) for n in range(4000)]),
    "a chunk longer than the file": lambda: png()[:33] + struct.pack(">I", 2**32 - 1) + b"IDAT" + bytes(50),
    "two headers": lambda: with_chunk(header(50_000, 50_000)),
    "no pixels": lambda: MAGIC + header(8, 8) + chunk(b"IEND", b""),
    "a depth there is not": lambda: MAGIC + header(8, 8, depth=7) + chunk(b"IDAT", zlib.compress(bytes(80))),
    "a palette that is short": short_palette,
    "a script behind it": lambda: png() + SCRIPT,
    "a script in a note": lambda: with_chunk(chunk(b"tEXt", b"Comment\0" + SCRIPT)),
    "a script in a comment": lambda: photo(comment=SCRIPT),
    "a page with a picture's first letters": lambda: MAGIC + b"<html>" + SCRIPT,
    "a drawing with a picture's first letters": lambda: b"\xff\xd8\xff<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    "a program with a picture's first letters": lambda: b"\xff\xd8\xffMZ" + bytes(500),
    "an archive behind it": lambda: photo() + b"PK\x03\x04" + SECRET,
    "where it was taken": lambda: photo(exif=exif()),
    "lying on its side": lambda: photo(exif=exif(6)),
    "exif that goes round": lambda: photo(exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08"),
    "a colour profile that is none": lambda: photo(icc_profile=SECRET * 100),
    "four inks": lambda: photo(mode="CMYK"),
    "grey": lambda: photo(mode="L"),
    "sixteen bits": lambda: saved("PNG", "I;16"),
    "holes": lambda: saved("PNG", "RGBA"),
    "one bit": lambda: saved("PNG", "1"),
    "two hundred frames": frames,
    "a GIF with a picture's first letters": lambda: MAGIC + saved("GIF"),
    "a TIFF with a picture's first letters": lambda: b"\xff\xd8\xff" + saved("TIFF"),
}  # fmt: skip
# What does not even begin like a picture never gets in.
NO_PICTURES: dict[str, Callable[[], bytes]] = {
    "a GIF": lambda: saved("GIF"),
    "a BMP": lambda: saved("BMP"),
    "a drawing": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    "a page": lambda: b"<html>" + SCRIPT,
    "nothing": lambda: b"",
}
