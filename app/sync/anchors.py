"""Whether a phone and the server have lived through the same history."""

import re

from app import problems
from app.changes import Head, hash_at, latest

_FORM = re.compile(r"(\d{1,15}):([0-9a-f]{64})\Z")


def read_anchor(text: str | None) -> Head | None:
    """The anchor a request carries; None from a phone that has heard of nothing yet."""
    if not text:
        return None
    found = _FORM.match(text)
    if found is None:
        raise problems.invalid_input({"X-Anchor": ["应为 编号:哈希。"]})
    return Head(int(found[1]), found[2])


def check(anchor: Head | None) -> None:
    """Refuse a phone that knows a history which is not ours: we were restored from a backup since.

    The phone then brings again what it retains. Nothing else may be done for it before that: a receipt
    of ours could stand for something else in its books.
    """
    if anchor is not None and hash_at(anchor.seq) != anchor.hash:
        raise problems.history_diverged(latest())
