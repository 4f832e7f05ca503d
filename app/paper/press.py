"""Sets documents as PDF in a process of its own, which gives all its memory back; run by path, not imported.

typst keeps what it set until some ten documents later, some 80 KB for each line of a table: a server would never get that
back. Knows nothing of the house. From its input it takes a line of JSON with the order, then one for each document, and
answers each with its length in 8 bytes and its PDF. All documents of an order share one search for fonts.
"""

import json
import resource
import sys
import unicodedata
from functools import cache
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
        data = line.decode()
        inputs = {"font": family, "data": data, "unprintable": _unprintable(data, family, fonts)}
        try:
            pdf = _set(order, json.loads(line)["template"], fonts, inputs)
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


def _unprintable(data: str, family: str, fonts: typst.Fonts) -> str:
    """The letters that no font on this machine has: the templates print their numbers, where a reader would see boxes."""
    left = {letter for letter in set(data) if _may_be_missing(letter)}
    files = {(font.path, font.index): font.family for font in fonts.fonts() if font.path}
    for path, index in sorted(files, key=lambda file: files[file] != family):
        if not left:
            break
        left -= _letters_of(path, index)
    # What a private letter stands for only whoever made it knows: another font shows another letter.
    return "".join(sorted(left | {letter for letter in set(data) if unicodedata.category(letter) == "Co"}))


def _may_be_missing(letter: str) -> bool:
    """Not what every Chinese font has, nor what is not to be seen at all."""
    return not (
        letter < "\u0080"
        or "\u4e00" <= letter <= "\u9fa5"
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0100" <= letter <= "\U000e01ef"
        or unicodedata.category(letter) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
    )


@cache
def _letters_of(path: str, index: int) -> frozenset[str]:
    """What a font has; nothing, if it cannot be read."""
    # Most documents have no such letter.
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415

    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError):
        return frozenset()


if __name__ == "__main__":
    sys.exit(main())
