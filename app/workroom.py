"""Where a library writes what it needs on the way to a file: names and numbers that must not stay when we are killed.

A folder of ours alone, in memory where there is some; what a process left that is no more is swept by the next.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A folder of our own in it, which nobody else may read.
_MEMORY = Path("/dev/shm")  # noqa: S108 # nosec B108
_NAME = "qiaomen-work-"


@contextmanager
def workroom() -> Iterator[str]:
    """A folder that is gone afterwards."""
    sweep()
    with tempfile.TemporaryDirectory(prefix=f"{_NAME}{os.getpid()}-", dir=_place()) as folder:
        yield folder


def sweep() -> None:
    """Remove what killed processes left."""
    for folder in _place().glob(f"{_NAME}*"):
        if not _lives(folder.name.removeprefix(_NAME).split("-")[0]):
            shutil.rmtree(folder, ignore_errors=True)


def _place() -> Path:
    return _MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())


def _lives(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True  # somebody else's, and alive
    return True
