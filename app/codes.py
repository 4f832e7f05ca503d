"""Reads a division code: which level it is on and which codes lie under it (pure)."""

# Statistical codes: 2 digits of province, 2 of city, 2 of county, 3 of town, 3 of village; a grid
# is ours and adds 3. A village's own "000" holds the doors that have no grid yet.
LENGTHS = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12, "grid": 15}
# What a county's tree is made of; official lists name its province and city too.
LEVELS = ("county", "town", "village", "grid")
NO_GRID = "000"


def level_of(code: str) -> str:
    """The level of a full code: 15 digits are a grid, 12 are whatever their zeros say."""
    if len(code) == LENGTHS["grid"]:
        return "grid"
    bare = code.rstrip("0")
    return next(level for level, length in LENGTHS.items() if len(bare) <= length)


def prefix_of(code: str) -> str:
    """The digits that every code under this one begins with."""
    return code[: LENGTHS[level_of(code)]]


def at_level(code: str, level: str) -> str:
    """The full code of the ancestor (or self) on a level: at_level(grid, "town") is its town."""
    length = LENGTHS[level]
    return code[:length].ljust(12, "0")


def is_code(text: str) -> bool:
    """Whether a text has the form of a division code."""
    return text.isascii() and text.isdigit() and len(text) in (12, 15)
