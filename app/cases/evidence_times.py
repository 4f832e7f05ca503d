"""The times of the evidence pack on paper, to the minute of the county's clock (pure)."""

from datetime import datetime

from app import clock
from app.prints.words import up


def interval(first: str, last: str) -> str:
    """From one instant until another; one where both are of the same minute."""
    return moment(first) if moment(first) == moment(last) else f"{moment(first)} 至 {end(last)}"


def end(instant: str) -> str:
    """The whole minute at or after it: an interval is never said shorter than it is."""
    return moment(up(datetime.fromisoformat(instant)).isoformat())


def between(earliest: str | None, latest: str) -> str:
    """The same where nothing may tell when it began."""
    return interval(earliest, latest) if earliest else f"不晚于 {end(latest)}"


def moment(instant: str | None) -> str:
    """The minute that it lies in; a dash for none."""
    return "—" if instant is None else f"{clock.local(datetime.fromisoformat(instant)):%Y-%m-%d %H:%M}"
