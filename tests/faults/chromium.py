"""Debian's Chromium on a profile of its own, with one page that records visits; it can be killed like a phone's."""

import json
import os
import queue
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

# Root needs --no-sandbox; the rest keeps it from calling home, and its own caches off a small disk.
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--no-first-run",
    "--disk-cache-size=1",
    "--disable-crash-reporter",
    "--disable-breakpad",
)
PATIENCE_S = 60

Word = tuple[str, dict[str, Any]]


class Listener:
    """Serves the page, and hears what it says: ("saved", {"id": …})."""

    def __init__(self, page: bytes) -> None:
        self._words: queue.Queue[Word] = queue.Queue()
        # What is to be done before a word is answered.
        self.hooks: dict[str, Callable[[], None]] = {}
        self._server = _QuietServer(("127.0.0.1", 0), _handler(page, self._hear))
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _hear(self, name: str, told: dict[str, Any]) -> None:
        self.hooks.get(name, lambda: None)()
        self._words.put((name, told))

    def next(self) -> Word:
        """The next word; queue.Empty when none comes."""
        return self._words.get(timeout=PATIENCE_S)

    def rest(self) -> list[Word]:
        """What was said and not yet heard."""
        said = []
        while not self._words.empty():
            said.append(self._words.get())
        return said


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that is killed hangs up."""


def _handler(page: bytes, hear: Callable[[str, dict[str, Any]], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            is_script = self.path == "/page.js"
            content = page if is_script else b'<!doctype html><script src="/page.js"></script>'
            self._answer(content, "text/javascript" if is_script else "text/html")

        def do_POST(self) -> None:
            told = self.rfile.read(int(self.headers["Content-Length"]))
            hear(self.path[1:], json.loads(told))
            self._answer(b"", "text/plain")

        def _answer(self, content: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
            """Say nothing."""

    return Handler


class Browser:
    """One run of Chromium, ended by killing all its processes at once, with no chance to tidy up."""

    def __init__(self, profile: Path, url: str) -> None:
        found = shutil.which("chromium")
        if found is None:
            raise RuntimeError("Chromium is missing; `make test` installs it (scripts/install-test-tools.sh).")
        self._process = subprocess.Popen(
            [found, *_OPTIONS, f"--user-data-dir={profile}", url],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        """SIGKILL for the whole group."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
