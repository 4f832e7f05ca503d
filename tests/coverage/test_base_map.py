"""The map under ours: only with the county's own key, from one host, on the office's pages alone."""

import pytest
from flask import Flask

from tests.person import Person

HOST = "https://t0.tianditu.gov.cn"
KEY = "0123456789abcdef"


@pytest.fixture
def keyed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setitem(app.config, "TIANDITU_KEY", KEY)
    return app


def pictures_from(app: Flask, path: str) -> list[str]:
    """What a page may load pictures from, as its content security policy says."""
    with app.test_client().get(path) as answer:
        parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
        return next(sources for name, *sources in parts if name == "img-src")


def test_without_a_key_there_is_no_base_map_and_nothing_but_our_own_is_loaded(app: Flask, carol: Person):
    assert carol.get("/map/base").json["tiles"] == []
    assert {tuple(pictures_from(app, path)) for path in ("/desk/", "/phone/", "/healthz")} == {("'self'", "blob:")}


def test_with_a_key_the_office_may_load_from_that_host_and_nobody_else_may(keyed: Flask):
    assert pictures_from(keyed, "/desk/") == ["'self'", "blob:", HOST]
    assert pictures_from(keyed, "/phone/") == pictures_from(keyed, "/") == ["'self'", "blob:"]
    with keyed.test_client().get("/desk/") as answer:
        assert answer.headers["Content-Security-Policy"].count(HOST) == 1


def test_the_key_is_told_to_the_office_alone(keyed: Flask, carol: Person, alice: Person):
    tiles = carol.get("/map/base").json["tiles"]

    assert [address.split("?")[0] for address in tiles] == [f"{HOST}/vec_w/wmts", f"{HOST}/cva_w/wmts"]
    assert all(f"tk={KEY}" in address and "{z}" in address for address in tiles)
    assert alice.get("/map/base").status_code == 403
    assert keyed.test_client().get("/api/v1/map/base").status_code == 401
