"""The server's own threads, which work on after the answer: tests wait for them before they look, or begin anew."""

import threading

from app.jobs import background

# Longer than any work in the tests; whoever takes longer is stuck, and should be seen.
PATIENCE = 120


def wait(name: str = "") -> None:
    """Until everything begun in the background is done, or what has this name."""
    for thread in threading.enumerate():
        if thread.name.startswith(background.NAMED + name):
            thread.join(PATIENCE)
            assert not thread.is_alive(), f"{thread.name} never ends"
