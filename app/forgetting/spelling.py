"""A name or a number however somebody spelled it: with blanks or marks in it, in full width, with a small x."""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, or_

from app.unseen import UNSEEN

_WIDER = 0xFEE0  # from a letter to the same in full width
_BETWEEN_DIGITS = rf"\s{UNSEEN}.．·()（）_/、,，;；:：\-‐‑‒–—－−~～"
_BETWEEN_LETTERS = rf"\s{UNSEEN}·•・‧∙.．"
_APART = re.compile(f"[{_BETWEEN_DIGITS}]+")
_MARKS = re.compile(f"[{_BETWEEN_LETTERS}]+")


def found_by(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds each of these words as anybody spells it, the earlier first; None where there is none."""
    bare = [one for one in map(_bare, words) if one]
    if not bare:
        return None
    # The first letters by themselves: of a million texts most hold none of them, and that is seen fast.
    firsts = "".join(dict.fromkeys(spelled for word in bare for spelled in _spelled(word[0])))
    return re.compile(f"[{re.escape(firsts)}](?:{'|'.join(map(_rest, bare))})")


def _rest(word: str) -> str:
    between = f"[{_BETWEEN_DIGITS if word[0].isdecimal() else _BETWEEN_LETTERS}]*"
    return f"(?<={_one(word[0])})" + "".join(between + _one(letter) for letter in word[1:])


def _one(letter: str) -> str:
    return f"[{re.escape(''.join(_spelled(letter)))}]"


def _spelled(letter: str) -> list[str]:
    cases = dict.fromkeys((letter, letter.upper(), letter.lower()))
    return [one for case in cases for one in (case, chr(ord(case) + _WIDER) if "!" <= case <= "~" else case)]


def _bare(word: str) -> str:
    return _MARKS.sub("", word)


def plain(number: str) -> str:
    """A number as machines write it, without what stands between its digits."""
    return _APART.sub("", unicodedata.normalize("NFKC", number)).upper()


def may_hold(stored: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
    """What the database can tell by itself: that the letters of one of these words stand in it, in their order."""
    halves = [_bare(word) for word in words]
    spelled = [each for word in halves for each in dict.fromkeys((word, _wide(word)))]
    return or_(*(func.lower(stored).like(_letters(word.lower()), escape="\\") for word in spelled))


def _wide(word: str) -> str:
    return "".join(chr(ord(letter) + _WIDER) if "!" <= letter <= "~" else letter for letter in word)


def _letters(word: str) -> str:
    return "%" + "".join(("\\" if letter in "%_\\" else "") + letter + "%" for letter in word)
