"""Hides most of a number: enough stays to recognise it, too little to use it (pure)."""

import re

# Nothing shorter is a telephone or an ID number.
_LONG_NUMBER = re.compile(r"\d{7,}[Xx]?")
_ID_NUMBER = re.compile(r"\d{14,}[\dXx]")


def mask_id_number(number: str | None) -> str | None:
    """110101********7758: the place and the last four stay; of a short number, less."""
    return None if number is None else _hide(number, 6, 4)


def mask_phone(number: str | None) -> str | None:
    """138****1234."""
    return None if number is None else _hide(number, 3, 4)


def mask_id_numbers(text: str | None) -> str | None:
    """A text with every ID number in it hidden, and its telephone numbers as they are."""
    return None if text is None else _ID_NUMBER.sub(lambda found: _hide(found[0], 6, 4), text)


def mask_numbers(text: str | None) -> str | None:
    """A text with every long number in it hidden: further telephone numbers stand in notes."""
    return None if text is None else _LONG_NUMBER.sub(lambda found: _hide(found[0], 3, 4), text)


def _hide(number: str, first: int, last: int) -> str:
    """At least four letters are hidden, however short the number is."""
    if len(number) < first + last + 4:
        first, last = min(1, max(0, len(number) - 5)), min(2, max(0, len(number) - 4))
    hidden = max(4, len(number) - first - last)
    return number[:first] + "*" * hidden + (number[-last:] if last else "")
