"""When a visit was made, as well as can be told from a clock nobody trusts (pure)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Beyond this a phone's clock is worth telling its owner about.
SKEW = timedelta(minutes=5)
# A phone may come back after a month; a date older than this is a clock that was reset.
LONGEST_OFFLINE = timedelta(days=120)


@dataclass(frozen=True)
class Anchor:
    """The last server time a phone saw, with its own stopwatch's reading at that moment."""

    server_time: datetime
    mono_ms: int
    boot_id: str


def best_time(
    device_time: datetime, mono_ms: int, boot_id: str, anchor: Anchor | None, received_at: datetime
) -> tuple[datetime, bool]:
    """Our reading of when, and whether the phone's clock was off.

    By the stopwatch when it has run since the phone last saw our time; else by the phone's clock
    if that is possible at all; else by when we received it. Never later than we received it.
    """
    told = device_time
    if anchor and anchor.boot_id == boot_id and _believable(anchor, mono_ms, received_at):
        told = anchor.server_time + timedelta(milliseconds=mono_ms - anchor.mono_ms)
        return min(told, received_at), abs(told - device_time) > SKEW
    if told > received_at + SKEW or told < received_at - LONGEST_OFFLINE:
        return received_at, True
    return min(told, received_at), False


def _believable(anchor: Anchor, mono_ms: int, received_at: datetime) -> bool:
    """Whether an anchor is a time we could have told, and the stopwatch has run forward since, not for ever."""
    elapsed = mono_ms - anchor.mono_ms
    recent = received_at - LONGEST_OFFLINE <= anchor.server_time <= received_at + SKEW
    return recent and 0 <= elapsed <= LONGEST_OFFLINE // timedelta(milliseconds=1)
