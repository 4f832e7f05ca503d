"""Does something in a forked child, so that this process never opens a database and can go on forking."""

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from typing import Any

_LENGTH = 8


def in_child(work: Callable[[], Any]) -> Any:
    """What the work answers; its failure is raised here."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        # Not until the end of the file: a server that was forked meanwhile holds the other end open, too.
        is_good, result = pickle.loads(answer.read(int.from_bytes(answer.read(_LENGTH))))
    os.waitpid(child, 0)
    if not is_good:
        raise RuntimeError(result)
    return result


def _answer(work: Callable[[], Any], writing: int) -> None:
    try:
        result = (True, work())
    except BaseException:
        result = (False, traceback.format_exc())
    data = pickle.dumps(result)
    with os.fdopen(writing, "wb") as answer:
        answer.write(len(data).to_bytes(_LENGTH) + data)
    sys.stdout.flush()
    os._exit(0)
