"""What the log says, as the county's administrator reads it."""

from collections.abc import Callable
from typing import Any

from tests.person import Person

Entry = dict[str, Any]


def told_of(reader: Person, act: Callable[[], Any]) -> list[Entry]:
    """The entries that an act left, oldest first."""
    before = reader.get("/audit").json["total"]
    act()
    return [entry for entry in whole_log(reader) if entry["seq"] > before]


def whole_log(reader: Person) -> list[Entry]:
    """Every entry, oldest first, page after page."""
    entries: list[Entry] = []
    after = None
    while True:
        answer = reader.get("/audit", after=after, limit=500)
        assert answer.status_code == 200, answer.text
        entries += answer.json["items"]
        after = answer.json["next"]
        if after is None:
            return entries[::-1]


def brief(entry: Entry) -> tuple[str, str, str]:
    """Who, what and how it ended, in three words."""
    return entry["username"], entry["action"], entry["problem"] or entry["outcome"]
