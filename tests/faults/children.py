"""Does something in a forked child, so that this process never opens a database and can go on forking."""

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from typing import Any


def in_child(work: Callable[[], Any]) -> Any:
    """What the work answers; its failure is raised here."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        data = answer.read()
    os.waitpid(child, 0)
    is_good, result = pickle.loads(data)
    if not is_good:
        raise RuntimeError(result)
    return result


def _answer(work: Callable[[], Any], writing: int) -> None:
    try:
        result = (True, work())
    except BaseException:
        result = (False, traceback.format_exc())
    with os.fdopen(writing, "wb") as answer:
        pickle.dump(result, answer)
    sys.stdout.flush()
    os._exit(0)
