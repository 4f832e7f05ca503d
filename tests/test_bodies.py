"""A body that is too large, packed or nested without end gets a sentence on every route, before it costs anything."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.county import County
from tests.memory import peak_of
from tests.person import PASSWORD, Person

pytestmark = pytest.mark.one_database

MB = 1024 * 1024
DEEP = '{"a":' * 10_000 + "1" + "}" * 10_000
# A server of its own that is sent one body; what it answers, and what that cost.
SERVE = """
from tempfile import TemporaryDirectory
from flask_migrate import upgrade
from app import create_app
from config import Config
with TemporaryDirectory() as folder:
    class OneConfig(Config):
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{folder}/county.db"
    server = create_app(OneConfig)
    with server.app_context():
        upgrade()
    body = Path(sys.argv[1]).read_bytes()
    headers = {"Content-Encoding": sys.argv[2]} if sys.argv[2] else {}
    answer = server.test_client().post("/api/v1/session", data=body, headers=headers, content_type="application/json")
    outcome = [answer.status_code, answer.json["code"]]
"""


def json_routes(app: Flask) -> Iterator[tuple[str, str]]:
    """Every route that takes JSON, by the contract."""
    contract = app.test_client().get("/api/v1/openapi.json").json
    for path, methods in contract["paths"].items():
        for method, told in methods.items():
            if method != "parameters" and "application/json" in told.get("requestBody", {}).get("content", {}):
                yield method.upper(), path


def _filled(path: str) -> str:
    for name, value in (("sha256", "0" * 64), ("code", "991101100001001"), ("ledger", "visits")):
        path = path.replace("{" + name + "}", value)
    return "/".join(
        "00000000-0000-7000-8000-000000000000" if part.startswith("{") else part for part in path.split("/")
    )


def _send(app: Flask, token: str, method: str, path: str, **options: Any):
    return app.test_client().open(
        _filled(path),
        method=method,
        headers={"Authorization": f"Bearer {token}", **options.pop("headers", {})},
        **options,
    )


@pytest.fixture
def tokens(app: Flask, county: County) -> list[str]:
    """Of somebody from every role, so that each route is reached by one of them at least."""
    return [
        app.test_client().post("/api/v1/session", json={"username": name, "password": PASSWORD}).json["token"]
        for name in ("alice", "frank", "carol", "dora", "erin")
    ]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (DEEP, {"too_deep"}),
        ("[" * 10_000 + "]" * 10_000, {"too_deep"}),
        ('{"a": ' + "9" * 10_000 + "}", {"bad_request", "invalid_input"}),
        ('{"a": 1e999999}', {"bad_request", "invalid_input"}),
        ('{"a": "\ud800"}'.encode("utf-8", "surrogatepass"), {"bad_request", "invalid_input"}),
        (b"\xff\xfe\x00", {"bad_request", "invalid_input"}),
        ("x" * (2 * MB + 1), {"too_large", "bad_request"}),
    ],
    ids=["objects", "lists", "a long number", "a large number", "half a letter", "no text", "more than two MB"],
)
def test_json_that_nobody_writes_is_refused_on_every_route(app: Flask, tokens: list[str], body: Any, codes: set[str]):
    routes = list(json_routes(app))
    assert len(routes) > 15

    for method, path in routes:
        answers = [_send(app, token, method, path, data=body, content_type="application/json") for token in tokens]
        got = {answer.json["code"] for answer in answers} - {"not_allowed", "demo_only_here"}
        assert {answer.status_code for answer in answers} <= {400, 403, 413, 422}, (method, path, got)
        assert got <= codes, (method, path, got)


def test_a_packed_body_is_refused_before_anybody_is_asked_who_they_are(app: Flask):
    for encoding in ("gzip", "deflate", "br", "GZIP", "gzip, identity", "zstd"):
        answer = app.test_client().post(
            "/api/v1/session", data=gzip.compress(b"{}"), headers={"Content-Encoding": encoding}
        )
        assert (answer.status_code, answer.json["code"]) == (415, "encoding_unsupported")
    assert "不压缩" in answer.json["message"]


def test_what_does_not_say_how_long_it_is_is_cut_off(app: Flask, alice: Person):
    """As with Transfer-Encoding: chunked, which a server hands on as a stream that ends somewhere."""

    class Endless:
        given = 0

        def read(self, size: int = -1) -> bytes:
            size = 65_536 if size < 0 else size
            self.given += size
            return b" " * size

    for method, path, most in (
        ("POST", "/api/v1/session", 2 * MB),
        ("POST", "/api/v1/sync/push", 2 * MB),
        ("PUT", f"/api/v1/blobs/{'0' * 64}", 256 * 1024),
        ("PATCH", f"/api/v1/blobs/{'0' * 64}", 64 * 1024),
    ):
        body = Endless()
        answer = app.test_client().open(
            path,
            method=method,
            headers={**alice._headers, "Upload-Offset": "0", "Upload-Length": "100"},
            content_type="application/json",
            environ_overrides={"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
        )
        assert answer.status_code in (400, 413, 422), (path, answer.text)
        assert body.given <= most + 2 * 65_536


@pytest.mark.parametrize(
    ("make", "encoding", "expected"),
    [
        (lambda: gzip.compress(bytes(300 * MB)), "gzip", [415, "encoding_unsupported"]),
        (DEEP.encode, "", [400, "too_deep"]),
        (lambda: b"[" * 199_000, "", [400, "too_deep"]),
        (lambda: json.dumps({"username": "x" * MB, "password": "y" * (MB - 100)}).encode(), "", [422, "invalid_input"]),
        (lambda: b'{"a":' + b"[]," * 190_000 + b"1}", "", [400, "bad_request"]),
        (lambda: b"[" + b"{}," * 190_000 + b"1]", "", [422, "invalid_input"]),
        (lambda: b"[" + b"{}," * 690_000 + b"1]", "", [413, "too_many_values"]),
        (lambda: b"x" * (3 * MB), "", [413, "too_large"]),
    ],
    ids=["gzip bomb", "deep", "deeper", "long words", "broken", "a long list", "a longer list", "long"],
)
def test_none_costs_more_than_two_hundred_megabytes(tmp_path: Any, make: Any, encoding: str, expected: list[Any]):
    file = tmp_path / "body"
    file.write_bytes(make())

    outcome, peak = peak_of(SERVE, str(file), encoding)

    assert outcome == expected
    assert peak < 200
