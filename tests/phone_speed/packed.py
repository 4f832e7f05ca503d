"""A server with its answers packed as the build and the Caddy before it pack them (deploy/Caddyfile): what Lighthouse is to look at."""

import gzip
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

_PACKED = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")
# What each hop says for itself.
_OWN = {"connection", "content-length", "transfer-encoding", "server", "date"}


class _Answers(urllib.request.HTTPErrorProcessor):
    """Whatever the server answers is passed on: redirects and refusals too."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response


_OPENER = urllib.request.build_opener(_Answers)


class _Passing(BaseHTTPRequestHandler):
    """Passes a request on, and packs the answer on the way back."""

    protocol_version = "HTTP/1.1"
    server_address = ""

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _OWN}
        asked = urllib.request.Request(self.server_address + self.path, sent, headers, method=self.command)
        with _OPENER.open(asked, timeout=60) as answer:
            self._answer(answer.status, list(answer.headers.items()), answer.read())

    do_POST = do_GET  # noqa: N815 (http.server's own name)

    def _answer(self, status: int, told: list[tuple[str, str]], body: bytes) -> None:
        kinds = [value for name, value in told if name.lower() == "content-type"]
        is_packed = any(name.lower() == "content-encoding" for name, _ in told)
        is_text = bool(body) and not is_packed and kinds[:1] != [] and kinds[0].startswith(_PACKED)
        body = gzip.compress(body, 6) if is_text else body
        own = [("Content-Encoding", "gzip")] * is_text + [("Content-Length", str(len(body)))]
        self.send_response(status)
        for name, value in (*(pair for pair in told if pair[0].lower() not in _OWN), *own):
            self.send_header(name, value)
        self.end_headers()
        # A browser that was told to go elsewhere hears nothing more.
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nobody reads it."""


@contextmanager
def packed(address: str) -> Iterator[str]:
    """Pass everything on to a server; answers the address that does."""
    passing = type("Passing", (_Passing,), {"server_address": address})
    server = ThreadingHTTPServer(("127.0.0.1", 0), passing)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
