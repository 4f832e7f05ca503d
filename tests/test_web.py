"""What a browser is told with every answer, and what another site's page may not do with our cookies."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import create_app
from config import Config
from tests.county import County, anything_for
from tests.people.browser import Browser
from tests.person import PASSWORD, Person

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# The same for everybody: the apps' own files.
PUBLIC = ("/phone", "/desk", "/S/", "/choose.css")
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


def calls(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Every route with every method, at an address that may exist."""
    for rule in app.url_map.iter_rules():
        url = rule.build({name: anything_for(name) for name in rule.arguments})[1]
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule, method, url


def wrong_headers(answer: TestResponse) -> list[str]:
    """Those that are missing, or say something else."""
    wrong = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    return wrong + [
        directive for directive in ("default-src 'none'", "frame-ancestors 'none'") if directive not in policy
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("name", [None, "alice", "erin"])
def test_every_answer_of_every_route_carries_every_header(app: Flask, county: County, name: str | None):
    seen = set()
    for _, method, url in calls(app):
        # Signed in anew each time: one of the calls is to sign out.
        client = Browser(app)
        if name:
            client.sign_in(name)
        with client.client.open(url, method=method) as answer:
            assert wrong_headers(answer) == [], (method, url)
            assert "Permissions-Policy" in answer.headers
            told = answer.headers.get("Cache-Control")
            assert (told == "no-store") == (not url.startswith(PUBLIC)), (method, url, told)
            seen.add(answer.status_code)
    assert len(seen) > 2


def test_nothing_about_anybody_is_kept_by_a_browser(carol: Person, alice: Person, county: County):
    """By name what shows residents, answered with 200."""
    door = county.doors["王一"]
    shown = [
        carol.get("/households"),
        carol.get(f"/households/{door}"),
        carol.get("/exports/uncovered.csv"),
        carol.get("/exports/uncovered.xlsx"),
        carol.get("/coverage"),
        alice.get("/sync/snapshot", format=1),
        carol.get("/session"),
    ]

    assert [answer.status_code for answer in shown] == [200] * len(shown)
    assert {answer.headers["Cache-Control"] for answer in shown} == {"no-store"}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"path": "/nowhere"}, 404),
        ({"path": "/phone/", "method": "POST"}, 405),
        ({"path": "/api/v1/session", "method": "POST", "data": "{", "content_type": "application/json"}, 400),
        ({"path": "/api/v1/session", "method": "POST", "json": {}}, 422),
        ({"path": "/api/v1/session", "method": "POST", "data": "x", "content_type": "text/plain"}, 422),
        ({"path": "/api/v1/coverage?scope=%00"}, 401),
        ({"path": "/phone/assets/nothing.js"}, 404),
        ({"path": "/phone/assets/main.js"}, 200),
        ({"path": "/phone/"}, 200),
        ({"path": "/boom"}, 500),
    ],
)
def test_errors_and_built_files_carry_them_too(database_url: str, tmp_path: Path, asked: dict[str, Any], status: int):
    (tmp_path / "phone" / "assets").mkdir(parents=True)
    for name in ("index.html", "assets/main.js"):
        (tmp_path / "phone" / name).write_text("built")
    settings = {"SQLALCHEMY_DATABASE_URI": database_url, "STATIC_DIST": tmp_path}
    app = create_app(type("Planted", (Config,), settings))
    app.add_url_rule("/boom", view_func=lambda: 1 / 0)

    with app.test_client().open(**asked) as answer:
        assert answer.status_code == status, answer.text
        assert wrong_headers(answer) == []


def test_a_browser_that_came_by_https_comes_by_nothing_else(app: Flask, county: County):
    secure, plain = (app.test_client().get("/x", base_url=f"{scheme}://localhost") for scheme in ("https", "http"))

    assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Strict-Transport-Security" not in plain.headers


def test_cookies_are_bound_to_this_host_and_to_https(app: Flask, county: County, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "SECURE_COOKIE", True)
    client = app.test_client()
    credentials = {"username": "carol", "password": PASSWORD}

    signed_in = client.post("/api/v1/session", json=credentials, base_url="https://localhost")
    out = client.delete("/api/v1/session", base_url="https://localhost")
    session, mark = sorted(signed_in.headers.getlist("Set-Cookie"))

    assert session.startswith("__Host-qiaomen_session=")
    assert "Path=/;" in session + ";"
    assert "Domain" not in session
    assert mark.startswith("__Secure-qiaomen_browser_")
    assert all({"Secure", "HttpOnly", "SameSite=Lax"} <= set(one.split("; ")) for one in (session, mark))
    assert out.status_code == 204
    assert client.get("/api/v1/session", base_url="https://localhost").json["code"] == "signed_out"


