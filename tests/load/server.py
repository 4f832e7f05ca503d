"""The server as `make run` starts it, on a free port and a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKERS, THREADS = 2, 64


@contextmanager
def serving(database_url: str, folder: Path) -> Iterator[tuple[int, int]]:
    """The port and the process id of a server that lasts as long as the context."""
    port = _free_port()
    command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "wsgi:app"]
    with (folder / "server.log").open("w") as log:
        env = {**os.environ, "DATABASE_URL": database_url, "RESCUE_KEY_FILE": str(folder / "no-key.pem")}
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            # All of them: told to stop while one is starting, it waits for that one without end (granian 2).
            _wait_for(lambda: Path(log.name).read_text().count("Started worker") == WORKERS)
            _wait_for(lambda: _answers(f"http://127.0.0.1:{port}/healthz"))
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(timeout=30)


def cpu_seconds(pid: int) -> float:
    """Processor time that the server and its workers have used so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    pids = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    fields = [Path(f"/proc/{p}/stat").read_text().rsplit(")", 1)[1].split() for p in pids]
    return sum(int(f[11]) + int(f[12]) for f in fields) / ticks


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def _wait_for(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    raise RuntimeError("the server does not start")
