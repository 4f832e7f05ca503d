"""Marks each cell of a list by one of several ways to write the same, chosen by the export's seed (pure).

Nothing that it says is touched, no row is added and none is moved: an address is written with or without a
blank between a word and a number, and of a masked telephone number one digit more may be hidden at either end.
Each marked cell carries its mark by itself, so what is left of a list names its source in any order, without
its header, and by a single column.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from app.households.identity import normalise_address

# Between a Chinese character and a number, with whatever blanks stand there.
_GAP = re.compile(r"(?<=[\u3400-\u9fff])[ \u00a0\u3000]*(?=\d)")
# As mask_phone leaves a long number, and as we leave it: 138****1234, 13*****1234, 138*****234, 13******234.
_WHOLE_MASK = re.compile(r"([\d+-]{3})(\*{4,})([\d-]{4})")
_MASK = re.compile(r"(?<![\d*+-])([\d+-]{2,3})(\*{4,})([\d-]{3,4})(?![\d*-])")
# SHA-256's block.
_BLOCK = 64
# A mark is so many bytes of a digest, and as many places of one address carry one as that has bits.
_MARK_BYTES = 4
_MOST_GAPS = 8 * _MARK_BYTES

# Where a mark stands, which way it is written there.
Mark = tuple[str, tuple[bool, ...]]


def mark_address(seed: bytes, address: str) -> str:
    """The address, with or without a blank before each of its numbers."""
    marked, *parts = _GAP.split(address)
    if not parts:
        return address
    bits = _bits(seed, _address_key(address))
    for part in parts:
        marked += f" {part}" if bits & 1 else part
        bits >>= 1
    return marked


def mark_phone(seed: bytes, masked: str | None) -> str | None:
    """The masked number, perhaps with one digit more hidden at either end. It never shows more than it did."""
    found = _WHOLE_MASK.fullmatch(masked or "")
    if masked is None or found is None:
        return masked
    first, hidden, last = found.groups()
    bits = _phone_bits(seed, first[:2], last[-3:], len(masked))
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


# Of a county's numbers, most have beginning and end in common with another.
@lru_cache(maxsize=1 << 14)
def _phone_bits(seed: bytes, first: str, last: str, length: int) -> int:
    return _bits(seed, _phone_key(first, last, length))


def _bits(seed: bytes, key: str) -> int:
    """The HMAC-SHA256 of a key, by a seed whose blocks are hashed once: of very many, a third of hmac.digest's time."""
    halves = _halves(seed)
    inner, outer = halves[0].copy(), halves[1].copy()
    inner.update(key.encode())
    outer.update(inner.digest())
    return int.from_bytes(outer.digest()[:_MARK_BYTES], "little")


@lru_cache(maxsize=16)
def _halves(seed: bytes) -> tuple[Any, Any]:
    """RFC 2104: what goes before the message, and what goes before its hash."""
    key = seed if len(seed) <= _BLOCK else hashlib.sha256(seed).digest()
    key = key.ljust(_BLOCK, b"\0")
    return hashlib.sha256(bytes(one ^ 0x36 for one in key)), hashlib.sha256(bytes(one ^ 0x5C for one in key))
