"""Sets documents as PDF in a process of its own, which gives all its memory back; run by path, not imported.

typst keeps what it set until some ten documents later, some 80 KB for each line of a table: a server would never get that
back. Knows nothing of the house. From its input it takes a line of JSON with the order, then one for each document, and
answers each with its length in 8 bytes and its PDF. All documents of an order share one search for fonts.
"""

import json
import resource
import sys
from typing import Any

import typst

NO_FONT, NOT_SET = 3, 4
MOST_BYTES = 3 * 1024**3
MOST_SECONDS = 600


def main() -> int:
    """Answers an exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.loads(sys.stdin.buffer.readline())
    # The machine's own fonts are a reserve: for letters that ours does not have, and where ours is missing.
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=order["folders"])
    here = set(fonts.families())
    family = next((name for name in order["families"] if name in here), None)
    if family is None:
        return NO_FONT
    for line in sys.stdin.buffer:
        try:
            pdf = _set(order, json.loads(line)["template"], fonts, {"font": family, "data": line.decode()})
        except typst.TypstError as error:
            sys.stderr.write(error.message)
            return NOT_SET
        sys.stdout.buffer.write(len(pdf).to_bytes(8, "big") + pdf)
        sys.stdout.buffer.flush()
    return 0


def _set(order: dict[str, Any], template: str, fonts: typst.Fonts, inputs: dict[str, str]) -> bytes:
    """Data is a value that the template reads, and never becomes a part of it; no file outside `root` can be read."""
    root, nowhere = order["templates"], "/nonexistent"
    compiler = typst.Compiler(root=root, font_paths=fonts, package_path=nowhere, package_cache_path=nowhere)
    pdf = compiler.compile(input=f"{root}/{template}", sys_inputs=inputs, timestamp=order["at"], pdf_tags=False)
    assert isinstance(pdf, bytes)
    return pdf


if __name__ == "__main__":
    sys.exit(main())
