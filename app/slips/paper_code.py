"""The short code of a household that stands on its paper slip: eight letters and one that checks them (pure).

Letters are Crockford's base 32, which leaves out what is read wrongly. The check letter finds every single wrong letter and
every two that changed places. static/src/shared/paperCode.ts is its twin; tests/data/slips/paper-codes.json holds both to one table.
"""

import re
from uuid import UUID

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 9
# What is kept of a code that was mistyped: one letter too many at most, so that no telephone number with its area and no words are.
_KEPT = re.compile(r"[0-9A-Z]{1,10}\Z", re.ASCII)
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": ""})


def code_of(household_id: UUID) -> str:
    """The code of a household: the last 40 bits of its id, which are random, and their check letter."""
    bits = household_id.int & (1 << 40) - 1
    letters = "".join(LETTERS[bits >> shift & 31] for shift in range(35, -1, -5))
    return letters + LETTERS[_check(letters)]


def read(typed: str) -> str | None:
    """The code as it was meant, however it was typed; None where it cannot be one."""
    code = "".join(typed.upper().translate(_MEANT).split())
    is_one = len(code) == _LENGTH and set(code) <= set(LETTERS) and LETTERS[_check(code[:-1])] == code[-1]
    return code if is_one else None


def may_be_stated(code: str) -> bool:
    """Whether a record may hold it: a code as it was meant, or what was mistyped for one, which a reader should see."""
    return read(code) in (None, code) and _KEPT.match(code) is not None


def shown(code: str) -> str:
    """In groups, as it is printed."""
    return f"{code[:4]} {code[4:8]} {code[8:]}".rstrip()


def _check(letters: str) -> int:
    """Their sum in the field of 32, each weighed by another power of 2."""
    total = 0
    for letter in letters:
        total = _double(total ^ LETTERS.index(letter))
    return total


def _double(value: int) -> int:
    """Twice, modulo x⁵ + x² + 1."""
    return value << 1 ^ (0b100101 if value & 16 else 0)
