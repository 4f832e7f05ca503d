"""What is shown of a signature or photo: painted anew from its pixels, with nothing else of the file.

The original stays as it came and as it was hashed: it is the evidence. A browser gets a picture of our own making, without
what a camera noted (place, time, owner), and without whatever else a file can carry.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from app.blobs import refusals

# More than any phone of ours makes (1,600), and some 16 MB once unpacked.
MOST_PIXELS = 2000
_FORMATS = ("PNG", "JPEG")
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    OverflowError,
    UnidentifiedImageError,
    Image.DecompressionBombError,
)


def shown(data: bytes) -> tuple[bytes, str]:
    """A picture's bytes and kind, painted anew; raises picture_unreadable, picture_too_large."""
    try:
        # Only the header is read here; its size is looked at before a single pixel is.
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if max(picture.size) > MOST_PIXELS:
                raise refusals.picture_too_large(MOST_PIXELS)
            return _painted(picture)
    except (*_BROKEN, Image.DecompressionBombWarning):
        raise refusals.picture_unreadable() from None


def _painted(picture: Image.Image) -> tuple[bytes, str]:
    kind = "PNG" if picture.format == "PNG" else "JPEG"
    upright = ImageOps.exif_transpose(picture)
    has_holes = upright.has_transparency_data and kind == "PNG"
    clean = upright.convert("RGBA" if has_holes else "RGB")
    clean.info.clear()
    out = io.BytesIO()
    clean.save(out, kind, **({"quality": 85} if kind == "JPEG" else {"compress_level": 3}))
    return out.getvalue(), f"image/{kind.lower()}"
