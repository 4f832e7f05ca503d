"""Who is asking: reads the cookie or the bearer token, and guards every route."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import request

from app import problems
from app.db import db
from app.people import operations
from app.people.actor import EVERYBODY, OFFICE, Actor

__all__ = ["COOKIE", "EVERYBODY", "OFFICE", "Actor", "allow", "current_actor", "open_to_all", "request_token"]

COOKIE = "qiaomen_session"


def allow(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """State who may call a route; the view's first argument is the actor."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = current_actor()
            if actor.role not in roles:
                raise problems.not_allowed()
            return view(actor, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]  # tests/test_access.py reads the table off the routes
        return guarded

    return guard


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """State that a route needs no account."""
    view.roles = ()  # type: ignore[attr-defined]
    return view


def current_actor() -> Actor:
    """Whoever sent this request; raises signed_out."""
    token = request_token()
    found = operations.find_sign_in(token) if token else None
    if found is None:
        raise problems.signed_out()
    user, sign_in = found
    actor = Actor(user.id, user.username, user.name, user.role, user.scope, sign_in.expires_at)
    # The read transaction ends here: a write that follows must begin on fresh ground.
    db.session.rollback()
    return actor


def request_token() -> str | None:
    """The token a program sends as Bearer, or a browser as a cookie."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bearer" and token:
        return token
    if request.method not in ("GET", "HEAD") and _from_another_site():
        raise problems.cross_site()
    return request.cookies.get(COOKIE)


def _from_another_site() -> bool:
    """A browser says so itself, in one of two headers; programs send neither."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
