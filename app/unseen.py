"""Characters that nobody sees: controls, blanks without width, and marks that turn a line's direction round (pure).

On paper a name with one of them reads as another: 户主本人 becomes 人本主户. Nothing is refused for one, and what a phone
handed in or somebody signed stays as it is; what the office types or brings loses them, and whatever is printed shows them.
"""

import re

# As a part of a class of a pattern; but for tabs and the ends of lines, which are seen.
UNSEEN = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")


def without(text: str) -> str:
    """The text as it looks."""
    return _UNSEEN.sub("", text)


def shown(text: str) -> str:
    """The text with each of them written out: 王〔U+202E〕一."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(_box, text)


def _box(found: re.Match[str]) -> str:
    return f"〔U+{ord(found[0]):04X}〕"
