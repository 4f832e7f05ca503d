"""When to ask phones to come back later: one that calls too often, a server that falls behind, a disk that fills up."""

import shutil
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from threading import Lock
from uuid import UUID

from app import problems

WINDOW_S = 60.0
# Pushes in hand at once in a process. More would only wait for each other, and a phone gives up after a minute;
# so this many bound how long anybody waits, without a clock that decides when the server is slow.
MOST_AT_ONCE = 16
LEAST_WAIT_S, MOST_WAIT_S = 1.0, 600.0
# Turns are promised faster than they can be served: whoever is one too many is sent away once more, which costs
# little, while a server that waits for phones which come late is idle.
EAGERNESS = 0.6
# Seconds from one push done to the next when there is no lack of them: a guess, until some are done.
FIRST_PACE_S = 0.05
# How much the newest push counts for in it.
NEWEST = 0.1
LEAST_FREE = 0.05


class Pressure:
    """What one server process has in hand, and which phones called in the last minute.

    A phone that is sent away is told when its turn would be: each gets the moment after the last one promised, at
    the pace of the pushes just taken. So a thousand that come at once come back one after the other, and as fast as
    they can be served.
    """

    def __init__(self, most_a_minute: int, seconds: Callable[[], float]) -> None:
        self._most_a_minute = most_a_minute  # calls of one device
        self._seconds = seconds  # a clock that only runs forward
        self._lock = Lock()
        self._calls: dict[UUID, deque[float]] = defaultdict(deque)
        self._in_hand = 0
        self._pace, self._last_done = FIRST_PACE_S, 0.0
        self._promised = 0.0

    def called_by(self, device_id: UUID) -> None:
        """Raises when this device calls too often."""
        with self._lock:
            now, calls = self._seconds(), self._calls[device_id]
            while calls and calls[0] < now - WINDOW_S:
                calls.popleft()
            if len(calls) >= self._most_a_minute:
                raise problems.too_often(round(WINDOW_S - (now - calls[0])) + 1)
            calls.append(now)

    @contextmanager
    def taking(self) -> Iterator[None]:
        """Take a push in hand; raises when it has to come back later."""
        began = self._enter()
        try:
            yield
        finally:
            self._leave(began)

    def _enter(self) -> float:
        with self._lock:
            now = self._seconds()
            if self._in_hand >= MOST_AT_ONCE:
                raise problems.overloaded(self._wait_from(now))
            self._in_hand += 1
            return now

    def _leave(self, began: float) -> None:
        with self._lock:
            now = self._seconds()
            self._pace += NEWEST * (now - max(began, self._last_done) - self._pace)
            self._last_done = now
            self._in_hand -= 1

    def _wait_from(self, now: float) -> int:
        earliest = now + max(LEAST_WAIT_S, self._in_hand * self._pace)
        self._promised = min(max(self._promised + EAGERNESS * self._pace, earliest), now + MOST_WAIT_S)
        return ceil(self._promised - now)


def check_disk(database: Path | None) -> None:
    """Take nothing in when the disk under the county's file is nearly full: half a write helps nobody."""
    if database is None:
        return
    usage = shutil.disk_usage(database.parent)
    if usage.free < usage.total * LEAST_FREE:
        raise problems.disk_full()
