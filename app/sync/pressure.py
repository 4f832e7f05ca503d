"""When to ask phones to come back later: one that calls too often, a server that falls behind, a disk that fills up."""

import secrets
import shutil
from collections import defaultdict, deque
from pathlib import Path
from threading import Lock
from uuid import UUID

from app import problems

WINDOW_S = 60.0
# Pushes in hand at once in a process. More would only wait for each other, and a phone gives up after a minute;
# so this many bound how long anybody waits, without a clock that decides when the server is slow.
MOST_AT_ONCE = 16
# A thousand phones that are sent away must not come back in the same second.
COME_BACK_S = range(2, 21)
LEAST_FREE = 0.05


class Pressure:
    """What one server process has in hand, and which phones called in the last minute; `now` only runs forward."""

    def __init__(self, most_a_minute: int) -> None:
        self._most_a_minute = most_a_minute  # calls of one device
        self._lock = Lock()
        self._calls: dict[UUID, deque[float]] = defaultdict(deque)
        self._in_hand = 0

    def enter(self, device_id: UUID, now: float) -> None:
        """A push of this device begins; raises when it has to come back later."""
        with self._lock:
            calls = self._calls[device_id]
            _forget(calls, now)
            if len(calls) >= self._most_a_minute:
                raise problems.too_often(round(WINDOW_S - (now - calls[0])) + 1)
            calls.append(now)
            if self._in_hand >= MOST_AT_ONCE:
                raise problems.overloaded(secrets.choice(COME_BACK_S))
            self._in_hand += 1

    def leave(self) -> None:
        """A push has been answered."""
        with self._lock:
            self._in_hand -= 1


def check_disk(database: Path | None) -> None:
    """Take nothing in when the disk under the county's file is nearly full: half a write helps nobody."""
    if database is None:
        return
    usage = shutil.disk_usage(database.parent)
    if usage.free < usage.total * LEAST_FREE:
        raise problems.disk_full()


def _forget(calls: deque[float], now: float) -> None:
    while calls and calls[0] < now - WINDOW_S:
        calls.popleft()
