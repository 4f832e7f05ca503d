"""Work that stops half-way until it is let through."""

from threading import Event
from typing import Any

import pytest

from app.visits import doors


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> dict[str, Event]:
    """Doors that stop after the first, until they are let through."""
    begun, let = Event(), Event()
    every = doors.every

    def slowly(wanted: Any) -> Any:
        for door in every(wanted):
            yield door
            begun.set()
            assert let.wait(30)

    monkeypatch.setattr(doors, "every", slowly)
    return {"begun": begun, "let": let}
