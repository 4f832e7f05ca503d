"""When a visit was made, as well as can be told from clocks nobody trusts (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

# Beyond this a phone's clock is worth telling its owner about.
SKEW = timedelta(minutes=5)
# A phone may come back after a month; a date older than this is a clock that was reset.
LONGEST_OFFLINE = timedelta(days=120)
# How many differences between a phone's clock and ours are remembered.
REMEMBERED = 20


@dataclass(frozen=True)
class Anchor:
    """The last server time a phone saw, with its own stopwatch's reading at that moment."""

    server_time: datetime
    mono_ms: int
    boot_id: str


@dataclass(frozen=True)
class Clocks:
    """What a phone's clocks said when an event was made."""

    device_time: datetime
    mono_ms: int
    boot_id: str
    anchor: Anchor | None


@dataclass(frozen=True)
class Contact:
    """What they said when it was handed in, as far as the phone told; `skews` in seconds, its clock less ours."""

    received_at: datetime
    mono_ms: int | None = None
    boot_id: str | None = None
    skews: Sequence[float] = ()


@dataclass(frozen=True)
class When:
    """The interval that holds the truth, our best reading, and whether the phone's clock was off."""

    best: datetime
    earliest: datetime | None
    latest: datetime
    clock_off: bool


def when(clocks: Clocks, contact: Contact) -> When:
    """Read the time of an event.

    A stopwatch never runs faster than time, but stands still while a phone sleeps. So it gives bounds: not
    before the last server time plus what it has run since, not after we received the event less what it has
    run since. Inside these the wall clock decides, corrected by how far it usually is from ours.
    """
    latest = _latest(clocks, contact)
    by_stopwatch = _by_stopwatch(clocks, latest)
    earliest = by_stopwatch or _seen(clocks.anchor, latest)
    told = _corrected(clocks.device_time, contact.skews)
    first = earliest or latest - LONGEST_OFFLINE
    best = told if told is not None and first <= told <= latest else by_stopwatch or latest
    return When(best, earliest, latest, abs(best - clocks.device_time) > SKEW)


def _latest(clocks: Clocks, contact: Contact) -> datetime:
    since = (contact.mono_ms or 0) - clocks.mono_ms
    if contact.boot_id == clocks.boot_id and _possible(since):
        return contact.received_at - timedelta(milliseconds=since)
    return contact.received_at


def _by_stopwatch(clocks: Clocks, latest: datetime) -> datetime | None:
    """The last server time plus what the stopwatch has run since; None when it counts from another opening."""
    anchor = clocks.anchor
    if anchor is None or anchor.boot_id != clocks.boot_id or not _possible(clocks.mono_ms - anchor.mono_ms):
        return None
    seen = _seen(anchor, latest)
    return seen and min(seen + timedelta(milliseconds=clocks.mono_ms - anchor.mono_ms), latest)


def _seen(anchor: Anchor | None, latest: datetime) -> datetime | None:
    """A server time that the phone saw before the event, if it is one that we can have told."""
    return anchor.server_time if anchor and latest - LONGEST_OFFLINE <= anchor.server_time <= latest else None


def _corrected(device_time: datetime, skews: Sequence[float]) -> datetime | None:
    try:
        return device_time - timedelta(seconds=median(skews)) if skews else device_time
    except OverflowError:  # the year 1 less an hour is no date
        return None


def _possible(elapsed_ms: int) -> bool:
    return 0 <= elapsed_ms <= LONGEST_OFFLINE // timedelta(milliseconds=1)
