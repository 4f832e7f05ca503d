"""Ids that come out the same for the same seed and instant (pure)."""

from datetime import datetime
from random import Random
from uuid import UUID


def id_at(rng: Random, instant: datetime) -> UUID:
    """A UUIDv7 as if it had been made at that instant."""
    milliseconds = int(instant.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | rng.getrandbits(12) << 64 | 2 << 62 | rng.getrandbits(62))
