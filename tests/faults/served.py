"""The county as `make run` serves it: granian with real sockets, on a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(url: str, folder: Path, workers: int = 1) -> Iterator[int]:
    """The port that it listens on, for as long as the context lasts."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--workers", str(workers), "--blocking-threads", "8", "--log-level", "error", "wsgi:app"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "RESCUE_KEY_FILE": str(folder / "rescue.key"),
            "PUSHES_A_MINUTE": "1000000",
        },
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
