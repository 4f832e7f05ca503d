"""Lets several people do something at the same moment."""

import threading
from collections.abc import Callable
from typing import Any


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of them got, after all have begun together."""
    start = threading.Barrier(len(acts))
    got: dict[int, Any] = {}

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        got[number] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [got[number] for number in range(len(acts))]
