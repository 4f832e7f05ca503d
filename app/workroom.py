"""Where names and numbers are written on the way to a file, or to be tried out: they must not stay when we are killed.

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
def workroom(*, for_a_county: bool = False) -> Iterator[str]:
    """A folder that is gone afterwards; on the disk what may be as large as a county."""
    sweep()
    place = _disk() if for_a_county else _place()
    with tempfile.TemporaryDirectory(prefix=f"{_NAME}{os.getpid()}-", dir=place) as folder:
        yield folder


def sweep() -> None:
    """Remove what killed processes left."""
    for place in {_place(), _disk()}:
        for folder in place.glob(f"{_NAME}*"):
            if not _lives(folder.name.removeprefix(_NAME).split("-")[0]):
                shutil.rmtree(folder, ignore_errors=True)


def _place() -> Path:
    return _MEMORY if os.access(_MEMORY, os.W_OK) else _disk()


def _disk() -> Path:
    return Path(tempfile.gettempdir())


def _lives(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True  # somebody else's, and alive
    return True
