"""Work that stops half-way until it is let through."""

from threading import Event
from typing import Any

import pytest

from app.visits import filed


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> dict[str, Event]:
    """Doors that are read, and not handed on before they are let through."""
    begun, let = Event(), Event()
    rounds = filed.rounds

    def slowly(wanted: Any) -> Any:
        for some in rounds(wanted):
            begun.set()
            assert let.wait(30)
            yield some

    monkeypatch.setattr(filed, "rounds", slowly)
    return {"begun": begun, "let": let}
