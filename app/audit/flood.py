"""How many refusals are written one by one: somebody who knocks at every door must not fill the disk."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

WINDOW = timedelta(minutes=10)
# Of one account, of everybody unknown together, and of all: in a window, by a server process.
OF_ONE, OF_UNKNOWN, OF_ALL = 30, 100, 300


@dataclass
class _Tally:
    written: int = 0
    dropped: int = 0


class Flood:
    """What one server process wrote of refusals lately. Past the bound they are counted, and the count is written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._began: datetime | None = None
        self._of: dict[str, _Tally] = defaultdict(_Tally)
        self._dropped: dict[str, int] = {}

    def admits(self, who: str, now: datetime) -> int | None:
        """None when this one is only counted; else how many of theirs were only counted before it."""
        with self._lock:
            self._turn(now)
            mine, written = self._of[who], sum(tally.written for tally in self._of.values())
            if mine.written >= (OF_ONE if who else OF_UNKNOWN) or written >= OF_ALL:
                mine.dropped += 1
                return None
            mine.written += 1
            return self._dropped.pop(who, 0)

    def _turn(self, now: datetime) -> None:
        """Begin a new window when the old one is over, or the clock was set back behind it."""
        if self._began is None or not self._began <= now < self._began + WINDOW:
            counted = {who: tally.dropped for who, tally in self._of.items() if tally.dropped}
            self._dropped = {who: self._dropped.get(who, 0) + n for who, n in counted.items()} | {
                who: n for who, n in self._dropped.items() if who not in counted
            }
            self._began = now
            self._of.clear()
