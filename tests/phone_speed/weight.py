"""What a phone fetches the first time, as the server sends it: packed by the build.

Icons for the home screen, and what only a map or a scanner needs, come later.
"""

import re
from pathlib import Path

DIST = Path(__file__).parents[2] / "static" / "dist" / "phone"
_ASKED = re.compile(r'<(?!link rel="apple-touch-icon")[^>]*(?:src|href)="/phone/([^"]+)"')


def first_load() -> dict[str, int]:
    """Bytes of each file that the page names, and of the worker."""
    page = (DIST / "index.html").read_text()
    names = ["index.html", *_ASKED.findall(page), "sw.js"]
    return {name: (DIST / f"{name}.br").stat().st_size for name in dict.fromkeys(names)}
