"""Marks each cell of a list by one of several ways to write the same, chosen by the export's seed (pure).

Nothing that it says is touched, no row is added and none is moved: an address is written with or without a
blank between a word and a number, and of a masked telephone number one digit more may be hidden at either end.
Each marked cell carries its mark by itself, so what is left of a list names its source in any order, without
its header, and by a single column.
"""

import hmac
import re
from collections.abc import Iterator

from app.households.identity import normalise_address

# Between a Chinese character and a number, with whatever blanks stand there.
_GAP = re.compile(r"(?<=[\u3400-\u9fff])[ \u00a0\u3000]*(?=\d)")
# As mask_phone leaves a long number, and as we leave it: 138****1234, 13*****1234, 138*****234, 13******234.
_WHOLE_MASK = re.compile(r"([\d+-]{3})(\*{4,})([\d-]{4})")
_MASK = re.compile(r"(?<![\d*+-])([\d+-]{2,3})(\*{4,})([\d-]{3,4})(?![\d*-])")
# As many places of one address as carry a mark.
_MOST_GAPS = 32

# Where a mark stands, which way it is written there.
Mark = tuple[str, tuple[bool, ...]]


def mark_address(seed: bytes, address: str) -> str:
    """The address, with or without a blank before each of its numbers."""
    if not _GAP.search(address):
        return address
    bits = _bits(seed, _address_key(address))
    count = -1

    def gap(_found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return " " if count < _MOST_GAPS and bits >> count & 1 else ""

    return _GAP.sub(gap, address)


def mark_phone(seed: bytes, masked: str | None) -> str | None:
    """The masked number, perhaps with one digit more hidden at either end. It never shows more than it did."""
    found = _WHOLE_MASK.fullmatch(masked or "")
    if masked is None or found is None:
        return masked
    first, hidden, last = found.groups()
    bits = _bits(seed, _phone_key(first, last, len(masked)))
    if bits & 1:
        first, hidden = first[:2], hidden + "*"
    if bits & 2:
        last, hidden = last[1:], hidden + "*"
    return first + hidden + last


def address_mark(text: str) -> Mark | None:
    """What a cell carries, if it is written as an address with a number."""
    found = list(_GAP.finditer(text))[:_MOST_GAPS]
    if not found:
        return None
    return _address_key(text), tuple(gap.end() > gap.start() for gap in found)


def phone_marks(text: str) -> Iterator[Mark]:
    """What the masked numbers in a text carry."""
    for first, hidden, last in _MASK.findall(text):
        length = len(first) + len(hidden) + len(last)
        yield _phone_key(first, last, length), (len(first) == 2, len(last) == 3)


def agreement(seed: bytes, mark: Mark) -> int:
    """How many places of a mark are written as this seed would have it; by chance, half of them."""
    key, ways = mark
    bits = _bits(seed, key)
    return sum((bits >> place & 1) == way for place, way in enumerate(ways))


def _address_key(text: str) -> str:
    return "address|" + normalise_address(text.lstrip("'"))


def _phone_key(first: str, last: str, length: int) -> str:
    """What every way of masking it still shows."""
    return f"phone|{first[:2]}|{last[-3:]}|{length}"


def _bits(seed: bytes, key: str) -> int:
    return int.from_bytes(hmac.digest(seed, key.encode(), "sha256")[:4], "little")
