"""Takes this process's clocks and dice in hand, or no seed could be played again."""

import random
import secrets
import sys
import uuid
from datetime import UTC, datetime, timedelta

from app import clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Simulation:
    """The one instant that everything in this process sees, and the one source of chance."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, tzinfo=UTC)
        self.random = random.Random(0)
        clock.now = lambda: self.now
        # Not `app.db`: the package's own attribute of that name is the database handle.
        sys.modules["app.db"].uuid7 = lambda: uuid.UUID(bytes=self.random.randbytes(16), version=4)
        sys.modules["app.sync.routes"].monotonic = self.seconds
        secrets.token_hex = secrets.token_urlsafe = lambda count=32: self.random.randbytes(count).hex()

    def set_time(self, milliseconds: float) -> None:
        """What time it is, since 1970."""
        self.now = EPOCH + timedelta(milliseconds=milliseconds)

    def seconds(self) -> float:
        """What a stopwatch of the server shows."""
        return (self.now - EPOCH).total_seconds()
