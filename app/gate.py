"""Who is answered at all: this very machine, and others only by a server in production, over HTTPS."""

from flask import Flask, current_app, request

from app.people import refusals
from app.people.session import is_local


def init_app(app: Flask) -> None:
    """Stand before every route; tests of other things pretend to come from anywhere."""
    if not app.testing:
        app.before_request(_let_through)


def _let_through() -> None:
    if is_local():
        return
    if not current_app.config["PRODUCTION"]:
        raise refusals.not_for_others()
    if not request.is_secure:
        raise refusals.plain_http()
