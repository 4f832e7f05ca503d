"""Others than this machine are answered by a server in production only, and only over HTTPS."""

from typing import Any

import pytest

from tests.production.ground import Ground

pytestmark = pytest.mark.one_database

AFAR = {"REMOTE_ADDR": "192.0.2.9"}
BY_PROXY = {"X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"}


def ask(ground: Ground, path: str = "/healthz", **asked: Any) -> tuple[int, str | None]:
    """The status, and why it was refused."""
    with ground.app().test_client().get(path, **asked) as answer:
        return answer.status_code, answer.headers.get("X-Problem")


@pytest.mark.parametrize("path", ["/healthz", "/", "/phone/", "/api/v1/session", "/nowhere"])
@pytest.mark.parametrize(
    "asked",
    [
        {"environ_base": AFAR},
        {"headers": BY_PROXY},
        {"base_url": "http://192.0.2.7:8000"},
        {"environ_base": {"REMOTE_ADDR": ""}},
    ],
)
def test_who_does_not_say_production_serves_nobody_else(ground: Ground, path: str, asked: dict[str, Any]):
    ground.settings["PRODUCTION"] = False

    assert ask(ground, path, **asked) == (403, "not_for_others")


def test_this_machine_is_answered_in_any_case(ground: Ground):
    ground.settings["PRODUCTION"] = False

    assert ask(ground) == (200, None)
    ground.settings["PRODUCTION"] = True
    assert ask(ground) == (200, None)


def test_others_are_served_behind_a_proxy_that_speaks_https(ground: Ground):
    assert ask(ground, headers=BY_PROXY) == (200, None)


@pytest.mark.parametrize("asked", [{"environ_base": AFAR}, {"headers": {**BY_PROXY, "X-Forwarded-Proto": "http"}}])
def test_a_password_is_never_sent_in_clear(ground: Ground, asked: dict[str, Any]):
    assert ask(ground, **asked) == (403, "plain_http")


def test_a_proxy_that_nobody_declared_is_not_believed(ground: Ground):
    ground.settings["TRUSTED_PROXIES"] = 0

    assert ask(ground, headers=BY_PROXY) == (403, "plain_http")
