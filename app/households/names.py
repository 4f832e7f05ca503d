"""Pinyin initials of names, so that a thumb finds 张三 by typing zs (pure)."""

import re
from functools import cache

# A dictionary reads these characters as ordinary words; at the head of a name they sound different.
_SURNAMES = {
    "单": "s", "仇": "q", "曾": "z", "解": "x", "查": "z", "区": "o", "翟": "z", "缪": "m", "乜": "n", "覃": "q",
    "隗": "w", "召": "s", "祭": "z", "重": "c", "折": "s", "秘": "b", "种": "c", "繁": "p", "句": "g", "乐": "y",
    "朴": "p", "谌": "c", "郇": "x", "恽": "y", "佴": "n", "长": "z", "俞": "y", "尉": "w", "盖": "g", "吕": "l",
    "任": "r", "华": "h", "员": "y", "冼": "x", "那": "n", "宓": "m", "沈": "s", "石": "s", "车": "c", "都": "d",
    "洗": "x", "强": "q", "燕": "y", "应": "y", "柏": "b", "薄": "b", "相": "x", "黑": "h", "晁": "c", "郗": "x",
    "阚": "k",
}  # fmt: skip
_DOUBLE = {
    "尉迟": "yc", "万俟": "mq", "澹台": "tt", "单于": "cy", "长孙": "zs", "令狐": "lh", "宰父": "zf", "亓官": "qg",
    "欧阳": "oy", "司马": "sm", "上官": "sg", "诸葛": "zg", "皇甫": "hf", "慕容": "mr", "夏侯": "xh", "呼延": "hy",
}  # fmt: skip

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PARTS = re.compile(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")


def initials(householder: str, title: str | None = None) -> str:
    """What to search a door by: the householder's initials and, after a blank, the title's."""
    return f"{of_person(householder)} {of_title(title)}" if title else of_person(householder)


def of_person(name: str) -> str:
    """Initials of a name, its surname read as a surname."""
    name = name.strip()
    if name[:2] in _DOUBLE:
        return _DOUBLE[name[:2]] + of_words(name[2:])
    return _SURNAMES.get(name[:1], of_words(name[:1])) + of_words(name[1:])


def of_title(title: str) -> str:
    """Initials of what a shop or a firm is called, each character read as in the word that it stands in: 银行 is yh."""
    return "".join(_of_phrase(part) if _HAN.fullmatch(part) else of_words(part) for part in _PARTS.findall(title))


def of_words(text: str) -> str:
    """Initials of any text; letters and digits stand for themselves, the rest is left out."""
    return "".join(map(_of_character, text))


def _of_phrase(han: str) -> str:
    from pypinyin import Style, pinyin  # noqa: PLC0415

    return "".join(letter for (letter,) in pinyin(han, style=Style.FIRST_LETTER) if letter.isascii())


@cache
def _of_character(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    # Its tables take half a second to load: not when the server starts, but with the first name.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    sound = pinyin(character, style=Style.FIRST_LETTER)[0][0]
    return sound.lower() if sound.isascii() and sound.isalpha() else ""
