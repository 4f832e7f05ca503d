"""What a phone fetches before it shows anything, as a server sends it: compressed."""

import gzip
import re
from pathlib import Path

DIST = Path(__file__).parents[2] / "static" / "dist" / "phone"
_ASKED = re.compile(r'(?:src|href)="/phone/([^"]+)"')


def first_load() -> dict[str, int]:
    """Bytes of each file that the page names, and of the worker; maps and scanners come later."""
    page = (DIST / "index.html").read_text()
    names = ["index.html", *_ASKED.findall(page), "sw.js"]
    return {name: len(gzip.compress((DIST / name).read_bytes(), 9)) for name in dict.fromkeys(names)}