def test_a_cookie_that_a_neighbouring_host_could_plant_opens_nothing(
    app: Flask, county: County, monkeypatch: pytest.MonkeyPatch
):
    token = Browser(app).sign_in("carol").json["token"]
    monkeypatch.setitem(app.config, "SECURE_COOKIE", True)
    client = app.test_client()
    client.set_cookie("qiaomen_session", token)

    assert client.get("/api/v1/session", base_url="https://localhost").json["code"] == "signed_out"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_another_site_can_change_nothing_at_all(app: Flask, county: County, headers: dict[str, str]):
    browser = Browser(app)
    browser.sign_in("erin")
    changing = [call for call in calls(app) if call[1] in WRITES]

    for _, method, url in changing:
        answer = browser.client.open(url, method=method, headers=headers, json={} if method != "DELETE" else None)
        is_sign_in = url == "/api/v1/session" and method == "POST"
        # A sign-in that lacks its words is refused for that first; with them, test_sessions.py has it.
        assert answer.json["code"] == "cross_site" or is_sign_in, (method, url, answer.text)
    assert len(changing) > 25
    assert browser.get("/session").json["user"]["username"] == "erin"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_another_site_can_ask_for_changes_nothing(app: Flask, method: str):
    """A link is followed with our cookies (SameSite=Lax): what changes something must never be a GET."""
    changing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or set())
        and getattr(getattr(app.view_functions[rule.endpoint], "audits", None), "sort", "") == "change"
    }

    assert changing == set()


def test_no_answer_allows_another_origin(app: Flask, county: County):
    browser = Browser(app)
    browser.sign_in("erin")

    for _, method, url in calls(app):
        with browser.client.open(url, method=method, headers={"Origin": "https://elsewhere.example"}) as answer:
            assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")], url


def test_what_the_build_packed_goes_packed_to_who_takes_it(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Under its own name and kind; to anybody else, and where the build packed nothing, as it is."""
    assets = tmp_path / "phone" / "assets"
    assets.mkdir(parents=True)
    (tmp_path / "phone" / "index.html").write_text("the shell")
    (assets / "one.js").write_text("let one")
    (assets / "one.js.br").write_bytes(b"packed")
    monkeypatch.setitem(app.config, "STATIC_DIST", tmp_path)

    def got(path: str, **headers: str) -> tuple[bytes, str | None, str, str]:
        with app.test_client().get(path, headers={"Accept-Encoding": headers.get("takes", "")}) as answer:
            return answer.data, answer.content_encoding, answer.mimetype, answer.headers["Vary"]

    script = "/phone/assets/one.js"
    assert got(script, takes="gzip, br") == (b"packed", "br", "text/javascript", "Accept-Encoding")
    assert got(script, takes="gzip, br;q=0") == (b"let one", None, "text/javascript", "Accept-Encoding")
    assert got(script) == (b"let one", None, "text/javascript", "Accept-Encoding")
    assert got("/phone/doors", takes="br") == (b"the shell", None, "text/html", "Accept-Encoding")


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/phone/../../config.py",
        "/phone/%2e%2e/%2e%2e/config.py",
        "/phone/..%2f..%2fconfig.py",
        "/desk//etc/passwd",
        "/phone/assets/..%5c..%5cconfig.py",
        "/static/package.json",
        "/instance/county.db",
        "/phone/assets/",
    ],
)
def test_nothing_but_the_built_apps_is_handed_out(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
):
    """An address inside an app that is no file is the app's shell, as its router wants it; anything else is not there."""
    for name in ("phone", "desk"):
        (tmp_path / "dist" / name / "assets").mkdir(parents=True)
        (tmp_path / "dist" / name / "index.html").write_text("the shell")
    (tmp_path / "config.py").write_text("a secret")
    monkeypatch.setitem(app.config, "STATIC_DIST", tmp_path / "dist")

    with app.test_client().get(path) as answer:
        assert answer.status_code in (301, 308, 404) or answer.text == "the shell", (answer.status_code, answer.text)
    assert app.test_client().open(path, method="TRACE").status_code in (404, 405)
