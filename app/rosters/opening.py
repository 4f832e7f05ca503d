"""Has a workbook opened in a process apart (apart.py), and takes its sheets from there."""

import json
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

from app.problems import Problem
from app.rosters import apart, formats, refusals
from app.rosters.sheets import Cell, Sheet

_APART = Path(apart.__file__)
# What the process may have: enough for itself, and so many bytes for each byte of the file. A roster of 100,000
# rows needs some 40 for each; a file that needs more was made to.
_BASE_BYTES = 160 * 1024 * 1024
_BYTES_A_BYTE = 60
_SECONDS = 300
# And what may come back, again for each byte: a text that a million cells refer to comes a million times.
_BASE_TEXT = 16 * 1024 * 1024
_TEXT_A_BYTE = 40
_KINDS: dict[str, Callable[[Any], Cell]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def open_workbook(data: bytes) -> Iterator[Sheet]:
    """The visible sheets of an xlsx or xls, one at a time.

    Raises roster_unsafe when it needs more than a roster could, roster_locked, roster_unreadable, roster_too_wide.
    """
    child = subprocess.Popen(  # noqa: S603 - our own program, and numbers
        _command(len(data)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with child:
        try:
            _hand_over(child, data)
            assert child.stdout is not None
            last = yield from _sheets(child.stdout, _BASE_TEXT + _TEXT_A_BYTE * len(data))
            if problem := _problem(child.wait()):
                raise problem
            if last:
                yield last
        finally:
            child.kill()


def _hand_over(child: subprocess.Popen[bytes], data: bytes) -> None:
    """It reads all of it before it says anything; what ends before that says why by how it ended."""
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin as pipe:
        pipe.write(data)


def _command(size: int) -> list[str]:
    limits = (
        _BASE_BYTES + _BYTES_A_BYTE * size,
        _SECONDS,
        formats.MAX_ROWS + 100,
        formats.MAX_COLUMNS,
        formats.MAX_CELLS,
    )
    # -I: nothing of the environment or of the folder it is started in gets into it.
    return [sys.executable, "-I", str(_APART), *map(str, limits)]


def _sheets(lines: IO[bytes], most: int) -> Generator[Sheet, None, Sheet | None]:
    """Each that another follows; the last may have been cut off, and is answered for whoever knows how it ended."""
    sheet: Sheet | None = None
    for line in lines:
        most -= len(line)
        if most < 0:
            raise refusals.roster_unsafe()
        told = json.loads(line)
        if isinstance(told, dict):
            if sheet:
                yield sheet
            merged = [((a[0], a[1]), (b[0], b[1])) for a, b in told["merged"]]
            sheet = Sheet(told["sheet"], [], merged)
        elif sheet:
            sheet.rows.append([_cell(cell) for cell in told])
    return sheet


def _cell(told: Any) -> Cell:
    if not isinstance(told, list):
        return told  # type: ignore[no-any-return]
    kind, value = told
    return _KINDS[kind](value)


def _problem(status: int) -> Problem | None:
    if status == 0:
        return None
    made = {
        apart.LOCKED: refusals.roster_locked(),
        apart.UNREADABLE: refusals.roster_unreadable(),
        apart.TOO_WIDE: refusals.roster_too_wide(formats.MAX_ROWS, formats.MAX_COLUMNS),
    }
    # Anything else: it ran into a limit, and was ended.
    return made.get(status, refusals.roster_unsafe())
