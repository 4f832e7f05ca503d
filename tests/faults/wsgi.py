"""Calls a WSGI app in this very process, with nothing in between."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

Headers = list[tuple[str, str]]


def call(
    app: Callable[..., Iterable[bytes]], method: str, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, Headers, bytes]:
    """One request and its answer."""
    answer: list[Any] = []

    def start(status: str, fields: Headers, exc_info: object = None) -> None:
        answer[:] = [int(status.split(maxsplit=1)[0]), fields]

    chunks = app(_environ(method, path, headers, body), start)
    try:
        data = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
    return answer[0], answer[1], data


def _environ(method: str, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    parts = urlsplit(path)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return environ
