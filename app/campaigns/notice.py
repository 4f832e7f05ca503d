"""What a notice is made of, and how it is filled at a door (pure); notice.json is the one table, the apps read it too."""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.campaigns import refusals

_TABLES: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text())
# Codes and their Chinese words: who a notice speaks to, which kind of door that is, and what it teaches about.
AUDIENCES: dict[str, str] = _TABLES["audiences"]
AUDIENCE_OF_KIND: dict[str, str] = _TABLES["audience_of_kind"]
FRAUDS: dict[str, str] = _TABLES["frauds"]
# What is filled at the door, by the name that stands in braces.
BLANKS: dict[str, str] = _TABLES["blanks"]
# Whoever has no words of their own is given the family's.
FAMILY = "family"
# What a sheet of A4 holds besides its title, the signature and who, when and where (paper/templates/slip.typ): letters to a line,
# lines, and how much of one an empty line takes. An estimate, on the safe side.
LINE_LETTERS, SHEET_LINES, EMPTY_LINE = 46, 23, 0.4

# The same in static/src/shared/notice.ts: \w would be other letters there.
_BLANK = re.compile(r"\{([a-z_]+)\}")
_BRACED = re.compile(r"\{([^{}\n]*)\}")
# What a blank may be filled with: as much as the register takes for an address, and no more; a day is one.
_MOST_FILLED, _DAY = 200, r"\d{4}年\d{1,2}月\d{1,2}日"
_NUMBERS = {"96110": re.compile(r"(?<!\d)96110(?!\d)"), "110": re.compile(r"(?<!\d)110(?!\d)")}


@dataclass(frozen=True)
class Wording:
    """The words of a notice, and the frauds that it teaches about, as somebody ticked them."""

    title: str
    body: str
    teaches: tuple[str, ...]


@dataclass(frozen=True)
class Door:
    """What is true at one door on one day."""

    householder: str
    address: str
    village: str
    day: date
    worker: str

    def values(self) -> dict[str, str]:
        """What each blank is filled with."""
        return {**vars(self), "day": f"{self.day.year}年{self.day.month}月{self.day.day}日"}


def example(day: date) -> Door:
    """A home that there is not, to see a notice with."""
    return Door(**_TABLES["example"], day=day)


def fill(body: str, door: Door) -> str:
    """Each known name in braces gives way to its value, once: what a value says is never filled again.

    Whatever else stands in braces stays as it is. static/src/shared/notice.ts does the same; tests/data/notices holds both to it.
    """
    values = door.values()
    return _BLANK.sub(lambda found: values.get(found[1], found[0]), body)


def could_be(text: str, body: str) -> bool:
    """Whether a text is this body filled at some door: word for word, with anything on its line in place of a blank.

    What each blank was filled with nobody has kept apart, so that is not asked; a day must be one.
    """
    said, lines = text.split("\n"), body.split("\n")
    return len(said) == len(lines) and all(map(_could_be_line, said, lines))


def _could_be_line(said: str, line: str) -> bool:
    fixed, most = [""], 0
    for place, part in enumerate(_BLANK.split(line)):
        if place % 2 == 0 or part not in BLANKS:
            own = f"{{{part}}}" if place % 2 else part
            fixed[-1] += re.escape(own)
            most += len(own)
            continue
        most += _MOST_FILLED
        if part == "day":
            fixed[-1] += _DAY
        else:
            fixed.append("")
    first, *rest = fixed
    # Each blank holds as little as lets the next words follow, and is never tried again: no text takes long by nearly fitting.
    middle = "".join(f"(?>.*?{words})" for words in rest[:-1])
    pattern = f"{first}{middle}.*{rest[-1]}" if rest else first
    return len(said) <= most and re.fullmatch(pattern, said) is not None


def sheet_lines(text: str) -> int:
    """About how many lines it takes on paper: Latin letters and digits are half as wide as Chinese ones."""
    lines = text.split("\n")
    return math.ceil(sum(math.ceil(_width(line) / LINE_LETTERS) or EMPTY_LINE for line in lines))


def _width(line: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in line)


def tidied(text: str) -> str:
    """As it is kept: one kind of line end, no blanks at the ends of lines, and no empty lines around it."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def check(wording: Wording) -> None:
    """Refuse what says nothing, and what could not be filled at a door: names that nobody knows, and braces without their other half."""
    if not (wording.title and wording.body):
        raise refusals.wording_empty()
    if _BRACED.search(wording.title):
        raise refusals.blank_in_title()
    for text in (wording.title, wording.body):
        _check_braces(text)


def _check_braces(text: str) -> None:
    if unknown := sorted({name for name in _BRACED.findall(text) if name not in BLANKS}):
        raise refusals.blank_unknown(unknown, list(BLANKS.values()))
    # As long as it was, so that what is found stands where it stood.
    rest = _BRACED.sub(lambda found: " " * len(found[0]), text)
    if loose := re.search(r"[{}｛｝]", rest):
        raise refusals.brace_loose(loose[0], rest.count("\n", 0, loose.start()) + 1)


def warnings(body: str, text: str) -> Iterator[str]:
    """What a notice should have and this one has not, and whether its whole text fits: sentences for whoever words it, who decides."""
    said = unicodedata.normalize("NFKC", body)
    for number, pattern in _NUMBERS.items():
        if not pattern.search(said):
            yield f"没有写到 {number}：住户要知道被骗了、拿不准打哪个电话。"
    if "反诈中心" not in said:
        yield "没有写到“国家反诈中心”App：下载、实名注册、开启预警。"
    blanks = set(_BLANK.findall(body))
    if not {"householder", "address"} & blanks:
        yield "没有填“户主”或“地址”：纸上看不出是哪一户。"
    if "day" not in blanks:
        yield "没有填“日期”：纸上看不出是哪一天讲的。"
    if (lines := sheet_lines(text)) > SHEET_LINES:
        yield f"太长了：连同签收的话约 {lines} 行，一张 A4 纸约放 {SHEET_LINES} 行，会印到第二页。"
